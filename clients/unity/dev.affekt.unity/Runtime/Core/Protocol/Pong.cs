// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The server's time.</summary>
    public sealed partial class Pong : IProtoMessage
    {
        private ulong _id;
        private double _serverSeconds;

        /// <summary>The number that was asked with.</summary>
        public ulong Id
        {
            get => _id;
            set => _id = value;
        }

        /// <summary>Server time in seconds since 1970, to the microsecond.</summary>
        public double ServerSeconds
        {
            get => _serverSeconds;
            set => _serverSeconds = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _id = default;
            _serverSeconds = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Pong other)
        {
            Clear();
            _id = other._id;
            _serverSeconds = other._serverSeconds;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_serverSeconds) != 0)
            {
                writer.Double(17, _serverSeconds);
            }
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
                    case 17:
                        _serverSeconds = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
