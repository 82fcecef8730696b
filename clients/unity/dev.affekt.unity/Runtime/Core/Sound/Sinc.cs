#nullable enable
using System;

namespace Affekt
{
    /// <summary>Weights of a Kaiser-windowed sinc, by which samples between samples are found.</summary>
    internal static class Sinc
    {
        internal const int Taps = 16;
        internal const int Before = Taps / 2 - 1;
        internal const int Phases = 256;
        private const double Shape = 7.0;

        /// <summary>[phases + 1][taps] in one array; each row sums to 1.</summary>
        internal static readonly float[] Weights = Table();

        private static float[] Table()
        {
            float[] weights = new float[(Phases + 1) * Taps];
            double[] row = new double[Taps];
            for (int phase = 0; phase <= Phases; phase++)
            {
                double sum = 0.0;
                for (int tap = 0; tap < Taps; tap++)
                {
                    double at = tap - Before - phase / (double)Phases;
                    double inside = Math.Max(0.0, 1.0 - at * at / (Taps / 2.0 * (Taps / 2.0)));
                    double sinc = at == 0.0 ? 1.0 : Math.Sin(Math.PI * at) / (Math.PI * at);
                    row[tap] = sinc * Bessel(Shape * Math.Sqrt(inside)) / Bessel(Shape);
                    sum += row[tap];
                }
                for (int tap = 0; tap < Taps; tap++)
                {
                    weights[phase * Taps + tap] = (float)(row[tap] / sum);
                }
            }
            return weights;
        }

        /// <summary>The modified Bessel function of order 0.</summary>
        private static double Bessel(double x)
        {
            double sum = 1.0;
            double term = 1.0;
            for (int k = 1; k < 25; k++)
            {
                term *= x / (2.0 * k) * (x / (2.0 * k));
                sum += term;
            }
            return sum;
        }
    }
}
