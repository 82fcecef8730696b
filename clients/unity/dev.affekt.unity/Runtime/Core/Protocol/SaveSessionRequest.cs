// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a snapshot.</summary>
    public sealed partial class SaveSessionRequest : IProtoMessage
    {
        private ProtoText _session;
        private ProtoText _token;

        /// <summary>The session's name.</summary>
        public string Session
        {
            get => _session.Value;
            set => _session.Value = value;
        }

        /// <summary>Its token.</summary>
        public string Token
        {
            get => _token.Value;
            set => _token.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _session.Clear();
            _token.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(SaveSessionRequest other)
        {
            Clear();
            _session.CopyFrom(other._session);
            _token.CopyFrom(other._token);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_token.IsEmpty)
            {
                _token.Write(writer, 18);
            }
            if (!_session.IsEmpty)
            {
                _session.Write(writer, 10);
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
                        _session.Read(reader);
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
