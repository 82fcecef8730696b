namespace UnityEngine
{
    /// <summary>Takes highs away. The stand-in keeps its settings and changes no sound.</summary>
    public sealed class AudioLowPassFilter : Behaviour
    {
        /// <summary>Hz.</summary>
        public float cutoffFrequency { get; set; } = 5000f;

        /// <summary>Emphasis at the cutoff.</summary>
        public float lowpassResonanceQ { get; set; } = 1f;
    }
}
