#nullable enable
using System;

namespace Affekt.Osc
{
    /// <summary>OSC's timetags: seconds since 1900 in 32 bits, and as many for the fraction.</summary>
    public static class OscTime
    {
        private const double Epoch = 2208988800.0;
        private const double Fraction = 4294967296.0;

        /// <summary>Returns a timetag's moment.</summary>
        /// <param name="timetag">The timetag.</param>
        /// <returns>Seconds since 1970.</returns>
        public static double Seconds(ulong timetag)
        {
            return (timetag >> 32) - Epoch + (uint)timetag / Fraction;
        }

        /// <summary>Returns a moment's timetag.</summary>
        /// <param name="seconds">Seconds since 1970.</param>
        /// <returns>The timetag.</returns>
        public static ulong Timetag(double seconds)
        {
            double whole = Math.Floor(seconds);
            ulong fraction = (ulong)Math.Round((seconds - whole) * Fraction);
            return ((ulong)(whole + Epoch) << 32) + fraction;
        }
    }
}
