// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>An effect's parameter moves.</summary>
    public sealed partial class EffectAct : IProtoMessage
    {
        private ProtoText _name;
        private double _value;
        private double _fadeBeats;

        /// <summary>"lowpass" or "highpass" in Hz, or another effect of the set.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>Where it goes.</summary>
        public double Value
        {
            get => _value;
            set => _value = value;
        }

        /// <summary>Length of the move in beats; 0 is at once.</summary>
        public double FadeBeats
        {
            get => _fadeBeats;
            set => _fadeBeats = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _value = default;
            _fadeBeats = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(EffectAct other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _value = other._value;
            _fadeBeats = other._fadeBeats;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_fadeBeats) != 0)
            {
                writer.Double(25, _fadeBeats);
            }
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
                    case 25:
                        _fadeBeats = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
