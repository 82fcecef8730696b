// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for the server's time.</summary>
    public sealed partial class Ping : IProtoMessage
    {
        private ulong _id;

        /// <summary>Any number; it comes back with the answer.</summary>
        public ulong Id
        {
            get => _id;
            set => _id = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _id = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Ping other)
        {
            Clear();
            _id = other._id;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_id != 0)
            {
                writer.Integer(8, (ulong)_id);
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
                        _id = unchecked((ulong)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
