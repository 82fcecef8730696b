// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Makes room for speech or a menu, or ends it.</summary>
    public sealed partial class DuckMusic : IProtoMessage
    {
        private double? _db;
        private bool? _on;

        /// <summary>How far the music gives way in dB, -96 to 0; absent is -6.</summary>
        public double? Db
        {
            get => _db;
            set => _db = value;
        }

        /// <summary>Begins it; false ends it; absent is true.</summary>
        public bool? On
        {
            get => _on;
            set => _on = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _db = null;
            _on = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(DuckMusic other)
        {
            Clear();
            _db = other._db;
            _on = other._on;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_on.HasValue)
            {
                writer.Boolean(16, _on.Value);
            }
            if (_db.HasValue)
            {
                writer.Double(9, _db.Value);
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
                    case 16:
                        _on = reader.Boolean();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
