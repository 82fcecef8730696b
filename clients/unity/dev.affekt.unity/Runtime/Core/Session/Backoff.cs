#nullable enable
using System;

namespace Affekt
{
    /// <summary>How long to wait before connecting again: 250 ms, doubling to 5 s, each by up to a fifth more or less.</summary>
    public sealed class Backoff
    {
        private const double FirstS = 0.25;
        private const double LongestS = 5.0;
        private readonly Func<double> _chance;
        private double _next = FirstS;

        /// <summary>Prepares.</summary>
        /// <param name="chance">Draws a number from 0 to 1.</param>
        public Backoff(Func<double> chance)
        {
            _chance = chance;
        }

        /// <summary>Begins with the shortest wait again.</summary>
        public void Reset()
        {
            _next = FirstS;
        }

        /// <summary>Returns the next wait in seconds.</summary>
        /// <returns>The wait.</returns>
        public double Next()
        {
            double wait = _next * (0.8 + 0.4 * _chance());
            _next = Math.Min(2.0 * _next, LongestS);
            return wait;
        }
    }
}
