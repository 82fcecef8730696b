namespace Affekt.Play
{
    /// <summary>One recording that sounds once, from a frame on: a pass of a layer, or a stinger.</summary>
    public sealed class Strand
    {
        /// <summary>An end that nobody has decided.</summary>
        public const long Open = long.MaxValue;

        readonly MixDesk _desk;
        readonly Ramp _rise;

        internal Strand(MixDesk desk, MixVoice voice, string file, long start, long offset, long pass, bool late)
        {
            _desk = desk;
            Voice = voice;
            File = file;
            Start = start;
            Offset = offset;
            Pass = pass;
            if (late)
            {
                _rise = new Ramp(0.0);
                _rise.Set(start, 0.0, 1.0, MixDesk.Declick, false);
            }
        }

        /// <summary>The recording.</summary>
        public string File { get; }

        /// <summary>Session frame at which it begins.</summary>
        public long Start { get; }

        /// <summary>The recording's frame that sounds there.</summary>
        public long Offset { get; }

        /// <summary>Session frame at which it ends before the recording does.</summary>
        public long End { get; internal set; } = Open;

        /// <summary>The section that it belongs to; 0 for a stinger.</summary>
        public ulong Tag => Voice.Head == null ? 0 : Voice.Head.Tag;

        /// <summary>How many times the body was played through before it.</summary>
        public long Pass { get; }

        /// <summary>The layer; empty for a stinger.</summary>
        public string Layer => Voice.Layer;

        /// <summary>What the engine plays it on.</summary>
        public object Player { get; set; }

        internal MixVoice Voice { get; }

        /// <summary>Its gain at a session frame, with all buses. Any thread may ask; nothing is allocated.</summary>
        public double GainAt(long frame)
        {
            double gain = Voice.Gain.At(frame) * _desk.BusGain(Voice, frame);
            if (Voice.Head != null)
            {
                gain *= Voice.Head.Gain.At(frame);
            }
            return _rise == null ? gain : gain * _rise.At(frame);
        }
    }
}
