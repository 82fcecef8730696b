// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>
    /// A change of section that is decided and not committed: another request may still take its place.
    /// </summary>
    public sealed partial class ComingSection : IProtoMessage
    {
        private ProtoText _section;
        private long _frame;
        private FromTime _fromTime;
        private ToTime _toTime;
        private Fade _fade;
        private double _fadeBeats;
        private Why? _why;
        private bool _hasWhy;

        /// <summary>The section that is to be entered first.</summary>
        public string Section
        {
            get => _section.Value;
            set => _section.Value = value;
        }

        /// <summary>Session frame (48 kHz) at which it is to sound, as the tempo is now.</summary>
        public long Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>When the sounding section is left.</summary>
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

        /// <summary>The rule that decided it, and why. Null where it is absent.</summary>
        public Why? Why => _hasWhy ? _why : null;

        /// <summary>Makes Why present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Why MakeWhy()
        {
            _hasWhy = true;
            _why ??= new Why();
            _why.Clear();
            return _why;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _section.Clear();
            _frame = default;
            _fromTime = default;
            _toTime = default;
            _fade = default;
            _fadeBeats = default;
            _hasWhy = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ComingSection other)
        {
            Clear();
            _section.CopyFrom(other._section);
            _frame = other._frame;
            _fromTime = other._fromTime;
            _toTime = other._toTime;
            _fade = other._fade;
            _fadeBeats = other._fadeBeats;
            if (other.Why != null)
            {
                MakeWhy().CopyFrom(other.Why);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasWhy)
            {
                writer.Message(58, _why!);
            }
            if (System.BitConverter.DoubleToInt64Bits(_fadeBeats) != 0)
            {
                writer.Double(49, _fadeBeats);
            }
            if (_fade != 0)
            {
                writer.Integer(40, (long)_fade);
            }
            if (_toTime != 0)
            {
                writer.Integer(32, (long)_toTime);
            }
            if (_fromTime != 0)
            {
                writer.Integer(24, (long)_fromTime);
            }
            if (_frame != 0)
            {
                writer.Integer(16, (long)_frame);
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
                        _frame = unchecked((long)reader.Varint());
                        break;
                    case 24:
                        _fromTime = (FromTime)unchecked((int)reader.Varint());
                        break;
                    case 32:
                        _toTime = (ToTime)unchecked((int)reader.Varint());
                        break;
                    case 40:
                        _fade = (Fade)unchecked((int)reader.Varint());
                        break;
                    case 49:
                        _fadeBeats = reader.Double();
                        break;
                    case 58:
                        reader.Message(Why ?? MakeWhy());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
