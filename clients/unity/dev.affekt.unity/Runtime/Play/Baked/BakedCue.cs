using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>What an event asks for.</summary>
    sealed class BakedCue
    {
        public string Kind;
        public string Name;
        public string At;
        public long Within;
        public long Least;
        public long Most;
        public HashSet<string> From;
        public long After;
        public long Until;

        public static BakedCue Read(Dictionary<string, object> from) => new BakedCue
        {
            Kind = from.Text("kind"),
            Name = from.Text("name"),
            At = from.Text("at", "next_bar"),
            Within = (long)from.Number("within_ms") * Levels.SampleRate / 1000,
            Least = (long)from.Number("least"),
            Most = (long)from.Number("most", Whole.One),
            From = BakedTable.Names(from.Items("from")),
            After = (long)from.Number("after"),
            Until = (long)from.Number("until"),
        };
    }
}
