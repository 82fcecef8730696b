// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Pause, resume, stop, mute, unmute.</summary>
    public sealed partial class Transport : IProtoMessage
    {
        private TransportVerb _verb;
        private double? _fadeS;

        /// <summary>Which of them.</summary>
        public TransportVerb Verb
        {
            get => _verb;
            set => _verb = value;
        }

        /// <summary>For stop: fade for so many seconds, 0 to 60, instead of playing the section's ending.</summary>
        public double? FadeS
        {
            get => _fadeS;
            set => _fadeS = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _verb = default;
            _fadeS = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Transport other)
        {
            Clear();
            _verb = other._verb;
            _fadeS = other._fadeS;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_fadeS.HasValue)
            {
                writer.Double(17, _fadeS.Value);
            }
            if (_verb != 0)
            {
                writer.Integer(8, (long)_verb);
            }
        }

        /// <inheritdoc/>
        public void Merge(ProtoReader reader)
        {
            uint tag;
            while ((tag = reader.Tag()) != 0)
            {
                switch (tag)
                {
                    case 8:
                        _verb = (TransportVerb)unchecked((int)reader.Varint());
                        break;
                    case 17:
                        _fadeS = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
