// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Where the session is.</summary>
    public sealed partial class GetSessionResponse : IProtoMessage
    {
        private SessionStatus? _status;
        private bool _hasStatus;

        /// <summary>Its place in the music. Null where it is absent.</summary>
        public SessionStatus? Status => _hasStatus ? _status : null;

        /// <summary>Makes Status present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public SessionStatus MakeStatus()
        {
            _hasStatus = true;
            _status ??= new SessionStatus();
            _status.Clear();
            return _status;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasStatus = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GetSessionResponse other)
        {
            Clear();
            if (other.Status != null)
            {
                MakeStatus().CopyFrom(other.Status);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasStatus)
            {
                writer.Message(10, _status!);
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
                        reader.Message(Status ?? MakeStatus());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
