using System;
using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>Whole-number laws: the same result in every language. Feelings, inputs and shares are counted in millionths.</summary>
    static class Whole
    {
        /// <summary>One, in millionths.</summary>
        public const long One = 1000000;

        /// <summary>A draw is a whole number below this.</summary>
        public const long Shares = 1 << 20;

        const uint Spread = 0x45D9B;

        /// <summary>a / b, downwards.</summary>
        public static long Div(long a, long b) => a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

        /// <summary>The remainder, with the sign of b.</summary>
        public static long Mod(long a, long b) => a - Div(a, b) * b;

        /// <summary>A number as millionths, halves upwards.</summary>
        public static long Millionths(double value) => (long)Math.Floor(value * One + 0.5);

        /// <summary>The nearest number within bounds.</summary>
        public static long Clamp(long value, long low, long high) => value < low ? low : Math.Min(value, high);

        /// <summary>A curve's value; flat beyond its ends, 0 where it has no points.</summary>
        public static long Along(List<Point> points, long x)
        {
            if (points.Count == 0)
            {
                return 0;
            }
            Point before = points[0];
            if (x <= before.X)
            {
                return before.Y;
            }
            for (int i = 0; i < points.Count; i++)
            {
                Point next = points[i];
                if (x <= next.X)
                {
                    return Between(before, next, x);
                }
                before = next;
            }
            return before.Y;
        }

        /// <summary>A draw that depends on nothing but the arguments.</summary>
        public static long Draw(ulong seed, long salt, long bar, long attempt = 0)
        {
            uint word = Mixed((uint)seed);
            word = Mixed(word + (uint)salt);
            word = Mixed(word + (uint)bar);
            return Mixed(word + (uint)attempt) >> 12;
        }

        /// <summary>The index that a draw falls on, in proportion to weights.</summary>
        public static int Pick(List<long> weights, long drawn)
        {
            long sum = 0;
            foreach (long weight in weights)
            {
                sum += weight;
            }
            long place = Div(drawn * sum, Shares);
            for (int i = 0; i < weights.Count; i++)
            {
                place -= weights[i];
                if (place < 0)
                {
                    return i;
                }
            }
            return weights.Count - 1;
        }

        /// <summary>value / of in steps of 1 / digits, halves upwards.</summary>
        public static double Rounded(long value, long of, long digits = 10000) =>
            (double)Div(value * digits * 2 + of, 2 * of) / digits;

        internal static long Between(Point a, Point b, long x) =>
            b.X == a.X ? b.Y : a.Y + Div((b.Y - a.Y) * (x - a.X), b.X - a.X);

        static uint Mixed(uint word)
        {
            unchecked
            {
                word ^= word >> 16;
                word *= Spread;
                word ^= word >> 16;
                word *= Spread;
                return word ^ (word >> 16);
            }
        }
    }
}
