namespace UnityEngine
{
    /// <summary>A turn.</summary>
    public struct Quaternion
    {
        /// <summary>Parts.</summary>
        public float x, y, z, w;

        /// <summary>No turn.</summary>
        public static Quaternion identity => new Quaternion { w = 1f };

        /// <summary>A turn by degrees; the stand-in knows turns about z.</summary>
        public static Quaternion Euler(float x, float y, float z) =>
            new Quaternion { z = Mathf.Sin(z / Mathf.Rad2Deg / 2f), w = Mathf.Cos(z / Mathf.Rad2Deg / 2f) };
    }
}
