// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Another section, or the same one again, takes over.</summary>
    public sealed partial class SectionAct : IProtoMessage
    {
        private ProtoText _section;
        private FromTime _fromTime;
        private ToTime _toTime;
        private Fade _fade;
        private double _fadeBeats;
        private long _targetTick;
        private ProtoText _rule;
        private double _bpm;

        /// <summary>The section's name in the set.</summary>
        public string Section
        {
            get => _section.Value;
            set => _section.Value = value;
        }

        /// <summary>When the old one is left.</summary>
        public FromTime FromTime
        {
            get => _fromTime;
            set => _fromTime = value;
        }

        /// <summary>Where the new one is entered.</summary>
        public ToTime ToTime
        {
            get => _toTime;
            set => _toTime = value;
        }

        /// <summary>How they meet.</summary>
        public Fade Fade
        {
            get => _fade;
            set => _fade = value;
        }

        /// <summary>Length of the fade in beats.</summary>
        public double FadeBeats
        {
            get => _fadeBeats;
            set => _fadeBeats = value;
        }

        /// <summary>Position in the new section's body where it begins, in ticks; negative in a pick-up.</summary>
        public long TargetTick
        {
            get => _targetTick;
            set => _targetTick = value;
        }

        /// <summary>The transition rule that won.</summary>
        public string Rule
        {
            get => _rule.Value;
            set => _rule.Value = value;
        }

        /// <summary>The tempo at which it begins, in quarter notes a minute; 0 is its own.</summary>
        public double Bpm
        {
            get => _bpm;
            set => _bpm = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _section.Clear();
            _fromTime = default;
            _toTime = default;
            _fade = default;
            _fadeBeats = default;
            _targetTick = default;
            _rule.Clear();
            _bpm = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(SectionAct other)
        {
            Clear();
            _section.CopyFrom(other._section);
            _fromTime = other._fromTime;
            _toTime = other._toTime;
            _fade = other._fade;
            _fadeBeats = other._fadeBeats;
            _targetTick = other._targetTick;
            _rule.CopyFrom(other._rule);
            _bpm = other._bpm;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_bpm) != 0)
            {
                writer.Double(65, _bpm);
            }
            if (!_rule.IsEmpty)
            {
                _rule.Write(writer, 58);
            }
            if (_targetTick != 0)
            {
                writer.Integer(48, (long)_targetTick);
            }
            if (System.BitConverter.DoubleToInt64Bits(_fadeBeats) != 0)
            {
                writer.Double(41, _fadeBeats);
            }
            if (_fade != 0)
            {
                writer.Integer(32, (long)_fade);
            }
            if (_toTime != 0)
            {
                writer.Integer(24, (long)_toTime);
            }
            if (_fromTime != 0)
            {
                writer.Integer(16, (long)_fromTime);
            }
            if (!_section.IsEmpty)
            {
                _section.Write(writer, 10);
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
                        _section.Read(reader);
                        break;
                    case 16:
                        _fromTime = (FromTime)unchecked((int)reader.Varint());
                        break;
                    case 24:
                        _toTime = (ToTime)unchecked((int)reader.Varint());
                        break;
                    case 32:
                        _fade = (Fade)unchecked((int)reader.Varint());
                        break;
                    case 41:
                        _fadeBeats = reader.Double();
                        break;
                    case 48:
                        _targetTick = unchecked((long)reader.Varint());
                        break;
                    case 58:
                        _rule.Read(reader);
                        break;
                    case 65:
                        _bpm = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
