using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A road past the feeling: a value of the game that moves an effect, a bus or a layer.</summary>
    sealed class BakedRoad
    {
        public string Name;
        public string To;
        public string Input;
        public List<Point> Points;
        public long Hysteresis;
        public long SeekMs;
        public long Low;
        public long High;
        public long Neutral;

        public static BakedRoad Read(string name, Dictionary<string, object> from) => new BakedRoad
        {
            Name = name,
            To = from.Text("to"),
            Input = from.Text("input"),
            Points = Point.Read(from.Items("points")),
            Hysteresis = (long)from.Number("hysteresis"),
            SeekMs = (long)from.Number("seek_ms"),
            Low = (long)from.Number("low"),
            High = (long)from.Number("high"),
            Neutral = (long)from.Number("neutral"),
        };
    }
}
