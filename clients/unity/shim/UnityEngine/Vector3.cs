namespace UnityEngine
{
    /// <summary>Three numbers.</summary>
    public struct Vector3
    {
        /// <summary>Right.</summary>
        public float x;

        /// <summary>Up.</summary>
        public float y;

        /// <summary>Ahead.</summary>
        public float z;

        /// <summary>Make one.</summary>
        public Vector3(float x, float y, float z)
        {
            this.x = x;
            this.y = y;
            this.z = z;
        }

        /// <summary>Nothing.</summary>
        public static Vector3 zero => default;

        /// <summary>One each way.</summary>
        public static Vector3 one => new Vector3(1f, 1f, 1f);

        /// <summary>Length.</summary>
        public float magnitude => Mathf.Sqrt(x * x + y * y + z * z);

        /// <summary>Together.</summary>
        public static Vector3 operator +(Vector3 a, Vector3 b) => new Vector3(a.x + b.x, a.y + b.y, a.z + b.z);

        /// <summary>Apart.</summary>
        public static Vector3 operator -(Vector3 a, Vector3 b) => new Vector3(a.x - b.x, a.y - b.y, a.z - b.z);

        /// <summary>Scaled.</summary>
        public static Vector3 operator *(Vector3 v, float k) => new Vector3(v.x * k, v.y * k, v.z * k);
    }
}
