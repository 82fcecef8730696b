namespace Affekt.Play.Baked
{
    /// <summary>Something that is laid out for a tick.</summary>
    sealed class Planned
    {
        public enum Kind
        {
            Beat,
            Chord,
            Marker,
            Stinger,
        }

        public long Tick;
        public Kind What;
        public string Name;
        public string Scale;
        public Cause Why;
    }
}
