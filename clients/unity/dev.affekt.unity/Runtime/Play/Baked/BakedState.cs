using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>What a game's value does to the feeling.</summary>
    sealed class BakedState
    {
        public double Low;
        public double High;
        public readonly List<Point>[] Push = new List<Point>[3];

        public static BakedState Read(Dictionary<string, object> from)
        {
            var made = new BakedState { Low = from.Number("low"), High = from.Number("high", 1.0) };
            List<object> push = from.Items("push");
            for (int i = 0; i < 3; i++)
            {
                made.Push[i] = Point.Read((List<object>)push[i]);
            }
            return made;
        }
    }
}
