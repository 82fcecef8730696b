#nullable enable
using System;
using System.Globalization;

namespace Affekt.Tests
{
    /// <summary>
    /// A sound card that is off by so many millionths, in time of its own, with blocks up to 15 ms late; prints how often the
    /// reserve ran dry or over, and how far it is from where it should be: `drift MILLIONTHS MINUTES`
    /// </summary>
    public static class DriftPeer
    {
        private const int Block = 480;

        /// <summary>Does it.</summary>
        public static int Run(double off, double minutes)
        {
            JitterBuffer buffer = new JitterBuffer(40.0);
            Random late = new Random(9);
            float[] samples = new float[2 * Block];
            float[] card = new float[2 * Block];
            double cardMs = 0.0;
            double most = 0.0;
            int blocks = (int)(minutes * 6000.0);
            for (int n = 0; n < blocks; n++)
            {
                double due = 10.0 * n + 15.0 * late.NextDouble();
                for (; cardMs < due; cardMs += 10.0 / (1.0 + off * 1e-6))
                {
                    buffer.Read(card, 0, Block, 2);
                }
                buffer.Put((long)n * Block, false, samples, Block);
                most = n > blocks / 2 ? Math.Max(most, Math.Abs(buffer.Step - 1.0 + off * 1e-6)) : 0.0;
            }
            Tell("dry", buffer.Underruns);
            Tell("over", buffer.Overruns);
            Tell("cents", 1200.0 * Math.Log(1.0 + most, 2.0));
            return 0;
        }

        private static void Tell(string name, double value)
        {
            Console.WriteLine(name + " " + value.ToString("R", CultureInfo.InvariantCulture));
        }
    }
}
