#nullable enable

namespace Affekt
{
    /// <summary>The only door through which time enters. Any thread may ask.</summary>
    public interface ITimeSource
    {
        /// <summary>Seconds since some moment; they never go back.</summary>
        double Seconds { get; }
    }
}
