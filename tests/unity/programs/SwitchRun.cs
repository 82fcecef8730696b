using System;
using System.Collections.Generic;
using System.Linq;
using Affekt;
using Affekt.Play;
using Affekt.Protocol;
using Affekt.Shim;
using Affekt.Unity;
using UnityEngine;

/// <summary>Tries the switch between server and baked table in the stand-in engine: PART FOLDER. Prints "ok", or what is wrong.</summary>
static class SwitchRun
{
    static int Main(string[] a)
    {
        FakePlayer.Reset();
        var parts = new Dictionary<string, Action<string>>
        {
            ["standing"] = Standing, ["muted"] = Muted, ["held"] = Held, ["restart"] = Restart, ["reopen"] = Reopen, ["places"] = Places,
        };
        try
        {
            parts[a[0]](a[1]);
        }
        catch (Exception error)
        {
            Console.Out.WriteLine(error);
            return 1;
        }
        Console.Out.WriteLine("ok");
        return 0;
    }

    static void Must(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what + "; said: " + string.Join(" / ", FakePlayer.Said));
        }
    }

    static void Play(double seconds)
    {
        for (double t = 0.0; t < seconds; t += 0.02)
        {
            FakePlayer.Frame(0.02);
        }
    }

    static void Standing(string folder)
    {
        var one = new Ear();
        var other = new Ear();
        var turn = new SwitchSource();
        turn.Become(one);
        turn.State("threat", 0.5);
        turn.Control(TransportVerb.Mute);
        turn.Control(TransportVerb.Pause);
        turn.Volume(Bus.Music, -6.0);
        turn.Volume(Bus.Music, -12.0);
        turn.Volume(Bus.Stingers, -3.0);
        turn.Duck(-9.0);
        turn.Param("energy", 0.75);
        turn.Feel(0.5, 0.5, holdS: 0.0);
        turn.Event("explore");
        Must(one.Heard.Count == 10 && turn.Held, "the one that plays hears all of it");
        turn.TellStanding(other);
        Must(
            string.Join(", ", other.Heard) == "threat 0.5, energy 0.75, feels 0.5, Music -12, Stingers -3, duck -9 True, Mute, Pause",
            "who takes over hears the last of each: " + string.Join(", ", other.Heard));
        turn.Control(TransportVerb.Unmute);
        turn.Control(TransportVerb.Resume);
        turn.FreeParam("energy");
        turn.FreeFeeling();
        turn.Duck(on: false);
        other.Heard.Clear();
        turn.TellStanding(other);
        Must(
            string.Join(", ", other.Heard) == "threat 0.5, energy free, free, Music -12, Stingers -3, duck -6 False, Unmute, Resume",
            "and that it ended: " + string.Join(", ", other.Heard));
        other.Heard.Clear();
        turn.Beside = other;
        turn.Control(TransportVerb.Mute);
        turn.Event("explore");
        Must(string.Join(", ", other.Heard) == "Mute" && !turn.Held, "who may take over soon hears what lasts");
    }

    static AffektScore Score(string folder)
    {
        var thing = new GameObject("score");
        thing.SetActive(false);
        var score = thing.AddComponent<AffektScore>();
        score.Mode = ScoreMode.Baked;
        score.MusicSet = Sets.Bring(folder);
        thing.SetActive(true);
        return score;
    }

    static void Muted(string folder)
    {
        AffektScore score = Score(folder);
        var done = new List<ControlVerb>();
        score.Decided += e => done.AddRange(e.Control == null ? new ControlVerb[0] : new[] { e.Control.Verb });
        score.Mute(true);
        score.Volume(Bus.Music, -20.0);
        Play(1.0);
        Must(score.Begun && done.Contains(ControlVerb.Mute) && done.Contains(ControlVerb.Volume), "the baked table is told of the mute");
    }

    static void Held(string folder)
    {
        AffektScore score = Score(folder);
        score.Pause();
        Play(1.0);
        Must(!score.Begun && score.Local.Sounding == 0, "nothing begins while the game holds the music");
        score.Resume();
        Play(1.0);
        Must(score.Begun && score.Local.Sounding > 0, "and it begins when it goes on");
    }

    static void Restart(string folder)
    {
        var thing = new GameObject("score");
        var score = thing.AddComponent<AffektScore>();
        score.Mode = ScoreMode.Commanded;
        var session = new GameObject("session").AddComponent<AffektSession>();
        FakePlayer.Faults.Clear();
        Play(0.1);
        score.MusicSet = Sets.Bring(folder);
        score.Session = session;
        Must(score.Commanded != null && score.Commanded.Source == session, "a session that comes later has its mixer");
        Play(0.1);
        score.Session = null;
        Must(score.Commanded == null, "and leaves with it");
        Play(3.0);
        Must(score.Now == ScoreMode.Baked && score.Local.Sounding > 0, "without a session the baked table plays");
        score.enabled = false;
        score.enabled = true;
        Play(1.0);
        Must(UnityEngine.Object.FindObjectsOfType<AffektMixer>().Length == 1 && score.Local.Sounding > 0, "switched off and on it plays again");
        Must(FakePlayer.Faults.Count == 0, "no fault");
    }

    static void Places(string folder)
    {
        var group = new UnityEngine.Audio.AudioMixerGroup();
        var tower = new GameObject("tower");
        tower.transform.position = new Vector3(0f, 0f, 7f);
        AffektScore score = Score(folder);
        score.Output = group;
        foreach (string layer in score.MusicSet.Shape.Layers)
        {
            score.Places.Add(new LayerPlace { layer = layer, place = tower.transform });
        }
        Play(1.0);
        Must(score.Local.Output == group && score.Local.transform.childCount > 0, "layers sound");
        AudioSource first = score.Local.transform.GetChild(0).GetComponent<AudioSource>();
        Must(first.transform.position.z == 7f, "layers stand at their place");
        Must(first.outputAudioMixerGroup == group && first.spatialBlend == 1f, "and go where the game says");
    }

    static void Reopen(string folder)
    {
        var thing = new GameObject("session");
        thing.SetActive(false);
        var session = thing.AddComponent<AffektSession>();
        session.OpenOnEnable = false;
        session.Connection = ScriptableObject.CreateInstance<AffektConnection>();
        session.Connection.Server = "http://127.0.0.1:9";
        session.Connection.Session = "one";
        var struck = new List<string>();
        session.Sounding.StingerSounded += struck.Add;
        thing.SetActive(true);
        Must(session.Client == null && session.Score == null && session.FrameNow < 0.0, "what is not open has no client");
        Must(!session.Event("explore") && session.Playhead == null, "and hears nothing");
        session.Open();
        AffektClient first = session.Client;
        Must(first.Session == "one", "it opens where the connection says");
        session.Open();
        Must(session.Client == first, "open twice is open once");
        Strike(first, "one");
        session.Close();
        Must(session.Client == null && session.FrameNow < 0.0 && session.Playhead == null, "closed it has none");
        session.Connection.Session = "two";
        Play(0.1);
        bool anew = false;
        session.OpenedAnew += () => anew = true;
        session.Open();
        Must(session.Client.Session == "two" && anew, "the next Open reads the connection anew: " + session.Client.Session);
        Strike(session.Client, "two");
        Strike(first, "gone");
        Must(string.Join(" ", struck) == "one two", "who listens hears each client: " + string.Join(" ", struck));
        Must(FakePlayer.Faults.Count == 0, "no fault");
    }

    static void Strike(AffektClient client, string stinger)
    {
        var e = new ScoreEvent { Frame = 0 };
        e.MakeStinger().Name = stinger;
        client.Sounding.Add(e);
        client.Sounding.Release(0.0);
    }

    /// <summary>Writes down what it hears.</summary>
    sealed class Ear : ScoreSource
    {
        public List<string> Heard { get; } = new List<string>();

        public override double FrameNow() => 0.0;

        public override bool Say(ConductRequest said)
        {
            Heard.Add(FormattableString.Invariant(Words(said)));
            return true;
        }

        static FormattableString Words(ConductRequest said)
        {
            switch (said.Said)
            {
                case ConductRequest.SaidKind.State:
                    return $"{said.State.Values[0].Name} {said.State.Values[0].Value}";
                case ConductRequest.SaidKind.Transport:
                    return $"{said.Transport.Verb}";
                case ConductRequest.SaidKind.Volume:
                    return $"{said.Volume.Bus} {said.Volume.Db}";
                case ConductRequest.SaidKind.Duck:
                    return $"duck {said.Duck.Db} {said.Duck.On}";
                case ConductRequest.SaidKind.Param when said.Param.Value == Affekt.Protocol.Param.ValueKind.Number:
                    return $"{said.Param.Name} {said.Param.Number}";
                case ConductRequest.SaidKind.Param:
                    return $"{said.Param.Name} free";
                case ConductRequest.SaidKind.Feeling:
                    return $"feels {said.Feeling.Valence}";
                case ConductRequest.SaidKind.FreeFeeling:
                    return $"free";
                default:
                    return $"{said.Said}";
            }
        }
    }
}
