using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using Affekt.Protocol;
using Affekt.Shim;
using Affekt.Unity;
using Lantern;
using Lantern.World;
using UnityEngine;

/// <summary>
/// Plays the sample's own scene in the stand-in engine with the scripted keeper: REPOSITORY MODE SERVER SET SECONDS OUT.
/// It tells what is decided and what sounds, a line each, and heeds lines on its input ("pause", "resume", "quit").
/// </summary>
static class SampleRun
{
    static readonly Stopwatch Watch = new Stopwatch();
    static readonly List<float> Heard = new List<float>();

    static int Main(string[] a)
    {
        string assets = Path.Combine(a[0], "unity-sample/Assets");
        var scenes = new Scenes(assets, Path.Combine(a[0], "clients/unity/dev.affekt.unity"));
        _ = typeof(LanternGame);
        FakePlayer.Reset();
        FakePlayer.Saying = line => Tell("said", line);
        FakeAudio.Heard = buffer => Heard.AddRange(buffer);
        var connection = scenes.Asset<AffektConnection>(Path.Combine(assets, "Lantern/Settings/Local.asset"));
        connection.Server = a[2];
        connection.Set = Path.GetFileName(a[3]);
        connection.Seed = 5;
        AffektScore score = scenes.Prefab(Path.Combine(assets, "Lantern/Prefabs/Score.prefab")).GetComponent<AffektScore>();
        score.Mode = (ScoreMode)Enum.Parse(typeof(ScoreMode), a[1]);
        score.MusicSet = Sets.Bring(a[3]);
        List<GameObject> scene = scenes.Scene(Path.Combine(assets, "Lantern/Scenes/Night.unity"));
        Scenes.Wake(scene);
        LanternGame game = UnityEngine.Object.FindObjectOfType<LanternGame>();
        game.Scripted = true;
        Listen(game);
        Play(game, double.Parse(a[4], CultureInfo.InvariantCulture));
        Wav.Write(a[5], Heard);
        Report(game);
        FakePlayer.Leave();
        return FakePlayer.Faults.Count > 0 ? 1 : 0;
    }

    static void Play(LanternGame game, double seconds)
    {
        var input = new Queue<string>();
        var reader = new Thread(() => Read(input)) { IsBackground = true };
        reader.Start();
        Watch.Start();
        double before = 0.0;
        bool goes = true;
        while (goes && before < seconds)
        {
            Thread.Sleep(8);
            double now = Watch.Elapsed.TotalSeconds;
            FakePlayer.Frame(now - before);
            before = now;
            if (game.Night.End != NightEnd.None)
            {
                Tell("night", game.Night.End.ToString());
                game.Begin();
            }
            lock (input)
            {
                while (input.Count > 0)
                {
                    goes &= Obey(game, input.Dequeue());
                }
            }
        }
    }

    static void Read(Queue<string> into)
    {
        string line;
        while ((line = Console.In.ReadLine()) != null)
        {
            lock (into)
            {
                into.Enqueue(line);
            }
        }
    }

    static bool Obey(LanternGame game, string word)
    {
        if (word == "pause" || word == "resume")
        {
            game.Hold(word == "pause");
        }
        return word != "quit";
    }

    static void Listen(LanternGame game)
    {
        game.Happened += word => Tell("happened", word);
        game.Score.Turned += mode => Tell("turned", mode.ToString(), "sample", Heard.Count / 2);
        game.Score.Sounding.SectionChanged += (section, e) => Tell("section", section, "frame", e.Frame, "id", (long)e.Id);
        game.Score.Sounding.BarSounded += (bar, inside) => Tell("bar", bar.ToString(), "inside", inside, "at", game.Score.Now == ScoreMode.Baked ? 1 : 0);
        game.Session.ConnectionChanged += (state, text) => Tell("connection", state.ToString());
        game.Score.Decided += e =>
        {
            if (e.Act == ScoreEvent.ActKind.Section)
            {
                Tell("decided", e.Section.Section, "frame", e.Frame, "id", (long)e.Id);
            }
        };
    }

    static void Report(LanternGame game)
    {
        AffektScore score = game.Score;
        Affekt.JitterBuffer stream = score.Stream == null ? null : score.Stream.Buffer;
        Tell("end", game.Night.End.ToString(), "found", game.Night.Found, "faults", FakePlayer.Faults.Count);
        Tell("stream", "", "underruns", stream == null ? 0 : stream.Underruns, "blocks", stream == null ? 0 : stream.Blocks);
        Tell("mixer", "", "missing", score.Commanded == null ? 0 : score.Commanded.Missing, "late", score.Commanded == null ? 0 : score.Commanded.Late);
    }

    static void Tell(string kind, string text, string name = "", long value = 0, string other = "", long second = 0)
    {
        string seconds = Watch.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        string safe = text.Replace("\\", "/").Replace("\"", "'").Replace("\n", " | ").Replace("\r", "");
        string more = name.Length == 0 ? "" : $", \"{name}\": {value}";
        more += other.Length == 0 ? "" : $", \"{other}\": {second}";
        Console.Out.WriteLine($"{{\"t\": {seconds}, \"kind\": \"{kind}\", \"text\": \"{safe}\"{more}}}");
        Console.Out.Flush();
    }
}
