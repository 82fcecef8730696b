// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A number and what it is called. Lists of these keep their order.</summary>
    public sealed partial class NamedValue : IProtoMessage
    {
        private ProtoText _name;
        private double _value;

        /// <summary>1 to 64 characters.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>Any finite number; its owner says the unit.</summary>
        public double Value
        {
            get => _value;
            set => _value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _value = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(NamedValue other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _value = other._value;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_value) != 0)
            {
                writer.Double(17, _value);
            }
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
                    case 17:
                        _value = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
