#pragma warning disable 1591
namespace UnityEngine
{
    /// <summary>Where a game runs.</summary>
    public enum RuntimePlatform
    {
        WindowsPlayer = 2,
        LinuxPlayer = 13,
        WebGLPlayer = 17,
    }
}
