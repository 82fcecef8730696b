// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>How a controller or a phone is moved.</summary>
    public sealed partial class ControllerMotion : IProtoMessage
    {
        private ProtoText _hand;
        private double _speed;
        private double _acceleration;
        private double _turning;

        /// <summary>Which one, such as "left"; may be empty.</summary>
        public string Hand
        {
            get => _hand.Value;
            set => _hand.Value = value;
        }

        /// <summary>Speed in metres a second, 0 or more.</summary>
        public double Speed
        {
            get => _speed;
            set => _speed = value;
        }

        /// <summary>Acceleration without gravity in metres a second squared, 0 or more.</summary>
        public double Acceleration
        {
            get => _acceleration;
            set => _acceleration = value;
        }

        /// <summary>Turning in degrees a second, 0 or more.</summary>
        public double Turning
        {
            get => _turning;
            set => _turning = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hand.Clear();
            _speed = default;
            _acceleration = default;
            _turning = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ControllerMotion other)
        {
            Clear();
            _hand.CopyFrom(other._hand);
            _speed = other._speed;
            _acceleration = other._acceleration;
            _turning = other._turning;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_turning) != 0)
            {
                writer.Double(33, _turning);
            }
            if (System.BitConverter.DoubleToInt64Bits(_acceleration) != 0)
            {
                writer.Double(25, _acceleration);
            }
            if (System.BitConverter.DoubleToInt64Bits(_speed) != 0)
            {
                writer.Double(17, _speed);
            }
            if (!_hand.IsEmpty)
            {
                _hand.Write(writer, 10);
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
                        _hand.Read(reader);
                        break;
                    case 17:
                        _speed = reader.Double();
                        break;
                    case 25:
                        _acceleration = reader.Double();
                        break;
                    case 33:
                        _turning = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
