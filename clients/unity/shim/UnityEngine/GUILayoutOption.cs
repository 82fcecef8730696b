namespace UnityEngine
{
    /// <summary>How something is laid out.</summary>
    public sealed class GUILayoutOption
    {
    }
}
