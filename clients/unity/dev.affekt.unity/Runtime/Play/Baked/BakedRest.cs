using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>When a section falls silent for a while.</summary>
    sealed class BakedRest
    {
        public Point After;
        public Point For;
        public HashSet<string> Keep;

        public static BakedRest Read(Dictionary<string, object> from) => from.Count == 0 ? null : new BakedRest
        {
            After = Pair(from.Items("after")), For = Pair(from.Items("for")), Keep = BakedTable.Names(from.Items("keep")),
        };

        static Point Pair(List<object> from) => new Point((long)(double)from[0], (long)(double)from[1]);
    }
}
