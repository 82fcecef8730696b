#pragma warning disable 1591
namespace UnityEngine
{
    /// <summary>How a picture is enlarged.</summary>
    public enum FilterMode
    {
        Point,
        Bilinear,
    }
}
