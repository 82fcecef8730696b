using UnityEngine;

namespace Affekt.Shim
{
    /// <summary>How clips were imported.</summary>
    public static class FakeClips
    {
        /// <summary>How every clip is kept in memory.</summary>
        public static AudioClipLoadType LoadType { get; set; } = AudioClipLoadType.DecompressOnLoad;
    }
}
