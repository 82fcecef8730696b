namespace Affekt.Play.Baked
{
    /// <summary>A musical position; bars and beats count from 1.</summary>
    readonly struct Place
    {
        public readonly long Tick;
        public readonly long Bar;
        public readonly double Beat;
        public readonly long SectionBar;

        public Place(long tick, long bar, double beat, long sectionBar)
        {
            Tick = tick;
            Bar = bar;
            Beat = beat;
            SectionBar = sectionBar;
        }
    }
}
