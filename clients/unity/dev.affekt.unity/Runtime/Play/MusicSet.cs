using System;
using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>What a mixer must know of a set, read from its `set.json`.</summary>
    public sealed class MusicSet
    {
        MusicSet()
        {
        }

        /// <summary>The set's name.</summary>
        public string Name { get; private set; }

        /// <summary>The section that it begins with.</summary>
        public string Start { get; private set; }

        /// <summary>The layers' names in the set's order.</summary>
        public IReadOnlyList<string> Layers { get; private set; }

        /// <summary>The sections by name.</summary>
        public IReadOnlyDictionary<string, SectionShape> Sections { get; private set; }

        /// <summary>The stingers by name.</summary>
        public IReadOnlyDictionary<string, StingerShape> Stingers { get; private set; }

        /// <summary>Frames of each recording, by its file.</summary>
        public IReadOnlyDictionary<string, long> Frames { get; private set; }

        /// <summary>Layers that give way to speech; all of them where it is empty.</summary>
        public IReadOnlyList<string> Ducked { get; private set; }

        /// <summary>Frames in which the music gives way to speech.</summary>
        public long DuckAttack { get; private set; }

        /// <summary>Frames in which it comes back.</summary>
        public long DuckRelease { get; private set; }

        /// <summary>Read a `set.json`; a FormatException tells what is wrong with it.</summary>
        public static MusicSet Read(string text)
        {
            Dictionary<string, object> all = Json.Object(text);
            var sections = new Dictionary<string, SectionShape>();
            foreach (KeyValuePair<string, object> one in all.Members("sections"))
            {
                sections[one.Key] = SectionShape.Read(one.Key, one.Value as Dictionary<string, object>);
            }
            if (sections.Count == 0)
            {
                throw new FormatException("this is no set.json: it has no sections; build the set with 'affekt sets build'");
            }
            var stingers = new Dictionary<string, StingerShape>();
            foreach (KeyValuePair<string, object> one in all.Members("stingers"))
            {
                stingers[one.Key] = StingerShape.Read(one.Key, one.Value as Dictionary<string, object>);
            }
            var frames = new Dictionary<string, long>();
            foreach (KeyValuePair<string, object> one in all.Members("built").Members("files"))
            {
                frames[one.Key] = (long)((Dictionary<string, object>)one.Value).Number("frames");
            }
            var ducked = new List<string>();
            Dictionary<string, object> duck = all.Members("mix").Members("duck");
            foreach (object one in duck.Items("layers"))
            {
                ducked.Add((string)one);
            }
            return new MusicSet
            {
                Name = all.Text("name"),
                Start = all.Text("start"),
                Layers = new List<string>(all.Members("layers").Keys),
                Sections = sections,
                Stingers = stingers,
                Frames = frames,
                Ducked = ducked,
                DuckAttack = (long)Math.Round(duck.Number("attack_ms", 80.0) * Levels.SampleRate / 1000.0),
                DuckRelease = (long)Math.Round(duck.Number("release_ms", 800.0) * Levels.SampleRate / 1000.0),
            };
        }

        /// <summary>How much softer a stinger is in a section than it was written, in dB.</summary>
        public double Softer(string section)
        {
            double loudest = double.NegativeInfinity;
            foreach (SectionShape one in Sections.Values)
            {
                loudest = Math.Max(loudest, one.Loudness ?? double.NegativeInfinity);
            }
            return section != null && Sections.TryGetValue(section, out SectionShape here) && here.Loudness.HasValue
                ? 0.6 * (here.Loudness.Value - loudest)
                : 0.0;
        }
    }
}
