// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a set.</summary>
    public sealed partial class GetSetRequest : IProtoMessage
    {
        private ProtoText _set;

        /// <summary>The set's name.</summary>
        public string Set
        {
            get => _set.Value;
            set => _set.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _set.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GetSetRequest other)
        {
            Clear();
            _set.CopyFrom(other._set);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_set.IsEmpty)
            {
                _set.Write(writer, 10);
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
                        _set.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
