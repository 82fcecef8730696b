namespace UnityEngine
{
    /// <summary>Draws a mesh that bends, such as a face.</summary>
    public sealed class SkinnedMeshRenderer : Renderer
    {
        readonly System.Collections.Generic.Dictionary<int, float> _weights = new System.Collections.Generic.Dictionary<int, float>();

        /// <summary>The mesh.</summary>
        public Mesh sharedMesh { get; set; }

        /// <summary>How far a shape is taken, 0 to 100.</summary>
        public float GetBlendShapeWeight(int index) => _weights.TryGetValue(index, out float found) ? found : 0f;

        /// <summary>Take a shape so far, 0 to 100.</summary>
        public void SetBlendShapeWeight(int index, float value) => _weights[index] = value;
    }
}
