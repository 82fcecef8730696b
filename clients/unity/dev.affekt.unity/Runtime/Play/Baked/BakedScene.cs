using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A section that is gone to where conditions hold for a while.</summary>
    sealed class BakedScene
    {
        public string Name;
        public string To;
        public HashSet<string> From;
        public readonly List<int> Conditions = new List<int>();
        public long For;
        public int DwellBars;
        public Word At;
        public long Within;
        public string Text;

        public static BakedScene Read(Dictionary<string, object> from)
        {
            var made = new BakedScene
            {
                Name = from.Text("name"),
                To = from.Text("to"),
                From = BakedTable.Names(from.Items("from")),
                For = (long)from.Number("for"),
                DwellBars = (int)from.Number("dwell_bars"),
                At = Words.Leave(from.Text("at", "next_bar")),
                Within = (long)from.Number("within"),
                Text = from.Text("text"),
            };
            foreach (object one in from.Items("conditions"))
            {
                made.Conditions.Add((int)(double)one);
            }
            return made;
        }
    }
}
