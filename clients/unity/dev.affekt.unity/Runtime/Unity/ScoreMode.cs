namespace Affekt.Unity
{
    /// <summary>How a score sounds.</summary>
    public enum ScoreMode
    {
        /// <summary>The server renders, the game plays the stream.</summary>
        Streamed = 0,

        /// <summary>The server decides, the game plays the recordings.</summary>
        Commanded = 1,

        /// <summary>No server: the baked table decides, the game plays the recordings.</summary>
        Baked = 2,
    }
}
