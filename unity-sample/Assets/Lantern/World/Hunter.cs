namespace Lantern.World
{
    /// <summary>Something that hunts by light.</summary>
    public sealed class Hunter
    {
        internal Hunter(Spot home, bool strong)
        {
            Home = Place = home;
            Strong = strong;
            Strength = strong ? 3 : 1;
        }

        /// <summary>Where it came from and goes back to.</summary>
        public Spot Home { get; }

        /// <summary>Where it is.</summary>
        public Spot Place { get; internal set; }

        /// <summary>A stalker, or only a wisp.</summary>
        public bool Strong { get; }

        /// <summary>How many flares it stands.</summary>
        public int Strength { get; internal set; }

        /// <summary>Whether it follows the keeper.</summary>
        public bool Hunts { get; internal set; }

        /// <summary>Whether it is gone.</summary>
        public bool Gone => Strength <= 0;

        /// <summary>Seconds for which it is blinded.</summary>
        public double Blind { get; internal set; }

        internal double BiteRests { get; set; }

        internal double Angle { get; set; }
    }
}
