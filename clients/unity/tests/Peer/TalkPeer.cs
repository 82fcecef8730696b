#nullable enable
using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using Affekt.Net;
using Affekt.Protocol;

namespace Affekt.Tests
{
    /// <summary>
    /// A game that Python plays: a command a line comes in, what happens goes out, words parted by tabs.
    /// `talk WIRE ADDRESS SESSION SET`
    /// </summary>
    public sealed class TalkPeer
    {
        private readonly ConcurrentQueue<string?> _commands = new ConcurrentQueue<string?>();
        private readonly AffektClient _client;
        private readonly JitterBuffer _buffer = new JitterBuffer();
        private SoundCard? _card;

        /// <summary>Prepares.</summary>
        public TalkPeer(ITransport transport, string[] words)
        {
            AffektOptions options = new AffektOptions { Session = words[3], Set = words[4], Seed = 7 };
            _client = new AffektClient(options, transport);
            _client.ConnectionChanged += (state, text) => Out("state", state.ToString(), text);
            _client.Welcomed += welcome => Out("welcomed", welcome.Session!.Name, welcome.Session.Token);
            _client.OpenedAnew += () => Out("anew");
            _client.Noticed += (reason, text, about) => Out("notice", Words.Of(reason), text, about);
            _client.Decided += Decided;
            _client.SnapshotReceived += state => Out("snapshot", state.Section);
            _client.MusicSaved += (name, snapshot) => Out("saved", name, snapshot);
            _client.Ended += why => Out("ended", why);
            _client.HandlerFailed += error => Out("failed", error.ToString());
            _client.Sounding.Sounded += Sounded;
            _client.Sounding.BarSounded += (bar, sectionBar) => Out("bar", Text(bar), Text(sectionBar));
        }

        /// <summary>Plays until it is told to quit, or its input ends.</summary>
        public int Run()
        {
            new Thread(Read) { IsBackground = true }.Start();
            bool goes = true;
            while (goes)
            {
                _client.Poll();
                while (goes && _commands.TryDequeue(out string? line))
                {
                    goes = line != null && Do(line.Split('\t'));
                }
                Thread.Sleep(2);
            }
            _card?.Dispose();
            _client.Dispose();
            Out("bye");
            return 0;
        }

        private static string Text(double value)
        {
            return value.ToString("R", CultureInfo.InvariantCulture);
        }

        private static double Number(string text)
        {
            return double.Parse(text, CultureInfo.InvariantCulture);
        }

        private static void Out(params string[] words)
        {
            Console.Out.WriteLine(string.Join("\t", words));
            Console.Out.Flush();
        }

        private void Read()
        {
            string? line;
            do
            {
                line = Console.In.ReadLine();
                _commands.Enqueue(line);
            }
            while (line != null);
        }

        private void Decided(ScoreEvent one)
        {
            Out("decided", Text(one.Id), Text(one.Frame), one.Act.ToString(), Value(one), Text(_client.FrameNow()));
        }

        private void Sounded(ScoreEvent one)
        {
            double late = _client.FrameNow() - one.Frame;
            Out("sounded", Text(one.Id), Text(one.Frame), one.Act.ToString(), Value(one), Text(late));
        }

        private static string Value(ScoreEvent one)
        {
            switch (one.Act)
            {
                case ScoreEvent.ActKind.Section:
                    return one.Section!.Section;
                case ScoreEvent.ActKind.Layer:
                    return one.Layer!.Layer + " " + Text(Math.Round(one.Layer.GainDb, 3));
                case ScoreEvent.ActKind.Stinger:
                    return one.Stinger!.Name;
                case ScoreEvent.ActKind.Control:
                    return Words.Of(one.Control!.Verb);
                case ScoreEvent.ActKind.BeatAct:
                    return Text(one.Bar) + "." + Text(one.Beat);
                default:
                    return "";
            }
        }

        private bool Do(string[] words)
        {
            switch (words[0])
            {
                case "open":
                    _client.Open();
                    return true;
                case "event":
                    _client.Event(words[1], Number(words[2]));
                    return true;
                case "game":
                    _client.State(words[1], Number(words[2]));
                    return true;
                case "feel":
                    _client.Feel(Number(words[1]), Number(words[2]), Number(words[3]), 1.0, 0.0);
                    return true;
                case "cue":
                    _client.Cue(Words.CueKindOf(words[1]), words[2], Words.CueTimeOf(words[3]));
                    return true;
                case "param":
                    _client.Param(words[1], words[2]);
                    return true;
                case "control":
                    _client.Control(Words.TransportVerbOf(words[1]));
                    return true;
                case "save":
                    _client.Save(words[1]);
                    return true;
                case "restore":
                    _client.Restore(words[1]);
                    return true;
                case "listen":
                    _client.Listen(_buffer, Words.SampleFormatOf(words[1]), 480);
                    _client.Playhead = _buffer;
                    _card ??= new SoundCard(_buffer);
                    return true;
                case "unlisten":
                    _client.Unlisten();
                    return true;
                case "counts":
                    Out(
                        "counts",
                        Text(_buffer.Blocks),
                        Text(_buffer.Underruns),
                        Text(_buffer.Holes),
                        Text(_card?.Loud ?? 0),
                        Text(_card?.FirstLoud ?? -1.0),
                        Text(_client.BadMessages));
                    return true;
                case "close":
                    _client.Close();
                    return true;
                default:
                    return false;
            }
        }
    }
}
