// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>One reading of one source that is already understood as a feeling, whole or in part.</summary>
    public sealed partial class Evidence : IProtoMessage
    {
        private ProtoText _source;
        private long? _frame;
        private double? _valence;
        private double? _arousal;
        private double? _dominance;
        private double? _reliability;

        /// <summary>Who says so, such as "face" or "questionnaire"; 1 to 64 characters.</summary>
        public string Source
        {
            get => _source.Value;
            set => _source.Value = value;
        }

        /// <summary>Session frame (48 kHz) at which it was true; where absent, when it arrives.</summary>
        public long? Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>Displeasure -1 to +1 pleasure; absent where the source cannot tell.</summary>
        public double? Valence
        {
            get => _valence;
            set => _valence = value;
        }

        /// <summary>Calm 0 to 1 excited; absent where the source cannot tell.</summary>
        public double? Arousal
        {
            get => _arousal;
            set => _arousal = value;
        }

        /// <summary>Submissive -1 to +1 assertive; absent where the source cannot tell.</summary>
        public double? Dominance
        {
            get => _dominance;
            set => _dominance = value;
        }

        /// <summary>How far to trust it, above 0 to 1; absent is 1. The noise variance is divided by it.</summary>
        public double? Reliability
        {
            get => _reliability;
            set => _reliability = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _source.Clear();
            _frame = null;
            _valence = null;
            _arousal = null;
            _dominance = null;
            _reliability = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Evidence other)
        {
            Clear();
            _source.CopyFrom(other._source);
            _frame = other._frame;
            _valence = other._valence;
            _arousal = other._arousal;
            _dominance = other._dominance;
            _reliability = other._reliability;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_reliability.HasValue)
            {
                writer.Double(49, _reliability.Value);
            }
            if (_dominance.HasValue)
            {
                writer.Double(41, _dominance.Value);
            }
            if (_arousal.HasValue)
            {
                writer.Double(33, _arousal.Value);
            }
            if (_valence.HasValue)
            {
                writer.Double(25, _valence.Value);
            }
            if (_frame.HasValue)
            {
                writer.Integer(16, (long)_frame.Value);
            }
            if (!_source.IsEmpty)
            {
                _source.Write(writer, 10);
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
                        _source.Read(reader);
                        break;
                    case 16:
                        _frame = unchecked((long)reader.Varint());
                        break;
                    case 25:
                        _valence = reader.Double();
                        break;
                    case 33:
                        _arousal = reader.Double();
                        break;
                    case 41:
                        _dominance = reader.Double();
                        break;
                    case 49:
                        _reliability = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
