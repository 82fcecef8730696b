using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A layer of a section: how loud it is over which input, and its takes.</summary>
    sealed class BakedLayer
    {
        public string Name;
        public long Level;
        public string Input;
        public List<Point> Points;
        public long Hysteresis;
        public long Probability;
        public List<BakedTake> Takes;
        public int AvoidLast;
        public List<Point> Leads;
        public long Salt;

        public static BakedLayer Read(string name, Dictionary<string, object> from) => new BakedLayer
        {
            Name = name,
            Level = (long)from.Number("level"),
            Input = from.Text("input"),
            Points = Point.Read(from.Items("points")),
            Hysteresis = (long)from.Number("hysteresis"),
            Probability = (long)from.Number("probability", Whole.One),
            Takes = BakedTake.Read(from.Items("takes")),
            AvoidLast = (int)from.Number("avoid_last"),
            Leads = Point.Read(from.Items("leads")),
            Salt = (long)from.Number("salt"),
        };
    }
}
