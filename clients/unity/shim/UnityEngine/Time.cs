namespace UnityEngine
{
    /// <summary>The game's clock.</summary>
    public static class Time
    {
        /// <summary>Seconds since the start.</summary>
        public static float time { get; internal set; }

        /// <summary>Seconds since the frame before.</summary>
        public static float deltaTime { get; internal set; }

        /// <summary>The same, whatever the scale.</summary>
        public static float unscaledDeltaTime => deltaTime;

        /// <summary>Wall seconds since the start.</summary>
        public static double realtimeSinceStartupAsDouble => Affekt.Shim.FakePlayer.Seconds;

        /// <summary>Wall seconds since the start.</summary>
        public static float realtimeSinceStartup => (float)Affekt.Shim.FakePlayer.Seconds;

        /// <summary>How fast the game's clock goes.</summary>
        public static float timeScale { get; set; } = 1f;

        /// <summary>Frames since the start.</summary>
        public static int frameCount { get; internal set; }
    }
}
