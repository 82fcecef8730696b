// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Hands in a field.</summary>
    public sealed partial class PutFieldRequest : IProtoMessage
    {
        private ProtoText _fieldName;
        private ProtoText _contributor;
        private Field? _field;
        private bool _hasField;
        private double _leaseS;

        /// <summary>The crowd's name, 1 to 64 characters.</summary>
        public string FieldName
        {
            get => _fieldName.Value;
            set => _fieldName.Value = value;
        }

        /// <summary>Who hands it in, 1 to 64 characters; a node or a venue, never a person.</summary>
        public string Contributor
        {
            get => _contributor.Value;
            set => _contributor.Value = value;
        }

        /// <summary>What is handed in. Null where it is absent.</summary>
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

        /// <summary>Seconds until it fades unless it is renewed, 1 to 3600; 0 is 30.</summary>
        public double LeaseS
        {
            get => _leaseS;
            set => _leaseS = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _fieldName.Clear();
            _contributor.Clear();
            _hasField = false;
            _leaseS = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(PutFieldRequest other)
        {
            Clear();
            _fieldName.CopyFrom(other._fieldName);
            _contributor.CopyFrom(other._contributor);
            if (other.Field != null)
            {
                MakeField().CopyFrom(other.Field);
            }
            _leaseS = other._leaseS;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_leaseS) != 0)
            {
                writer.Double(33, _leaseS);
            }
            if (_hasField)
            {
                writer.Message(26, _field!);
            }
            if (!_contributor.IsEmpty)
            {
                _contributor.Write(writer, 18);
            }
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
                    case 18:
                        _contributor.Read(reader);
                        break;
                    case 26:
                        reader.Message(Field ?? MakeField());
                        break;
                    case 33:
                        _leaseS = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
