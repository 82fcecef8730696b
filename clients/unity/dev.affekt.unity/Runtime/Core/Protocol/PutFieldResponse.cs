// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>It was taken.</summary>
    public sealed partial class PutFieldResponse : IProtoMessage
    {
        private Field? _field;
        private bool _hasField;

        /// <summary>The merged field with it. Null where it is absent.</summary>
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

        /// <inheritdoc/>
        public void Clear()
        {
            _hasField = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(PutFieldResponse other)
        {
            Clear();
            if (other.Field != null)
            {
                MakeField().CopyFrom(other.Field);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
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
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
