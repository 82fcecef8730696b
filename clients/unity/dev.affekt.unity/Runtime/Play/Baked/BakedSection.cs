using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A section of a baked set.</summary>
    sealed class BakedSection
    {
        public string Name;
        public long Bars;
        public uint Numerator;
        public uint Denominator;
        public double Bpm;
        public long Mbpm;
        public string Key;
        public string Mode;
        public string Scale;
        public long BeatTicks;
        public long BarTicks;
        public long Ticks;
        public long Frames;
        public double TailS;
        public Feeling Target;
        public Feeling Box;
        public long Colour;
        public readonly List<(long Tick, string Name)> Chords = new List<(long, string)>();
        public readonly List<(long Tick, string Name)> Markers = new List<(long, string)>();
        public readonly List<long> Entries = new List<long>();
        public bool Once;
        public long Least;
        public long Most;
        public string Then;
        public string Ending;
        public readonly List<BakedTake> Alternates = new List<BakedTake>();
        public BakedRest Rest;
        public long Cooldown;
        public long Resume;
        public long MinBars;
        public readonly Dictionary<string, BakedFit> Stingers = new Dictionary<string, BakedFit>();
        public readonly List<BakedLayer> Layers = new List<BakedLayer>();
        public readonly Dictionary<string, BakedWay> Ways = new Dictionary<string, BakedWay>();
        public long Salt;

        public static BakedSection Read(string name, Dictionary<string, object> from)
        {
            string[] metre = from.Text("metre", "4/4").Split('/');
            var made = new BakedSection
            {
                Name = name,
                Bars = (long)from.Number("bars"),
                Numerator = uint.Parse(metre[0]),
                Denominator = uint.Parse(metre[1]),
                Bpm = from.Number("bpm"),
                Mbpm = (long)from.Number("mbpm"),
                Key = from.Text("key"),
                Mode = from.Text("mode"),
                Scale = from.Text("scale"),
                BeatTicks = (long)from.Number("beat_ticks"),
                BarTicks = (long)from.Number("bar_ticks"),
                Ticks = (long)from.Number("ticks"),
                Frames = (long)from.Number("frames"),
                TailS = from.Number("tail_s"),
                Target = Feeling.Read(from.Items("target")),
                Box = Feeling.Read(from.Items("box")),
                Colour = (long)from.Number("colour"),
                Once = from.Flag("once"),
                Least = (long)from.Number("least"),
                Most = (long)from.Number("most"),
                Then = from.Text("then"),
                Ending = from.Text("ending"),
                Rest = BakedRest.Read(from.Members("rest")),
                Cooldown = (long)from.Number("cooldown"),
                Resume = (long)from.Number("resume"),
                MinBars = (long)from.Number("min_bars"),
                Salt = (long)from.Number("salt"),
            };
            Pairs(from.Items("chords"), made.Chords);
            Pairs(from.Items("markers"), made.Markers);
            foreach (object one in from.Items("entries"))
            {
                made.Entries.Add((long)(double)one);
            }
            foreach (object one in from.Items("alternates"))
            {
                var other = (Dictionary<string, object>)one;
                made.Alternates.Add(new BakedTake { Name = other.Text("section"), Weight = (long)other.Number("weight", 1.0) });
            }
            BakedTable.Each(from, "stingers", (key, one) => made.Stingers[key] = BakedFit.Read(one));
            BakedTable.Each(from, "layers", (key, one) => made.Layers.Add(BakedLayer.Read(key, one)));
            BakedTable.Each(from, "ways", (key, one) => made.Ways[key] = BakedWay.Read(one));
            return made;
        }

        public long Marker(string name)
        {
            foreach ((long tick, string marker) in Markers)
            {
                if (marker == name)
                {
                    return tick;
                }
            }
            return -1;
        }

        static void Pairs(List<object> from, List<(long, string)> into)
        {
            foreach (object one in from)
            {
                var pair = (List<object>)one;
                into.Add(((long)(double)pair[0], (string)pair[1]));
            }
        }
    }
}
