namespace Affekt.Play.Baked
{
    /// <summary>A request for a section.</summary>
    sealed class Wish
    {
        public const int Loop = 0;
        public const int Event = 1;
        public const int Cue = 2;
        public const int Stop = 3;

        public string Section;
        public Word At;
        public long Within;
        public Cause Why;
        public int Strength;
        public string Marker = "";
    }
}
