// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A generated note.</summary>
    public sealed partial class NoteAct : IProtoMessage
    {
        private ProtoText _voice;
        private uint _pitch;
        private uint _velocity;
        private double _beats;

        /// <summary>The voice's name in the set.</summary>
        public string Voice
        {
            get => _voice.Value;
            set => _voice.Value = value;
        }

        /// <summary>MIDI note number, 0 to 127; 60 is middle C.</summary>
        public uint Pitch
        {
            get => _pitch;
            set => _pitch = value;
        }

        /// <summary>MIDI velocity, 1 to 127.</summary>
        public uint Velocity
        {
            get => _velocity;
            set => _velocity = value;
        }

        /// <summary>Sounding length in beats of the metre's denominator.</summary>
        public double Beats
        {
            get => _beats;
            set => _beats = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _voice.Clear();
            _pitch = default;
            _velocity = default;
            _beats = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(NoteAct other)
        {
            Clear();
            _voice.CopyFrom(other._voice);
            _pitch = other._pitch;
            _velocity = other._velocity;
            _beats = other._beats;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_beats) != 0)
            {
                writer.Double(33, _beats);
            }
            if (_velocity != 0)
            {
                writer.Integer(24, (ulong)_velocity);
            }
            if (_pitch != 0)
            {
                writer.Integer(16, (ulong)_pitch);
            }
            if (!_voice.IsEmpty)
            {
                _voice.Write(writer, 10);
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
                        _voice.Read(reader);
                        break;
                    case 16:
                        _pitch = unchecked((uint)reader.Varint());
                        break;
                    case 24:
                        _velocity = unchecked((uint)reader.Varint());
                        break;
                    case 33:
                        _beats = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
