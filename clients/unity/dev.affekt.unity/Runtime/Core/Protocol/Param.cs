// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Pins a parameter, or frees it where no value is given.</summary>
    public sealed partial class Param : IProtoMessage
    {
        private ProtoText _name;
        private double _number;
        private ProtoText _word;

        /// <summary>Which of them is there: What it is pinned to; none frees it.</summary>
        public enum ValueKind
        {
            /// <summary>None.</summary>
            None = 0,

            /// <summary>A number: tempo 20 to 300, energy and density 0 to 1, a layer's gain -96 to 12 dB.</summary>
            Number = 2,

            /// <summary>
            /// A word: a key such as Bb, a mode such as dorian; for tempo and key also "recorded": as each section's
            /// recordings are.
            /// </summary>
            Word = 3,
        }

        /// <summary>What it is pinned to; none frees it. None where nothing is set.</summary>
        public ValueKind Value { get; private set; }

        /// <summary>
        /// tempo, key, mode, energy, density, layer:NAME, or one that the set declares; 1 to 64 characters.
        /// </summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>A number: tempo 20 to 300, energy and density 0 to 1, a layer's gain -96 to 12 dB.</summary>
        public double Number
        {
            get => Value == ValueKind.Number ? _number : default;
            set
            {
                Value = ValueKind.Number;
                _number = value;
            }
        }

        /// <summary>
        /// A word: a key such as Bb, a mode such as dorian; for tempo and key also "recorded": as each section's
        /// recordings are.
        /// </summary>
        public string Word
        {
            get => Value == ValueKind.Word ? _word.Value : "";
            set
            {
                Value = ValueKind.Word;
                _word.Value = value;
            }
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Value = ValueKind.None;
            _name.Clear();
            _number = default;
            _word.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Param other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _number = other._number;
            _word.CopyFrom(other._word);
            Value = other.Value;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (Value == ValueKind.Word)
            {
                _word.Write(writer, 26);
            }
            if (Value == ValueKind.Number)
            {
                writer.Double(17, _number);
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
                        Value = ValueKind.Number;
                        _number = reader.Double();
                        break;
                    case 26:
                        Value = ValueKind.Word;
                        _word.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
