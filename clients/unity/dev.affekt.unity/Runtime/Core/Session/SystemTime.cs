#nullable enable
using System.Diagnostics;

namespace Affekt
{
    /// <summary>The machine's monotonic clock.</summary>
    public sealed class SystemTime : ITimeSource
    {
        /// <inheritdoc/>
        public double Seconds => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
    }
}
