#nullable enable
using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Affekt.Net;
using Affekt.Protocol;

namespace Affekt.Tests
{
    /// <summary>
    /// A game of 60 frames a second that hears the music, and prints what its frames allocated once it had warmed up, when
    /// the first sound was heard, and what the sound card missed: `frames WIRE ADDRESS SESSION SET SECONDS`
    /// </summary>
    internal sealed class FramePeer
    {
        private readonly AffektClient _client;
        private readonly JitterBuffer _buffer = new JitterBuffer();
        private readonly double _seconds;
        private readonly bool _hears;
        private long _heard;

        /// <summary>Prepares.</summary>
        internal FramePeer(ITransport transport, string[] words)
        {
            AffektOptions options = new AffektOptions { Session = words[3], Set = words[4], Seed = 7 };
            _client = new AffektClient(options, transport);
            _hears = words[1] != "osc";
            _seconds = double.Parse(words[5], CultureInfo.InvariantCulture);
            _client.Welcomed += welcome => _client.Event("explore");
            _client.Decided += one => _heard++;
            _client.Sounding.BeatSounded += (bar, beat, bpm) => _heard++;
            _client.Sounding.LayerChanged += (layer, db, beats) => _heard += layer.Length;
            _client.Sounding.AffectChanged += affect => _heard++;
            _client.Sounding.IntentChanged += intent => _heard += intent.Mode.Length;
        }

        /// <summary>Plays, and prints what it saw.</summary>
        internal int Run()
        {
            Stopwatch clock = Stopwatch.StartNew();
            if (_hears)
            {
                _client.Playhead = _buffer;
                _client.Listen(_buffer);
            }
            _client.Open();
            using SoundCard card = new SoundCard(_buffer);
            double warm = _seconds / 3.0;
            long most = 0;
            long all = 0;
            int frames = 0;
            int dirty = 0;
            while (clock.Elapsed.TotalSeconds < _seconds)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                _client.Poll();
                _client.State("threat", 0.2 + frames % 50 / 500.0);
                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                if (clock.Elapsed.TotalSeconds > warm)
                {
                    frames++;
                    all += bytes;
                    most = Math.Max(most, bytes);
                    dirty += bytes > 0 ? 1 : 0;
                }
                Thread.Sleep(16);
            }
            Tell("frames", frames);
            Tell("most", most);
            Tell("all", all);
            Tell("dirty", dirty);
            Tell("heard", _heard);
            Tell("first", card.FirstLoud);
            Tell("underruns", _buffer.Underruns);
            Tell("holes", _buffer.Holes);
            Tell("open", _client.IsOpen ? 1 : 0);
            _client.Dispose();
            return 0;
        }

        private static void Tell(string name, double value)
        {
            Console.WriteLine(name + " " + value.ToString("R", CultureInfo.InvariantCulture));
        }
    }
}
