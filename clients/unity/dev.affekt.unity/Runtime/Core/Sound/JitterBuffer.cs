#nullable enable
using System;
using System.Threading;
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>
    /// Stereo sound from the network's clock to the sound card's. It holds a reserve and plays up to half a percent faster
    /// or slower; what is missing fades out, and in again; what is left out is cross-faded; nothing clicks.
    /// One thread hears, the sound card's reads; neither waits for more than the other's copying, and neither allocates.
    /// </summary>
    public sealed class JitterBuffer : IAudioSink, IPlayhead
    {
        /// <summary>Frames a second of every session.</summary>
        public const int Rate = 48000;

        private const int Fade = 128;
        private const int LongestHole = 9600;
        private readonly object _gate = new object();
        private readonly Follower _follower;
        private readonly int _reserve;
        private readonly int _most;
        private readonly int _mask;
        private readonly float[] _left;
        private readonly float[] _right;
        private float[] _samples = new float[1920];
        private double _ratio;
        private long _start = Sinc.Taps;
        private long _end = Sinc.Taps;
        private double _fraction;
        private long _expected = -1;
        private bool _sounding;
        private int _risen;
        private int _born = Fade;
        private int _fallen = Fade;
        private float _lastLeft;
        private float _lastRight;
        private double _heardFrame = -1.0;

        /// <summary>Prepares.</summary>
        /// <param name="reserveMs">What stays in hand, 10 to 1000 ms; a block may be late by so much.</param>
        /// <param name="outputRate">Frames a second of the sound card.</param>
        public JitterBuffer(double reserveMs = 40.0, int outputRate = Rate)
        {
            _reserve = (int)Math.Round(Math.Min(Math.Max(reserveMs, 10.0), 1000.0) * Rate / 1000.0);
            _most = Math.Max(4 * _reserve, _reserve + Rate / 10);
            int ring = 1;
            while (ring < _most + 2 * LongestHole)
            {
                ring *= 2;
            }
            _mask = ring - 1;
            _left = new float[ring];
            _right = new float[ring];
            _follower = new Follower(_reserve / (double)Rate);
            OutputRate = outputRate;
        }

        /// <summary>Frames a second of the sound card; it may change while nothing sounds.</summary>
        public int OutputRate
        {
            get => (int)Math.Round(Rate / _ratio);
            set => _ratio = Rate / (double)Math.Max(value, 1);
        }

        /// <summary>Milliseconds from <see cref="Read"/> to the ear, which the playhead takes into account.</summary>
        public double OutputLatencyMs { get; set; }

        /// <summary>Blocks heard.</summary>
        public long Blocks { get; private set; }

        /// <summary>Times when there was nothing to play.</summary>
        public int Underruns { get; private set; }

        /// <summary>Times when too much was held, and some of it was left out.</summary>
        public int Overruns { get; private set; }

        /// <summary>Gaps in the stream that were covered.</summary>
        public int Holes { get; private set; }

        /// <summary>Blocks in a format that it cannot play: Opus, or more than two channels.</summary>
        public int Refused { get; private set; }

        /// <summary>Whether something sounds.</summary>
        public bool IsSounding => Volatile.Read(ref _sounding);

        /// <summary>How fast it plays: 1.001 is a tenth of a percent faster than the sound card.</summary>
        public double Step => _follower.Step;

        /// <summary>What is held, in milliseconds.</summary>
        public double HeldMs
        {
            get
            {
                lock (_gate)
                {
                    return (_end - _start) * 1000.0 / Rate;
                }
            }
        }

        /// <inheritdoc/>
        public double HeardFrame => Interlocked.CompareExchange(ref _heardFrame, 0.0, 0.0);

        /// <inheritdoc/>
        public void Hear(AudioBlock block)
        {
            bool stereo = block.Layout == ChannelLayout.Unspecified || block.Layout == ChannelLayout.Stereo;
            int many = stereo ? Pcm.Decode(block.Format, block.Samples, ref _samples) : -1;
            if (many < 0)
            {
                Refused++;
                return;
            }
            Put(block.Frame, block.Discontinuity, _samples, many / 2);
        }

        /// <inheritdoc/>
        public void Restart()
        {
            lock (_gate)
            {
                _expected = -1;
                _born = 0;
                if (_sounding)
                {
                    FadeTail(0);
                }
            }
        }

        /// <summary>Takes what comes next.</summary>
        /// <param name="frame">The session frame of the first; what is missing before it is covered.</param>
        /// <param name="broken">Something is missing before them.</param>
        /// <param name="samples">Interleaved stereo.</param>
        /// <param name="many">How many frames.</param>
        public void Put(long frame, bool broken, float[] samples, int many)
        {
            many = Math.Min(many, LongestHole);
            lock (_gate)
            {
                Blocks++;
                if (_expected >= 0 && (frame != _expected || broken))
                {
                    Holes++;
                    FadeTail(frame - _expected);
                }
                for (int n = 0; n < many; n++)
                {
                    int at = (int)((_end + n) & _mask);
                    float share = _born < Fade ? Rise(_born++) : 1f;
                    _left[at] = share * samples[2 * n];
                    _right[at] = share * samples[2 * n + 1];
                }
                _end += many;
                _expected = frame + many;
                if (_end - _start > _most + many)
                {
                    Overruns++;
                    Skip(_end - _reserve);
                }
            }
        }

        /// <summary>Fills a sound card's buffer, silence where there is nothing. For the audio thread.</summary>
        /// <param name="data">Interleaved samples; all of them are written.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="frames">How many frames.</param>
        /// <param name="channels">Channels of the card: left and right go to the first two, their mean to a single one.</param>
        /// <returns>How many frames had sound.</returns>
        public int Read(float[] data, int offset, int frames, int channels)
        {
            lock (_gate)
            {
                if (!_sounding && _end - _start >= _reserve + frames * _ratio + Sinc.Taps)
                {
                    _sounding = true;
                    _risen = 0;
                    _follower.Restart((_end - _start) / (double)Rate);
                }
                int made = _sounding ? Play(data, offset, frames, channels) : 0;
                if (_sounding && made < frames)
                {
                    Underruns++;
                    _sounding = false;
                    _fallen = 0;
                }
                Fall(data, offset, made, frames, channels);
                double played = _expected - (_end - _start) - OutputLatencyMs * Rate / 1000.0;
                Interlocked.Exchange(ref _heardFrame, _sounding && _expected >= 0 ? Math.Max(played, 0.0) : -1.0);
                return made;
            }
        }

        /// <summary>A share that rises from 0 to 1 over a fade.</summary>
        private static float Rise(int n)
        {
            return n >= Fade ? 1f : (float)(0.5 - 0.5 * Math.Cos(Math.PI * n / Fade));
        }

        private static void Set(float[] data, int at, int channels, float left, float right)
        {
            if (channels == 1)
            {
                data[at] = 0.5f * (left + right);
                return;
            }
            data[at] = left;
            data[at + 1] = right;
            for (int n = 2; n < channels; n++)
            {
                data[at + n] = 0f;
            }
        }

        private int Play(float[] data, int offset, int frames, int channels)
        {
            double step = _follower.Step * _ratio;
            int made = 0;
            for (; made < frames && _end - _start >= Sinc.Taps / 2 + 1; made++)
            {
                double phase = _fraction * Sinc.Phases;
                int row = (int)phase;
                float part = (float)(phase - row);
                int weights = row * Sinc.Taps;
                float left = 0f;
                float right = 0f;
                for (int tap = 0; tap < Sinc.Taps; tap++)
                {
                    float low = Sinc.Weights[weights + tap];
                    float weight = low + (Sinc.Weights[weights + Sinc.Taps + tap] - low) * part;
                    int at = (int)((_start - Sinc.Before + tap) & _mask);
                    left += weight * _left[at];
                    right += weight * _right[at];
                }
                if (_risen < Fade)
                {
                    float share = Rise(_risen++);
                    left *= share;
                    right *= share;
                }
                _lastLeft = left;
                _lastRight = right;
                Set(data, offset + made * channels, channels, left, right);
                _fraction += step;
                int whole = (int)_fraction;
                _fraction -= whole;
                _start += whole;
            }
            _follower.Look((_end - _start) / (double)Rate, made * _ratio / Rate);
            return made;
        }

        /// <summary>Lets what sounded last die away where nothing follows it.</summary>
        private void Fall(float[] data, int offset, int from, int frames, int channels)
        {
            for (int n = from; n < frames; n++)
            {
                float share = _fallen < Fade ? 1f - Rise(_fallen++) : 0f;
                Set(data, offset + n * channels, channels, _lastLeft * share, _lastRight * share);
            }
        }

        /// <summary>
        /// Fades out what is held, fills what is missing, and lets what follows fade in. What the playhead has in hand is
        /// not touched; where that leaves too little, the last frame dies away in the hole.
        /// </summary>
        private void FadeTail(long many)
        {
            long from = Math.Max(_end - Fade, _sounding ? _start + Sinc.Taps : _start);
            long missing = many > 0 && many <= LongestHole ? many : 0;
            long filled = _sounding ? Math.Max(missing, from + Fade - _end) : 0;
            int last = (int)((_end - 1) & _mask);
            float left = _left[last];
            float right = _right[last];
            for (long place = Math.Min(from, _end); place < _end + filled; place++)
            {
                int at = (int)(place & _mask);
                float share = 1f - Rise((int)Math.Min(Math.Max(place - from, 0), Fade));
                _left[at] = share * (place < _end ? _left[at] : left);
                _right[at] = share * (place < _end ? _right[at] : right);
            }
            _end += filled;
            _born = 0;
        }

        /// <summary>Goes on at a later place, at least a fade ahead, across a fade.</summary>
        private void Skip(long place)
        {
            for (int n = -Sinc.Taps; n < Fade; n++)
            {
                int from = (int)((_start + n) & _mask);
                int at = (int)((place + n) & _mask);
                float share = n < 0 ? 0f : Rise(n);
                _left[at] = (1f - share) * _left[from] + share * _left[at];
                _right[at] = (1f - share) * _right[from] + share * _right[at];
            }
            _start = place;
            _follower.Restart(_reserve / (double)Rate);
        }
    }
}
