namespace UnityEngine
{
    /// <summary>Draws.</summary>
    public class Renderer : Component
    {
        /// <summary>Whether it draws.</summary>
        public bool enabled { get; set; } = true;

        /// <summary>What is drawn later lies above.</summary>
        public int sortingOrder { get; set; }
    }
}
