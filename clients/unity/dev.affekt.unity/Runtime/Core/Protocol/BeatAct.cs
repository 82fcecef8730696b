// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A beat of the bar.</summary>
    public sealed partial class BeatAct : IProtoMessage
    {
        private double _bpm;
        private uint _numerator;
        private uint _denominator;

        /// <summary>The sounding tempo in quarter notes a minute.</summary>
        public double Bpm
        {
            get => _bpm;
            set => _bpm = value;
        }

        /// <summary>Beats a bar, 1 to 32.</summary>
        public uint Numerator
        {
            get => _numerator;
            set => _numerator = value;
        }

        /// <summary>The note value of one beat: 1, 2, 4, 8 or 16.</summary>
        public uint Denominator
        {
            get => _denominator;
            set => _denominator = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _bpm = default;
            _numerator = default;
            _denominator = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(BeatAct other)
        {
            Clear();
            _bpm = other._bpm;
            _numerator = other._numerator;
            _denominator = other._denominator;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_denominator != 0)
            {
                writer.Integer(24, (ulong)_denominator);
            }
            if (_numerator != 0)
            {
                writer.Integer(16, (ulong)_numerator);
            }
            if (System.BitConverter.DoubleToInt64Bits(_bpm) != 0)
            {
                writer.Double(9, _bpm);
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
                        _bpm = reader.Double();
                        break;
                    case 16:
                        _numerator = unchecked((uint)reader.Varint());
                        break;
                    case 24:
                        _denominator = unchecked((uint)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
