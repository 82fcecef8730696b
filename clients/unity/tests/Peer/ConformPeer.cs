#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using Affekt.Net;
using Affekt.Osc;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Tests
{
    /// <summary>
    /// Does what a transcript of clients/conformance does, a command a line, words parted by tabs; what it gives goes out
    /// line by line, and a dot after each command. Nothing is connected, and time stands still until it is told.
    /// </summary>
    public sealed class ConformPeer
    {
        private readonly SessionClock _clock = new SessionClock();
        private readonly OscReader _oscReader = new OscReader();
        private readonly OscHearer _oscHearer = new OscHearer();
        private ManualTime _time = new ManualTime();
        private FakeTransport _line = new FakeTransport();
        private AffektClient _client = null!;
        private int _openings;
        private int _said;

        /// <summary>Does it until its input ends.</summary>
        public int Run()
        {
            string? line;
            while ((line = Console.In.ReadLine()) != null)
            {
                Do(line.Split('\t'));
                Console.Out.WriteLine(".");
                Console.Out.Flush();
            }
            return 0;
        }

        private static double Number(string word)
        {
            return double.Parse(word, CultureInfo.InvariantCulture);
        }

        private static void Out(params string[] words)
        {
            Console.Out.WriteLine(string.Join("\t", words));
        }

        private static string Hex(ArraySegment<byte> bytes)
        {
            return BitConverter.ToString(bytes.Array!, bytes.Offset, bytes.Count).Replace("-", "").ToLowerInvariant();
        }

        private static byte[] Bytes(string hex)
        {
            byte[] bytes = new byte[hex.Length / 2];
            for (int n = 0; n < bytes.Length; n++)
            {
                bytes[n] = Convert.ToByte(hex.Substring(2 * n, 2), 16);
            }
            return bytes;
        }

        private void Do(string[] words)
        {
            switch (words[0])
            {
                case "begin":
                    Begin(words);
                    break;
                case "open":
                    _client.Open();
                    After();
                    break;
                case "connected":
                    _line.Ears!.Opened();
                    After();
                    break;
                case "hear":
                    Hear(Bytes(words[1]));
                    break;
                case "breaks":
                    _line.Ears?.Broke("", "the line broke");
                    After();
                    break;
                case "wait":
                    _time.Seconds += 10.0;
                    After();
                    break;
                case "osc":
                    HearOsc(Bytes(words[1]), Number(words[2]));
                    break;
                case "pong":
                    _clock.Hear(Number(words[1]) / 1e6, Number(words[2]) / 1e6, Number(words[3]));
                    break;
                case "frame_at":
                    Out("frame", _clock.Frame(Number(words[1]) / 1e6).ToString("R", CultureInfo.InvariantCulture));
                    break;
                default:
                    Say(words);
                    break;
            }
        }

        private void Begin(string[] words)
        {
            _time = new ManualTime { Seconds = 100.0 };
            _line = new FakeTransport();
            _openings = _said = 0;
            ulong? seed = words[3].Length > 0 ? ulong.Parse(words[3]) : (ulong?)null;
            AffektOptions options = new AffektOptions { Session = words[1], Set = words[2], Seed = seed };
            _client = new AffektClient(options, _line, _time, new Random(5));
            _client.Welcomed += welcome => Out("told", "welcomed");
            _client.OpenedAnew += () => Out("told", "opened_anew");
            _client.Ended += why => Out("told", "ended");
            _client.Decided += one => Out("told", "decided", one.Id.ToString(), Plain.Json(one));
            _client.Noticed += (reason, text, about) => Out("told", "error", Words.Of(reason), text, about);
            _client.MusicSaved += (name, snapshot) => Out("told", "saved", name, snapshot);
            _client.SnapshotReceived += state => Out("told", "snapshot", Plain.Json(state));
            _client.ConnectionChanged += (state, text) => Out("state", state.ToString().ToLowerInvariant());
        }

        /// <summary>Lets a frame pass, and tells what went out.</summary>
        private void After()
        {
            _client.Poll();
            if (_line.Openings > _openings)
            {
                _openings = _line.Openings;
                Out("connects");
            }
            for (; _said < _line.Said.Count; _said++)
            {
                Out("sends", Plain.Json(_line.Said[_said].Hello!));
            }
            if (_client.Connection == ConnectionState.Waiting)
            {
                Out("waits", (_client.WaitS * 1000.0).ToString("R", CultureInfo.InvariantCulture));
            }
        }

        private void Hear(byte[] frame)
        {
            int bad = _client.BadMessages;
            if (frame.Length > 0 && frame[0] == (byte)MessageKind.ListenResponse)
            {
                ListenResponse sound = new ListenResponse();
                bool read = new ProtoReader().Decode(sound, frame, 1, frame.Length - 1);
                Out("block", read ? Plain.Json(sound.Block!) : "damaged", read ? Hex(sound.Block!.Samples) : "");
                return;
            }
            if (frame.Length > 0)
            {
                _line.Ears!.Heard((MessageKind)frame[0], frame, 1, frame.Length - 1);
            }
            _client.Poll();
            if (_client.BadMessages > bad || frame.Length == 0)
            {
                Out("damaged");
            }
        }

        private void HearOsc(byte[] packet, double origin)
        {
            _oscHearer.Origin = origin;
            bool whole = _oscReader.Read(packet, 0, packet.Length, told =>
            {
                ScoreEvent? decision = _oscHearer.Decision(told, "arena", origin);
                List<string> values = new List<string> { "message", told.Address };
                for (int n = 0; n < told.Count; n++)
                {
                    string number = told.Number(n).ToString("R", CultureInfo.InvariantCulture);
                    values.Add(told.Type(n) == 's' ? told.Text(n) : number);
                }
                Out(values.ToArray());
                if (decision != null)
                {
                    Out("decision", Plain.Json(decision));
                }
            });
            if (!whole)
            {
                Out("damaged");
            }
        }

        private void Say(string[] words)
        {
            FakeTransport line = new FakeTransport();
            AffektClient client = new AffektClient(new AffektOptions { Session = "arena" }, line, _time, new Random(1));
            client.Open();
            line.Ears!.Opened();
            client.Poll();
            line.Tell(Told.Welcome("arena", "token"));
            client.Poll();
            line.Said.Clear();
            Vocabulary.Say(client, words);
            List<string> packets = new List<string>();
            OscSpeaker speaker = new OscSpeaker(packet => packets.Add(Hex(packet))) { Session = "arena" };
            ProtoWriter writer = new ProtoWriter();
            foreach (ListenRequest listen in line.Listens)
            {
                Out("protobuf", "03" + Hex(writer.Encode(listen)));
            }
            foreach (ConductRequest said in line.Said)
            {
                said.ClientSeq = 0;
                Out("protobuf", "01" + Hex(writer.Encode(said)));
                Out("osc", speaker.Say(said).Length == 0 ? string.Join(",", packets) : "-");
            }
        }
    }
}
