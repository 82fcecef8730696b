namespace UnityEngine
{
    /// <summary>Draws a sprite.</summary>
    public sealed class SpriteRenderer : Renderer
    {
        /// <summary>What.</summary>
        public Sprite sprite { get; set; }

        /// <summary>In which colour.</summary>
        public Color color { get; set; } = Color.white;
    }
}
