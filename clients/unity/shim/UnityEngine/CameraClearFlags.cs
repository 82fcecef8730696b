#pragma warning disable 1591
namespace UnityEngine
{
    /// <summary>How a camera begins a picture.</summary>
    public enum CameraClearFlags
    {
        Skybox = 1,
        SolidColor = 2,
    }
}
