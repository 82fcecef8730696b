// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for the merged field.</summary>
    public sealed partial class GetFieldRequest : IProtoMessage
    {
        private ProtoText _fieldName;

        /// <summary>The crowd's name.</summary>
        public string FieldName
        {
            get => _fieldName.Value;
            set => _fieldName.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _fieldName.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GetFieldRequest other)
        {
            Clear();
            _fieldName.CopyFrom(other._fieldName);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_fieldName.IsEmpty)
            {
                _fieldName.Write(writer, 10);
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
                        _fieldName.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
