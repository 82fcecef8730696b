using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>How one section gives way to another.</summary>
    sealed class BakedWay
    {
        public string Rule;
        public Word FromTime;
        public ToTime ToTime;
        public Fade Fade;
        public double FadeBeats;
        public long Within;
        public readonly List<long> Places = new List<long>();
        public bool General;
        public bool Default;

        public static BakedWay Read(Dictionary<string, object> from)
        {
            var made = new BakedWay
            {
                Rule = from.Text("rule"),
                FromTime = Words.Leave(from.Text("from_time")),
                ToTime = Words.Parse(from.Text("to_time"), ToTime.Start),
                Fade = Words.Parse(from.Text("fade"), Fade.Disabled),
                FadeBeats = from.Number("fade_beats"),
                Within = (long)from.Number("within"),
                General = from.Flag("general"),
                Default = from.Flag("default"),
            };
            foreach (object one in from.Items("places"))
            {
                made.Places.Add((long)(double)one);
            }
            return made;
        }
    }
}
