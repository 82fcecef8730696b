// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Puts a snapshot back.</summary>
    public sealed partial class Restore : IProtoMessage
    {
        private ProtoText _snapshot;

        /// <summary>The text that SaveSession or Saved gave, at most 4096 bytes.</summary>
        public string Snapshot
        {
            get => _snapshot.Value;
            set => _snapshot.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _snapshot.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Restore other)
        {
            Clear();
            _snapshot.CopyFrom(other._snapshot);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_snapshot.IsEmpty)
            {
                _snapshot.Write(writer, 10);
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
                    case 10:
                        _snapshot.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
