// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Features of a voice, as openSMILE and its like compute them.</summary>
    public sealed partial class AudioFeatures : IProtoMessage
    {
        private readonly ProtoList<NamedValue> _features = new ProtoList<NamedValue>();

        /// <summary>Name and value, such as loudness_db, pitch_hz, jitter; 1 to 64 of them.</summary>
        public ProtoList<NamedValue> Features => _features;

        /// <inheritdoc/>
        public void Clear()
        {
            _features.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(AudioFeatures other)
        {
            Clear();
            for (int n = 0; n < other._features.Count; n++)
            {
                _features.Add().CopyFrom(other._features[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _features.Write(writer, 10);
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
                        _features.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
