#nullable enable

namespace Affekt.Tests
{
    /// <summary>A clock that stands still until it is told.</summary>
    public sealed class ManualTime : ITimeSource
    {
        /// <inheritdoc/>
        public double Seconds { get; set; }
    }
}
