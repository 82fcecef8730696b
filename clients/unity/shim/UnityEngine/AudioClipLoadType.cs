#pragma warning disable 1591
namespace UnityEngine
{
    /// <summary>How a clip's samples lie in memory.</summary>
    public enum AudioClipLoadType
    {
        DecompressOnLoad,
        CompressedInMemory,
        Streaming,
    }
}
