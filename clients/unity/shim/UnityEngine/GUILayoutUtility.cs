namespace UnityEngine
{
    /// <summary>Asks for room.</summary>
    public static class GUILayoutUtility
    {
        /// <summary>Room of a size.</summary>
        public static Rect GetRect(float width, float height) => new Rect(0f, 0f, width, height);
    }
}
