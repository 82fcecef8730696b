// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a session from a snapshot.</summary>
    public sealed partial class RestoreSessionRequest : IProtoMessage
    {
        private ProtoText _session;
        private ProtoText _snapshot;

        /// <summary>The name of the new session, 1 to 64 characters.</summary>
        public string Session
        {
            get => _session.Value;
            set => _session.Value = value;
        }

        /// <summary>The text that SaveSession or Saved gave.</summary>
        public string Snapshot
        {
            get => _snapshot.Value;
            set => _snapshot.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _session.Clear();
            _snapshot.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(RestoreSessionRequest other)
        {
            Clear();
            _session.CopyFrom(other._session);
            _snapshot.CopyFrom(other._snapshot);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_snapshot.IsEmpty)
            {
                _snapshot.Write(writer, 18);
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
                        _snapshot.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
