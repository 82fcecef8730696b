namespace UnityEngine
{
    /// <summary>A picture.</summary>
    public class Texture : Object
    {
        /// <summary>Across.</summary>
        public int width { get; protected set; }

        /// <summary>Down.</summary>
        public int height { get; protected set; }
    }
}
