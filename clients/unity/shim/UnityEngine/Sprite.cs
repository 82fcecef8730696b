namespace UnityEngine
{
    /// <summary>A picture in the scene.</summary>
    public sealed class Sprite : Object
    {
        /// <summary>Make one.</summary>
        public static Sprite Create(Texture2D texture, Rect rect, Vector2 pivot, float pixelsPerUnit) => new Sprite();
    }
}
