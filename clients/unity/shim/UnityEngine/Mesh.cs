namespace UnityEngine
{
    /// <summary>A mesh; the stand-in knows the names of its shapes.</summary>
    public sealed class Mesh : Object
    {
        /// <summary>The stand-in's own: the shapes' names.</summary>
        public string[] Shapes { get; set; } = System.Array.Empty<string>();

        /// <summary>How many shapes it has.</summary>
        public int blendShapeCount => Shapes.Length;

        /// <summary>A shape's name.</summary>
        public string GetBlendShapeName(int shapeIndex) => Shapes[shapeIndex];
    }
}
