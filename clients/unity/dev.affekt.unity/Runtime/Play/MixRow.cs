namespace Affekt.Play
{
    /// <summary>Something that the desk does at a frame.</summary>
    sealed class MixRow
    {
        public enum Kind
        {
            Section,
            Fade,
            Layer,
            Stinger,
            Ramp,
            Pause,
            Resume,
            Stop,
            Clear,
            Drop,
        }

        public Kind What;
        public long At;
        public long Nominal;
        public ulong Id;
        public ulong Tag;
        public SectionShape Section;
        public string Layer = "";
        public string File;
        public long Body;
        public long Length;
        public long Delay;
        public bool Power;
        public double Value;
        public Ramp Target;
    }
}
