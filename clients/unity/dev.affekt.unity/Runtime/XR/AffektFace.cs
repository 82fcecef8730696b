using System.Collections.Generic;
using UnityEngine;

namespace Affekt.Unity.XR
{
    /// <summary>
    /// Reads a face that a tracker moves (OpenXR, ARKit or a vendor's own: whatever drives the blend shapes of a mesh) and
    /// tells smile and frown as evidence of valence. Shapes go by ARKit's names, with or without a prefix. Faces are
    /// personal data: ask the player before this is switched on.
    /// </summary>
    [AddComponentMenu("Affekt/Affekt Face (XR)")]
    public sealed class AffektFace : MonoBehaviour
    {
        static readonly string[] Shapes =
        {
            "mouthSmileLeft", "mouthSmileRight", "cheekSquintLeft", "cheekSquintRight", "mouthFrownLeft", "mouthFrownRight",
            "browDownLeft", "browDownRight", "noseSneerLeft", "noseSneerRight", "jawOpen", "eyeWideLeft", "eyeWideRight",
            "eyeBlinkLeft", "eyeBlinkRight", "browInnerUp",
        };

        [SerializeField, Tooltip("Who is told.")]
        AffektSource source;

        [SerializeField, Tooltip("The mesh whose blend shapes the tracker moves.")]
        SkinnedMeshRenderer face;

        [SerializeField, Min(0.1f), Tooltip("Seconds between two readings.")]
        float every = 0.5f;

        [SerializeField, Range(0.01f, 1f), Tooltip("How far a face is trusted.")]
        float reliability = 0.3f;

        [SerializeField, Tooltip("Send the weights themselves too, eyes included.")]
        bool raw;

        readonly Dictionary<string, double> _weights = new Dictionary<string, double>();
        readonly Dictionary<string, int> _indices = new Dictionary<string, int>();
        Mesh _known;
        float _since;

        /// <summary>Who is told.</summary>
        public AffektSource Source
        {
            get => source;
            set => source = value;
        }

        /// <summary>The mesh whose blend shapes the tracker moves.</summary>
        public SkinnedMeshRenderer Face
        {
            get => face;
            set => face = value;
        }

        /// <summary>Send the weights themselves too.</summary>
        public bool Raw
        {
            get => raw;
            set => raw = value;
        }

        /// <summary>A rough valence of -1 to 1: smiles against frowns, lowered brows and a wrinkled nose.</summary>
        public static double ValenceOf(IReadOnlyDictionary<string, double> weights)
        {
            double smile = Both(weights, "mouthSmile") + 0.3 * Both(weights, "cheekSquint");
            double frown = Both(weights, "mouthFrown") + 0.6 * Both(weights, "browDown") + 0.4 * Both(weights, "noseSneer");
            return System.Math.Max(-1.0, System.Math.Min(1.0, smile - frown));
        }

        void Update()
        {
            _since += Time.deltaTime;
            if (_since < every || source == null || face == null || face.sharedMesh == null)
            {
                return;
            }
            _since = 0f;
            Learn();
            if (_indices.Count == 0)
            {
                return;
            }
            foreach (KeyValuePair<string, int> one in _indices)
            {
                _weights[one.Key] = face.GetBlendShapeWeight(one.Value) / 100.0;
            }
            source.Evidence("face", valence: ValenceOf(_weights), reliability: reliability);
            if (raw)
            {
                source.Sense("face", _weights);
            }
        }

        /// <summary>Find the shapes of a mesh by the ends of their names.</summary>
        void Learn()
        {
            if (ReferenceEquals(_known, face.sharedMesh))
            {
                return;
            }
            _known = face.sharedMesh;
            _indices.Clear();
            _weights.Clear();
            for (int i = 0; i < _known.blendShapeCount; i++)
            {
                string name = _known.GetBlendShapeName(i);
                foreach (string shape in Shapes)
                {
                    if (name.EndsWith(shape, System.StringComparison.OrdinalIgnoreCase))
                    {
                        _indices[shape] = i;
                    }
                }
            }
        }

        static double Both(IReadOnlyDictionary<string, double> weights, string name)
        {
            weights.TryGetValue(name + "Left", out double left);
            weights.TryGetValue(name + "Right", out double right);
            return (left + right) / 2.0;
        }
    }
}
