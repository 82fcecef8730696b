namespace UnityEngine
{
    /// <summary>The ears.</summary>
    public sealed class AudioListener : Behaviour
    {
        /// <summary>Level of all.</summary>
        public static float volume { get; set; } = 1f;

        /// <summary>Whether all is held.</summary>
        public static bool pause { get; set; }
    }
}
