// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The session that was restored.</summary>
    public sealed partial class RestoreSessionResponse : IProtoMessage
    {
        private OpenedSession? _session;
        private bool _hasSession;

        /// <summary>The session and its token. Null where it is absent.</summary>
        public OpenedSession? Session => _hasSession ? _session : null;

        /// <summary>Makes Session present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public OpenedSession MakeSession()
        {
            _hasSession = true;
            _session ??= new OpenedSession();
            _session.Clear();
            return _session;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasSession = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(RestoreSessionResponse other)
        {
            Clear();
            if (other.Session != null)
            {
                MakeSession().CopyFrom(other.Session);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasSession)
            {
                writer.Message(10, _session!);
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
                        reader.Message(Session ?? MakeSession());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
