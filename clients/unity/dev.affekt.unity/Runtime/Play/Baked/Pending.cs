using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>A change of section that waits for its tick.</summary>
    sealed class Pending
    {
        public string Section;
        public long Tick;
        public long BodyTick;
        public FromTime FromTime;
        public ToTime ToTime = ToTime.Start;
        public Fade Fade = Fade.Disabled;
        public double FadeBeats;
        public Cause Why;
        public int Strength;
    }
}
