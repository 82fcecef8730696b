// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Where the eyes look.</summary>
    public sealed partial class Gaze : IProtoMessage
    {
        private double _x;
        private double _y;
        private double? _pupilMm;
        private double? _openness;

        /// <summary>Across the view, left -1 to +1 right.</summary>
        public double X
        {
            get => _x;
            set => _x = value;
        }

        /// <summary>Up the view, bottom -1 to +1 top.</summary>
        public double Y
        {
            get => _y;
            set => _y = value;
        }

        /// <summary>Mean diameter of the pupils in millimetres, 1 to 10.</summary>
        public double? PupilMm
        {
            get => _pupilMm;
            set => _pupilMm = value;
        }

        /// <summary>How open the eyes are, 0 to 1.</summary>
        public double? Openness
        {
            get => _openness;
            set => _openness = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _x = default;
            _y = default;
            _pupilMm = null;
            _openness = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Gaze other)
        {
            Clear();
            _x = other._x;
            _y = other._y;
            _pupilMm = other._pupilMm;
            _openness = other._openness;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_openness.HasValue)
            {
                writer.Double(33, _openness.Value);
            }
            if (_pupilMm.HasValue)
            {
                writer.Double(25, _pupilMm.Value);
            }
            if (System.BitConverter.DoubleToInt64Bits(_y) != 0)
            {
                writer.Double(17, _y);
            }
            if (System.BitConverter.DoubleToInt64Bits(_x) != 0)
            {
                writer.Double(9, _x);
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
                        _x = reader.Double();
                        break;
                    case 17:
                        _y = reader.Double();
                        break;
                    case 25:
                        _pupilMm = reader.Double();
                        break;
                    case 33:
                        _openness = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
