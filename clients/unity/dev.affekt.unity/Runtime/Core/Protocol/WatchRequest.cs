// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks to watch.</summary>
    public sealed partial class WatchRequest : IProtoMessage
    {
        private ProtoText _session;
        private ProtoText _token;
        private uint _periodMs;

        /// <summary>The session's name; empty watches the places of all sessions, without feelings.</summary>
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

        /// <summary>Milliseconds from view to view, 50 to 10000; 0 is 250.</summary>
        public uint PeriodMs
        {
            get => _periodMs;
            set => _periodMs = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _session.Clear();
            _token.Clear();
            _periodMs = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(WatchRequest other)
        {
            Clear();
            _session.CopyFrom(other._session);
            _token.CopyFrom(other._token);
            _periodMs = other._periodMs;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_periodMs != 0)
            {
                writer.Integer(24, (ulong)_periodMs);
            }
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
                    case 24:
                        _periodMs = unchecked((uint)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
