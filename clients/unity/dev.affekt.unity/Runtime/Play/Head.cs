using System;

namespace Affekt.Play
{
    /// <summary>A section that was begun: where its body is at a frame, and how often it still goes round.</summary>
    sealed class Head
    {
        public const long Forever = 1L << 60;

        public ulong Tag;
        public SectionShape Section;
        public long Start;
        public long Body;
        public long Length;
        public long Passes;
        public long Ends = Forever;
        public bool Dying;
        public Ramp Gain = new Ramp(1.0);

        public long Where(long frame) => Body + (frame - Start);

        /// <summary>The frame at which a body position is reached, passes included.</summary>
        public long FrameOf(long place) => Start + (place - Body);

        public void Leave(long frame, long length, bool power, long delay)
        {
            long place = Where(frame);
            Passes = Math.Min(Passes, Math.Max(1, -Floor(-place, Length)));
            Ends = Math.Min(Ends, place);
            Dying = true;
            bool fades = Gain.Goal == 0.0 && (delay > 0 || Gain.Settles <= frame + delay + length);
            if (length > 0 && !fades)
            {
                Gain.Set(frame + delay, Gain.At(frame), 0.0, length, power);
            }
        }

        public static long Floor(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
    }
}
