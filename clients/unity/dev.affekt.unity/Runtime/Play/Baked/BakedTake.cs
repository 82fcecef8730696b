using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A take that may be drawn.</summary>
    sealed class BakedTake
    {
        public string Name;
        public long Weight;

        public static List<BakedTake> Read(List<object> from)
        {
            var found = new List<BakedTake>();
            foreach (object one in from)
            {
                var take = (Dictionary<string, object>)one;
                found.Add(new BakedTake { Name = take.Text("name"), Weight = (long)take.Number("weight", 1.0) });
            }
            return found;
        }

        /// <summary>The take that a draw falls on; the newest are not drawn again while there are others.</summary>
        public static string Drawn(List<BakedTake> takes, List<string> heard, int avoidLast, long drawn)
        {
            var left = takes.FindAll(take => take.Weight > 0);
            left = left.Count > 0 ? left : new List<BakedTake>(takes);
            int oldest = heard.Count - System.Math.Min(avoidLast, heard.Count);
            for (int i = heard.Count - 1; i >= oldest; i--)
            {
                if (left.Count > 1)
                {
                    string name = heard[i];
                    left = left.FindAll(take => take.Name != name);
                }
            }
            return left[Whole.Pick(left.ConvertAll(take => System.Math.Max(take.Weight, 1)), drawn)].Name;
        }
    }
}
