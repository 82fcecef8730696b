#nullable enable
using System;
using System.Diagnostics;
using System.Threading;

namespace Affekt.Tests
{
    /// <summary>A sound card that nobody hears: it reads 10 ms every 10 ms on a thread of its own.</summary>
    public sealed class SoundCard : IDisposable
    {
        private const int Frames = 480;
        private readonly JitterBuffer _buffer;
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private volatile bool _over;
        private volatile int _loud;
        private double _firstLoud = -1.0;

        /// <summary>Begins to play.</summary>
        public SoundCard(JitterBuffer buffer)
        {
            _buffer = buffer;
            new Thread(Play) { IsBackground = true, Name = "card" }.Start();
        }

        /// <summary>Pieces of 10 ms that were not silent.</summary>
        public int Loud => _loud;

        /// <summary>Seconds from the beginning to the first of them; -1 before it.</summary>
        public double FirstLoud => Volatile.Read(ref _firstLoud);

        /// <inheritdoc/>
        public void Dispose()
        {
            _over = true;
        }

        private void Play()
        {
            float[] data = new float[2 * Frames];
            for (long n = 0; !_over; n++)
            {
                _buffer.Read(data, 0, Frames, 2);
                float peak = 0f;
                foreach (float one in data)
                {
                    peak = Math.Max(peak, Math.Abs(one));
                }
                if (peak > 1e-4f)
                {
                    _loud++;
                    if (_firstLoud < 0.0)
                    {
                        Volatile.Write(ref _firstLoud, _clock.Elapsed.TotalSeconds);
                    }
                }
                double ahead = (n + 1) * 10.0 - _clock.Elapsed.TotalMilliseconds;
                if (ahead > 0.0)
                {
                    Thread.Sleep((int)Math.Ceiling(ahead));
                }
            }
        }
    }
}
