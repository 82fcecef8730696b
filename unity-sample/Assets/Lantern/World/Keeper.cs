namespace Lantern.World
{
    /// <summary>The keeper of the lantern.</summary>
    public sealed class Keeper
    {
        /// <summary>Paces a second.</summary>
        public const double Speed = 3.4;

        /// <summary>Where the keeper is.</summary>
        public Spot Place { get; internal set; }

        /// <summary>1 is unhurt, 0 the end.</summary>
        public double Health { get; internal set; } = 1.0;

        /// <summary>What is left in the lantern, 0 to 1.</summary>
        public double Oil { get; internal set; } = 1.0;

        /// <summary>Whether the lantern is kept low.</summary>
        public bool Dim { get; internal set; }

        /// <summary>Paces a second now, 0 to 1 of the full speed.</summary>
        public double Pace { get; internal set; }

        /// <summary>Whether the keeper sits by a fire.</summary>
        public bool Rests { get; internal set; }

        /// <summary>Seconds until the lantern can flare again.</summary>
        public double FlareRests { get; internal set; }

        /// <summary>How far the light reaches, in paces.</summary>
        public double Light => Dim ? 2.5 : 2.5 + 5.0 * Oil;
    }
}
