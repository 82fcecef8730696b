// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>
    /// Sums over listeners, so that two fields merge by addition in any order. The mean feeling is a sum over the
    /// weight.
    /// </summary>
    public sealed partial class Field : IProtoMessage
    {
        private double _weight;
        private double _valence;
        private double _arousal;
        private double _dominance;

        /// <summary>Sum of the listeners' weights, 0 or more.</summary>
        public double Weight
        {
            get => _weight;
            set => _weight = value;
        }

        /// <summary>Weighted sum of valence.</summary>
        public double Valence
        {
            get => _valence;
            set => _valence = value;
        }

        /// <summary>Weighted sum of arousal.</summary>
        public double Arousal
        {
            get => _arousal;
            set => _arousal = value;
        }

        /// <summary>Weighted sum of dominance.</summary>
        public double Dominance
        {
            get => _dominance;
            set => _dominance = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _weight = default;
            _valence = default;
            _arousal = default;
            _dominance = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Field other)
        {
            Clear();
            _weight = other._weight;
            _valence = other._valence;
            _arousal = other._arousal;
            _dominance = other._dominance;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_dominance) != 0)
            {
                writer.Double(33, _dominance);
            }
            if (System.BitConverter.DoubleToInt64Bits(_arousal) != 0)
            {
                writer.Double(25, _arousal);
            }
            if (System.BitConverter.DoubleToInt64Bits(_valence) != 0)
            {
                writer.Double(17, _valence);
            }
            if (System.BitConverter.DoubleToInt64Bits(_weight) != 0)
            {
                writer.Double(9, _weight);
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
                        _weight = reader.Double();
                        break;
                    case 17:
                        _valence = reader.Double();
                        break;
                    case 25:
                        _arousal = reader.Double();
                        break;
                    case 33:
                        _dominance = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
