// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a session.</summary>
    public sealed partial class OpenSessionRequest : IProtoMessage
    {
        private Opening? _opening;
        private bool _hasOpening;
        private ProtoText _token;

        /// <summary>What it is made of. Null where it is absent.</summary>
        public Opening? Opening => _hasOpening ? _opening : null;

        /// <summary>Makes Opening present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Opening MakeOpening()
        {
            _hasOpening = true;
            _opening ??= new Opening();
            _opening.Clear();
            return _opening;
        }

        /// <summary>The token of an existing session of this name; empty for a new one.</summary>
        public string Token
        {
            get => _token.Value;
            set => _token.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasOpening = false;
            _token.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(OpenSessionRequest other)
        {
            Clear();
            if (other.Opening != null)
            {
                MakeOpening().CopyFrom(other.Opening);
            }
            _token.CopyFrom(other._token);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_token.IsEmpty)
            {
                _token.Write(writer, 18);
            }
            if (_hasOpening)
            {
                writer.Message(10, _opening!);
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
                        reader.Message(Opening ?? MakeOpening());
                        break;
                    case 18:
                        _token.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
