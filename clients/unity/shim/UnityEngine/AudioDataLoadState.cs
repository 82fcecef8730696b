namespace UnityEngine
{
    /// <summary>Whether a clip's samples are there.</summary>
    public enum AudioDataLoadState
    {
        /// <summary>Not asked for.</summary>
        Unloaded,

        /// <summary>On the way.</summary>
        Loading,

        /// <summary>There.</summary>
        Loaded,

        /// <summary>They could not be read.</summary>
        Failed,
    }
}
