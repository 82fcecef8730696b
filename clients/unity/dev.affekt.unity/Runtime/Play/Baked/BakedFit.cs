using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>What stands in for a stinger whose takes do not all stand in a section's key.</summary>
    sealed class BakedFit
    {
        public string As;
        public HashSet<string> Takes;

        public static BakedFit Read(Dictionary<string, object> from) =>
            new BakedFit { As = from.Text("as"), Takes = BakedTable.Names(from.Items("takes")) };
    }
}
