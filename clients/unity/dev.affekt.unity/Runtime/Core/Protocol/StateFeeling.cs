// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>
    /// A feeling stated outright; it replaces what the sensors say by its confidence while it holds.
    /// </summary>
    public sealed partial class StateFeeling : IProtoMessage
    {
        private double _valence;
        private double _arousal;
        private double _dominance;
        private double? _confidence;
        private double? _holdS;
        private bool _free;

        /// <summary>Displeasure -1 to +1 pleasure.</summary>
        public double Valence
        {
            get => _valence;
            set => _valence = value;
        }

        /// <summary>Calm 0 to 1 excited.</summary>
        public double Arousal
        {
            get => _arousal;
            set => _arousal = value;
        }

        /// <summary>Submissive -1 to +1 assertive.</summary>
        public double Dominance
        {
            get => _dominance;
            set => _dominance = value;
        }

        /// <summary>How far it replaces them, 0 to 1; absent is 1.</summary>
        public double? Confidence
        {
            get => _confidence;
            set => _confidence = value;
        }

        /// <summary>Seconds it holds, 0 to 3600; absent is 5, and 0 holds until it is freed.</summary>
        public double? HoldS
        {
            get => _holdS;
            set => _holdS = value;
        }

        /// <summary>The section's box is off: the feeling alone leads.</summary>
        public bool Free
        {
            get => _free;
            set => _free = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _valence = default;
            _arousal = default;
            _dominance = default;
            _confidence = null;
            _holdS = null;
            _free = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(StateFeeling other)
        {
            Clear();
            _valence = other._valence;
            _arousal = other._arousal;
            _dominance = other._dominance;
            _confidence = other._confidence;
            _holdS = other._holdS;
            _free = other._free;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_free)
            {
                writer.Boolean(48, _free);
            }
            if (_holdS.HasValue)
            {
                writer.Double(41, _holdS.Value);
            }
            if (_confidence.HasValue)
            {
                writer.Double(33, _confidence.Value);
            }
            if (System.BitConverter.DoubleToInt64Bits(_dominance) != 0)
            {
                writer.Double(25, _dominance);
            }
            if (System.BitConverter.DoubleToInt64Bits(_arousal) != 0)
            {
                writer.Double(17, _arousal);
            }
            if (System.BitConverter.DoubleToInt64Bits(_valence) != 0)
            {
                writer.Double(9, _valence);
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
                        _valence = reader.Double();
                        break;
                    case 17:
                        _arousal = reader.Double();
                        break;
                    case 25:
                        _dominance = reader.Double();
                        break;
                    case 33:
                        _confidence = reader.Double();
                        break;
                    case 41:
                        _holdS = reader.Double();
                        break;
                    case 48:
                        _free = reader.Boolean();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
