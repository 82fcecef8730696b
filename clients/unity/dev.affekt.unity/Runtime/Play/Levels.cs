using System;

namespace Affekt.Play
{
    /// <summary>Decibels and gains; -96 dB is silence.</summary>
    public static class Levels
    {
        /// <summary>Frames a second of every session.</summary>
        public const int SampleRate = 48000;

        /// <summary>At and below this many dB nothing sounds.</summary>
        public const double SilenceDb = -96.0;

        /// <summary>The gain of a level.</summary>
        public static double Gain(double db) => db <= SilenceDb ? 0.0 : Math.Pow(10.0, db / 20.0);
    }
}
