namespace UnityEngine
{
    /// <summary>Two numbers.</summary>
    public struct Vector2
    {
        /// <summary>Right.</summary>
        public float x;

        /// <summary>Up.</summary>
        public float y;

        /// <summary>Make one.</summary>
        public Vector2(float x, float y)
        {
            this.x = x;
            this.y = y;
        }

        /// <summary>Nothing.</summary>
        public static Vector2 zero => default;

        /// <summary>Length.</summary>
        public float magnitude => Mathf.Sqrt(x * x + y * y);

        /// <summary>The two, and no depth.</summary>
        public static implicit operator Vector3(Vector2 v) => new Vector3(v.x, v.y, 0f);

        /// <summary>Scaled.</summary>
        public static Vector2 operator *(Vector2 v, float k) => new Vector2(v.x * k, v.y * k);

        /// <summary>Together.</summary>
        public static Vector2 operator +(Vector2 a, Vector2 b) => new Vector2(a.x + b.x, a.y + b.y);
    }
}
