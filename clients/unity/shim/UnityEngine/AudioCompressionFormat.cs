#pragma warning disable 1591
namespace UnityEngine
{
    /// <summary>How a clip is stored.</summary>
    public enum AudioCompressionFormat
    {
        PCM,
        Vorbis,
        ADPCM,
    }
}
