using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A value beyond a mark.</summary>
    sealed class BakedCondition
    {
        public string Key;
        public long Mark;
        public bool Above;

        public static BakedCondition Read(Dictionary<string, object> from) => new BakedCondition
        {
            Key = from.Text("key"), Mark = (long)from.Number("mark"), Above = from.Flag("above"),
        };
    }
}
