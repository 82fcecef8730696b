// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Weights of a face's blendshapes in ARKit's names, such as mouthSmileLeft.</summary>
    public sealed partial class Blendshapes : IProtoMessage
    {
        private readonly ProtoList<NamedValue> _weights = new ProtoList<NamedValue>();

        /// <summary>Each 0 to 1; 1 to 64 of them.</summary>
        public ProtoList<NamedValue> Weights => _weights;

        /// <inheritdoc/>
        public void Clear()
        {
            _weights.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Blendshapes other)
        {
            Clear();
            for (int n = 0; n < other._weights.Count; n++)
            {
                _weights.Add().CopyFrom(other._weights[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _weights.Write(writer, 10);
        }

        /// <inheritdoc/>
        public void Merge(ProtoReader reader)
        {
            uint tag;
            while ((tag = reader.Tag()) != 0)
            {
                switch (tag)
                {
                    case 10:
                        _weights.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
