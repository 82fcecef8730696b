// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Skin conductance.</summary>
    public sealed partial class Eda : IProtoMessage
    {
        private double _microsiemens;

        /// <summary>Microsiemens, 0 to 100.</summary>
        public double Microsiemens
        {
            get => _microsiemens;
            set => _microsiemens = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _microsiemens = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Eda other)
        {
            Clear();
            _microsiemens = other._microsiemens;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_microsiemens) != 0)
            {
                writer.Double(9, _microsiemens);
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
                        _microsiemens = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
