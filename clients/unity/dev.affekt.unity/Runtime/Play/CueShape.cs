using System;
using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>A place in a section where it may be entered or left.</summary>
    public sealed class CueShape
    {
        CueShape()
        {
        }

        /// <summary>Body tick.</summary>
        public long Tick { get; private set; }

        /// <summary>Beats that lead to it.</summary>
        public double PickupBeats { get; private set; }

        /// <summary>Beats that ring on after it.</summary>
        public double TailBeats { get; private set; }

        internal static CueShape Read(SectionShape section, Dictionary<string, object> from) => new CueShape
        {
            Tick = (long)Math.Round(
                (from.Number("bar", 1.0) - 1.0) * section.BarTicks + (from.Number("beat", 1.0) - 1.0) * section.BeatTicks),
            PickupBeats = from.Number("pickup_beats"),
            TailBeats = from.Number("tail_beats"),
        };
    }
}
