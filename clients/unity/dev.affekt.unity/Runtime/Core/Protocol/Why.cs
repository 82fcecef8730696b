// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Why an event was decided.</summary>
    public sealed partial class Why : IProtoMessage
    {
        private ProtoText _rule;
        private ulong _causeSeq;
        private ProtoText _text;

        /// <summary>The rule's stable name, such as "layer.curve" or "transition:exploration&gt;combat".</summary>
        public string Rule
        {
            get => _rule.Value;
            set => _rule.Value = value;
        }

        /// <summary>The sequence number of the input that caused it, or 0.</summary>
        public ulong CauseSeq
        {
            get => _causeSeq;
            set => _causeSeq = value;
        }

        /// <summary>A sentence for a person; may be empty.</summary>
        public string Text
        {
            get => _text.Value;
            set => _text.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _rule.Clear();
            _causeSeq = default;
            _text.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Why other)
        {
            Clear();
            _rule.CopyFrom(other._rule);
            _causeSeq = other._causeSeq;
            _text.CopyFrom(other._text);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_text.IsEmpty)
            {
                _text.Write(writer, 26);
            }
            if (_causeSeq != 0)
            {
                writer.Integer(16, (ulong)_causeSeq);
            }
            if (!_rule.IsEmpty)
            {
                _rule.Write(writer, 10);
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
                        _rule.Read(reader);
                        break;
                    case 16:
                        _causeSeq = unchecked((ulong)reader.Varint());
                        break;
                    case 26:
                        _text.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
