namespace Lantern.World
{
    /// <summary>What the player wants in a moment.</summary>
    public struct Wishes
    {
        /// <summary>Where to go; one pace at full speed.</summary>
        public Spot Move;

        /// <summary>Keep the lantern low: seen less, seeing less.</summary>
        public bool Dim;

        /// <summary>Let it flare up against what is near.</summary>
        public bool Flare;
    }
}
