using System;
using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>A section as a mixer sees it: how long its parts are, and which recordings it has.</summary>
    public sealed class SectionShape
    {
        const double TicksPerQuarter = 960.0;

        SectionShape()
        {
        }

        /// <summary>Its name.</summary>
        public string Name { get; private set; }

        /// <summary>Quarter notes a minute, as recorded.</summary>
        public double Tempo { get; private set; }

        /// <summary>Beats a bar.</summary>
        public int Beats { get; private set; }

        /// <summary>Ticks of a beat.</summary>
        public long BeatTicks { get; private set; }

        /// <summary>Ticks of a bar.</summary>
        public long BarTicks { get; private set; }

        /// <summary>Ticks of the body.</summary>
        public long BodyTicks { get; private set; }

        /// <summary>Frames of the body.</summary>
        public long BodyFrames { get; private set; }

        /// <summary>Frames before the body.</summary>
        public long PickupFrames { get; private set; }

        /// <summary>Beats before the body.</summary>
        public double PickupBeats { get; private set; }

        /// <summary>Whether the body is played once only.</summary>
        public bool Once { get; private set; }

        /// <summary>Whether its layers go round in loops of their own.</summary>
        public bool Unequal { get; private set; }

        /// <summary>The loudness that it asks for in LUFS.</summary>
        public double? Loudness { get; private set; }

        /// <summary>Where it may be entered, with pick-ups.</summary>
        public IReadOnlyList<CueShape> Entries { get; private set; }

        /// <summary>Where it may be left, with tails.</summary>
        public IReadOnlyList<CueShape> Exits { get; private set; }

        /// <summary>Its layers by name.</summary>
        public IReadOnlyDictionary<string, LayerShape> Layers { get; private set; }

        /// <summary>Frames of a length in ticks at its own tempo.</summary>
        public long FramesOf(double ticks) =>
            (long)Math.Round(ticks * 60.0 * Levels.SampleRate / (TicksPerQuarter * Tempo), MidpointRounding.ToEven);

        /// <summary>Frames of a length in its beats.</summary>
        public long FramesOfBeats(double beats) => FramesOf(Math.Round(beats * BeatTicks, MidpointRounding.ToEven));

        /// <summary>The body frame of a body tick.</summary>
        public long FrameAt(long tick) => (long)Math.Floor((double)tick * BodyFrames / BodyTicks + 0.5);

        internal static SectionShape Read(string name, Dictionary<string, object> from)
        {
            if (from == null)
            {
                throw new FormatException($"section {name}: not an object");
            }
            string[] metre = from.Text("metre", "4/4").Split('/');
            int beats = int.Parse(metre[0]);
            long beatTicks = 4 * 960 / int.Parse(metre[1]);
            var made = new SectionShape
            {
                Name = name,
                Tempo = from.Number("tempo", 120.0),
                Beats = beats,
                BeatTicks = beatTicks,
                BarTicks = beats * beatTicks,
                BodyTicks = (long)from.Number("bars", 1.0) * beats * beatTicks,
                PickupBeats = from.Number("pickup_beats"),
                Once = from.Flag("once"),
                Loudness = from.TryGetValue("loudness_lufs", out object lufs) && lufs is double there ? there : (double?)null,
            };
            made.BodyFrames = made.FramesOf(made.BodyTicks);
            made.PickupFrames = made.FramesOfBeats(made.PickupBeats);
            made.Entries = Cues(made, from.Items("entry_cues"));
            made.Exits = Cues(made, from.Items("exit_cues"));
            var layers = new Dictionary<string, LayerShape>();
            foreach (KeyValuePair<string, object> one in from.Members("layers"))
            {
                LayerShape layer = LayerShape.Read(made, one.Value as Dictionary<string, object>);
                layers[one.Key] = layer;
                made.Unequal |= layer.LoopFrames > 0;
            }
            made.Layers = layers;
            return made;
        }

        static List<CueShape> Cues(SectionShape section, List<object> from)
        {
            var found = new List<CueShape>();
            foreach (object one in from)
            {
                found.Add(CueShape.Read(section, (Dictionary<string, object>)one));
            }
            return found;
        }
    }
}
