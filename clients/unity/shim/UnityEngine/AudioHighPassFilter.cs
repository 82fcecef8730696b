namespace UnityEngine
{
    /// <summary>Takes lows away. The stand-in keeps its settings and changes no sound.</summary>
    public sealed class AudioHighPassFilter : Behaviour
    {
        /// <summary>Hz.</summary>
        public float cutoffFrequency { get; set; } = 5000f;

        /// <summary>Emphasis at the cutoff.</summary>
        public float highpassResonanceQ { get; set; } = 1f;
    }
}
