// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a snapshot under a name.</summary>
    public sealed partial class Save : IProtoMessage
    {
        private ProtoText _name;

        /// <summary>The name it comes back with, 1 to 64 characters.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Save other)
        {
            Clear();
            _name.CopyFrom(other._name);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_name.IsEmpty)
            {
                _name.Write(writer, 10);
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
                        _name.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
