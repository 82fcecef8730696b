using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A corner of a curve.</summary>
    readonly struct Point
    {
        public readonly long X;
        public readonly long Y;

        public Point(long x, long y)
        {
            X = x;
            Y = y;
        }

        public static List<Point> Read(List<object> from)
        {
            var found = new List<Point>(from.Count);
            foreach (object one in from)
            {
                var pair = (List<object>)one;
                found.Add(new Point((long)(double)pair[0], (long)(double)pair[1]));
            }
            return found;
        }
    }
}
