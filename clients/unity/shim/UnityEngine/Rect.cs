namespace UnityEngine
{
    /// <summary>A rectangle; y goes down in the GUI.</summary>
    public struct Rect
    {
        /// <summary>Make one.</summary>
        public Rect(float x, float y, float width, float height)
        {
            this.x = x;
            this.y = y;
            this.width = width;
            this.height = height;
        }

        /// <summary>Left.</summary>
        public float x { get; set; }

        /// <summary>Top.</summary>
        public float y { get; set; }

        /// <summary>Across.</summary>
        public float width { get; set; }

        /// <summary>Down.</summary>
        public float height { get; set; }

        /// <summary>Right.</summary>
        public float xMax => x + width;

        /// <summary>Bottom.</summary>
        public float yMax => y + height;
    }
}
