namespace UnityEngine
{
    /// <summary>The running game.</summary>
    public static class Application
    {
        /// <summary>Whether it runs.</summary>
        public static bool isPlaying { get; set; } = true;

        /// <summary>Whether it runs in the background.</summary>
        public static bool runInBackground { get; set; }

        /// <summary>Frames a second to aim at.</summary>
        public static int targetFrameRate { get; set; } = -1;

        /// <summary>Where it runs.</summary>
        public static RuntimePlatform platform { get; set; } = RuntimePlatform.LinuxPlayer;

        /// <summary>Where it may write.</summary>
        public static string persistentDataPath { get; set; } = System.IO.Path.GetTempPath();

        /// <summary>Where files lie that came with it.</summary>
        public static string streamingAssetsPath { get; set; } = "";

        /// <summary>End it.</summary>
        public static void Quit() => Affekt.Shim.FakePlayer.Quitting = true;
    }
}
