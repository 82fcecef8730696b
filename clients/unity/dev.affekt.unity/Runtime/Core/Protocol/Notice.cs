// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Something the client should know: a warning, or the refusal of something it said.</summary>
    public sealed partial class Notice : IProtoMessage
    {
        private ErrorReason _reason;
        private ProtoText _text;
        private ProtoText _about;
        private ulong _clientSeq;

        /// <summary>Why, for a program.</summary>
        public ErrorReason Reason
        {
            get => _reason;
            set => _reason = value;
        }

        /// <summary>What to do next, in one sentence for a person.</summary>
        public string Text
        {
            get => _text.Value;
            set => _text.Value = value;
        }

        /// <summary>What it is about, such as "event:exlpore"; may be empty.</summary>
        public string About
        {
            get => _about.Value;
            set => _about.Value = value;
        }

        /// <summary>The client_seq of the message that it answers, or 0.</summary>
        public ulong ClientSeq
        {
            get => _clientSeq;
            set => _clientSeq = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _reason = default;
            _text.Clear();
            _about.Clear();
            _clientSeq = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Notice other)
        {
            Clear();
            _reason = other._reason;
            _text.CopyFrom(other._text);
            _about.CopyFrom(other._about);
            _clientSeq = other._clientSeq;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_clientSeq != 0)
            {
                writer.Integer(32, (ulong)_clientSeq);
            }
            if (!_about.IsEmpty)
            {
                _about.Write(writer, 26);
            }
            if (!_text.IsEmpty)
            {
                _text.Write(writer, 18);
            }
            if (_reason != 0)
            {
                writer.Integer(8, (long)_reason);
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
                    case 8:
                        _reason = (ErrorReason)unchecked((int)reader.Varint());
                        break;
                    case 18:
                        _text.Read(reader);
                        break;
                    case 26:
                        _about.Read(reader);
                        break;
                    case 32:
                        _clientSeq = unchecked((ulong)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
