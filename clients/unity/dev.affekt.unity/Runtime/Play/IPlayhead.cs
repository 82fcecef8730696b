namespace Affekt.Play
{
    /// <summary>Knows which session frame is heard now.</summary>
    public interface IPlayhead
    {
        /// <summary>The session frame (48 kHz) that leaves the loudspeaker now; -1 while nothing has been heard.</summary>
        double HeardFrame { get; }
    }
}
