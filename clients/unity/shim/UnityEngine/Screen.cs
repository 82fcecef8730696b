namespace UnityEngine
{
    /// <summary>The window.</summary>
    public static class Screen
    {
        /// <summary>Across.</summary>
        public static int width { get; set; } = 1280;

        /// <summary>Down.</summary>
        public static int height { get; set; } = 720;
    }
}
