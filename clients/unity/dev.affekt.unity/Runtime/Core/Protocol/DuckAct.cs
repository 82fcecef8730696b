// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The music makes room for speech or a menu.</summary>
    public sealed partial class DuckAct : IProtoMessage
    {
        private double _db;

        /// <summary>How far it gives way in dB, -96 to 0; 0 ends it.</summary>
        public double Db
        {
            get => _db;
            set => _db = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _db = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(DuckAct other)
        {
            Clear();
            _db = other._db;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_db) != 0)
            {
                writer.Double(9, _db);
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
                    case 9:
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
