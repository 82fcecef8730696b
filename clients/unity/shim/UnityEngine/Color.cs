namespace UnityEngine
{
    /// <summary>A colour.</summary>
    public struct Color
    {
        /// <summary>Red, green, blue, opacity, 0 to 1.</summary>
        public float r, g, b, a;

        /// <summary>Make one.</summary>
        public Color(float r, float g, float b, float a = 1f)
        {
            this.r = r;
            this.g = g;
            this.b = b;
            this.a = a;
        }

        /// <summary>White.</summary>
        public static Color white => new Color(1f, 1f, 1f);

        /// <summary>Black.</summary>
        public static Color black => new Color(0f, 0f, 0f);

        /// <summary>Grey.</summary>
        public static Color grey => new Color(0.5f, 0.5f, 0.5f);

        /// <summary>Between two.</summary>
        public static Color Lerp(Color a, Color b, float t) => new Color(
            Mathf.Lerp(a.r, b.r, t), Mathf.Lerp(a.g, b.g, t), Mathf.Lerp(a.b, b.b, t), Mathf.Lerp(a.a, b.a, t));
    }
}
