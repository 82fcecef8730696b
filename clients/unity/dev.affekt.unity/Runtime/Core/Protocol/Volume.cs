// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A bus level.</summary>
    public sealed partial class Volume : IProtoMessage
    {
        private Bus _bus;
        private double _db;

        /// <summary>Which bus.</summary>
        public Bus Bus
        {
            get => _bus;
            set => _bus = value;
        }

        /// <summary>Its level in dB, -96 to 12; -96 is silence.</summary>
        public double Db
        {
            get => _db;
            set => _db = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _bus = default;
            _db = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Volume other)
        {
            Clear();
            _bus = other._bus;
            _db = other._db;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_db) != 0)
            {
                writer.Double(17, _db);
            }
            if (_bus != 0)
            {
                writer.Integer(8, (long)_bus);
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
                        _bus = (Bus)unchecked((int)reader.Varint());
                        break;
                    case 17:
                        _db = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
