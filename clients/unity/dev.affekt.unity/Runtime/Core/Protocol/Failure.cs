// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A refusal on a wire that has no status of its own (WebSocket). It ends what it is about.</summary>
    public sealed partial class Failure : IProtoMessage
    {
        private ErrorReason _reason;
        private ProtoText _text;
        private ProtoText _about;

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

        /// <summary>What it is about, such as "listen" or "session:arena"; may be empty.</summary>
        public string About
        {
            get => _about.Value;
            set => _about.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _reason = default;
            _text.Clear();
            _about.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Failure other)
        {
            Clear();
            _reason = other._reason;
            _text.CopyFrom(other._text);
            _about.CopyFrom(other._about);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
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
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
