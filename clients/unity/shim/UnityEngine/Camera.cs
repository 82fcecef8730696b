namespace UnityEngine
{
    /// <summary>The eye.</summary>
    public sealed class Camera : Behaviour
    {
        /// <summary>The first that is tagged MainCamera.</summary>
        public static Camera main => FindObjectOfType<Camera>();

        /// <summary>Whether it sees without perspective.</summary>
        public bool orthographic { get; set; }

        /// <summary>Half of what it sees, from top to bottom.</summary>
        public float orthographicSize { get; set; } = 5f;

        /// <summary>What it sees where nothing is.</summary>
        public Color backgroundColor { get; set; }

        /// <summary>How it begins a picture.</summary>
        public CameraClearFlags clearFlags { get; set; }
    }
}
