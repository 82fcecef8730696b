#nullable enable

namespace Affekt
{
    /// <summary>Whatever knows what is being heard, such as a player of the stream.</summary>
    public interface IPlayhead
    {
        /// <summary>The session frame (48 kHz) that is heard now; below 0 while nothing has been heard.</summary>
        double HeardFrame { get; }
    }
}
