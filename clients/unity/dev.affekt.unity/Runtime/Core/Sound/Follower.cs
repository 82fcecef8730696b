#nullable enable
using System;

namespace Affekt
{
    /// <summary>
    /// Turns how much is in reserve into the resampler's step: a loop of second order on the smoothed fill, within half a
    /// percent, a twelfth of a semitone.
    /// </summary>
    internal sealed class Follower
    {
        internal const double MostStep = 0.005;
        private const double SmoothS = 3.0;
        private const double Bandwidth = 0.08;
        private readonly double _reserveS;
        private double _smoothS;
        private double _drift;

        internal Follower(double reserveS)
        {
            _reserveS = _smoothS = reserveS;
        }

        /// <summary>Frames read for each frame played; within half a percent of 1.</summary>
        internal double Step { get; private set; } = 1.0;

        /// <summary>Begins with what is held; the drift that was learnt stays.</summary>
        internal void Restart(double heldS)
        {
            _smoothS = heldS;
        }

        /// <summary>Takes what is held after so many seconds more have been played.</summary>
        internal void Look(double heldS, double seconds)
        {
            _smoothS += (heldS - _smoothS) * (1.0 - Math.Exp(-seconds / SmoothS));
            double wrong = _smoothS - _reserveS;
            double drift = _drift + Bandwidth * Bandwidth * wrong * seconds;
            double step = drift + 2.0 * Bandwidth * wrong;
            if (Math.Abs(step) < MostStep)
            {
                _drift = drift;
            }
            Step = 1.0 + Math.Min(Math.Max(step, -MostStep), MostStep);
        }
    }
}
