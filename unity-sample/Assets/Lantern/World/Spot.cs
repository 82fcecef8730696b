using System;

namespace Lantern.World
{
    /// <summary>A place in the forest, in paces.</summary>
    public readonly struct Spot
    {
        /// <summary>To the right.</summary>
        public readonly double X;

        /// <summary>Upwards.</summary>
        public readonly double Y;

        /// <summary>Name a place.</summary>
        public Spot(double x, double y)
        {
            X = x;
            Y = y;
        }

        /// <summary>How long it is as a way.</summary>
        public double Length => Math.Sqrt(X * X + Y * Y);

        /// <summary>The way from one to another.</summary>
        public static Spot operator -(Spot a, Spot b) => new Spot(a.X - b.X, a.Y - b.Y);

        /// <summary>A place a way further.</summary>
        public static Spot operator +(Spot a, Spot b) => new Spot(a.X + b.X, a.Y + b.Y);

        /// <summary>A way so many times.</summary>
        public static Spot operator *(Spot a, double k) => new Spot(a.X * k, a.Y * k);

        /// <summary>How far another place is.</summary>
        public double To(Spot other) => (other - this).Length;

        /// <summary>The way of one pace towards another place; none where it is reached.</summary>
        public Spot Towards(Spot other)
        {
            Spot way = other - this;
            double length = way.Length;
            return length < 0.0001 ? default : way * (1.0 / length);
        }

        /// <summary>The same, no longer than a length.</summary>
        public Spot AtMost(double length) => Length > length ? this * (length / Length) : this;
    }
}
