// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>How the head is held.</summary>
    public sealed partial class HeadPose : IProtoMessage
    {
        private double _pitchDeg;
        private double _yawDeg;
        private double _rollDeg;

        /// <summary>Nod in degrees, down negative, -180 to 180.</summary>
        public double PitchDeg
        {
            get => _pitchDeg;
            set => _pitchDeg = value;
        }

        /// <summary>Turn in degrees, left negative, -180 to 180.</summary>
        public double YawDeg
        {
            get => _yawDeg;
            set => _yawDeg = value;
        }

        /// <summary>Tilt in degrees, left negative, -180 to 180.</summary>
        public double RollDeg
        {
            get => _rollDeg;
            set => _rollDeg = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _pitchDeg = default;
            _yawDeg = default;
            _rollDeg = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(HeadPose other)
        {
            Clear();
            _pitchDeg = other._pitchDeg;
            _yawDeg = other._yawDeg;
            _rollDeg = other._rollDeg;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_rollDeg) != 0)
            {
                writer.Double(25, _rollDeg);
            }
            if (System.BitConverter.DoubleToInt64Bits(_yawDeg) != 0)
            {
                writer.Double(17, _yawDeg);
            }
            if (System.BitConverter.DoubleToInt64Bits(_pitchDeg) != 0)
            {
                writer.Double(9, _pitchDeg);
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
                        _pitchDeg = reader.Double();
                        break;
                    case 17:
                        _yawDeg = reader.Double();
                        break;
                    case 25:
                        _rollDeg = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
