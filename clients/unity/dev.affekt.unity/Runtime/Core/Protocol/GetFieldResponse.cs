// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The merged field.</summary>
    public sealed partial class GetFieldResponse : IProtoMessage
    {
        private Field? _field;
        private bool _hasField;
        private uint _contributors;

        /// <summary>The sum over contributors. Null where it is absent.</summary>
        public Field? Field => _hasField ? _field : null;

        /// <summary>Makes Field present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Field MakeField()
        {
            _hasField = true;
            _field ??= new Field();
            _field.Clear();
            return _field;
        }

        /// <summary>How many contributed.</summary>
        public uint Contributors
        {
            get => _contributors;
            set => _contributors = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasField = false;
            _contributors = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GetFieldResponse other)
        {
            Clear();
            if (other.Field != null)
            {
                MakeField().CopyFrom(other.Field);
            }
            _contributors = other._contributors;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_contributors != 0)
            {
                writer.Integer(16, (ulong)_contributors);
            }
            if (_hasField)
            {
                writer.Message(10, _field!);
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
                        reader.Message(Field ?? MakeField());
                        break;
                    case 16:
                        _contributors = unchecked((uint)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
