namespace UnityEngine
{
    /// <summary>A picture.</summary>
    public class Texture2D : Texture
    {
        readonly Color[] _pixels;

        /// <summary>Make one.</summary>
        public Texture2D(int width, int height)
        {
            this.width = width;
            this.height = height;
            _pixels = new Color[width * height];
        }

        /// <summary>A white one.</summary>
        public static Texture2D whiteTexture { get; } = new Texture2D(4, 4);

        /// <summary>How it is enlarged.</summary>
        public FilterMode filterMode { get; set; }

        /// <summary>Write a point.</summary>
        public void SetPixel(int x, int y, Color color) => _pixels[y * width + x] = color;

        /// <summary>Show what was written.</summary>
        public void Apply()
        {
        }
    }
}
