using System;
using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>A short figure over the music.</summary>
    public sealed class StingerShape
    {
        readonly List<TakeShape> _takes = new List<TakeShape>();

        StingerShape()
        {
        }

        /// <summary>Its name.</summary>
        public string Name { get; private set; }

        /// <summary>Its level in dB.</summary>
        public double GainDb { get; private set; }

        /// <summary>Quarter notes a minute, as recorded.</summary>
        public double Tempo { get; private set; }

        /// <summary>The take of a name; the first where there is none of that name, null where there is none at all.</summary>
        public TakeShape Take(string name) => TakeShape.Find(_takes, name);

        /// <summary>Frames before the moment that a take is told for.</summary>
        public long PickupFrames(TakeShape take) =>
            (long)Math.Round(take.PickupBeats * 60.0 * Levels.SampleRate / Tempo, MidpointRounding.ToEven);

        internal static StingerShape Read(string name, Dictionary<string, object> from)
        {
            var made = new StingerShape
            {
                Name = name,
                GainDb = from.Number("gain_db"),
                Tempo = Math.Max(from.Number("tempo", 120.0), 1.0),
            };
            made._takes.AddRange(TakeShape.ReadAll(from.Items("takes")));
            return made;
        }
    }
}
