// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>One session as a page shows it.</summary>
    public sealed partial class SessionView : IProtoMessage
    {
        private SessionStatus? _status;
        private bool _hasStatus;
        private Affect? _affect;
        private bool _hasAffect;
        private Intent? _intent;
        private bool _hasIntent;
        private Meters? _meters;
        private bool _hasMeters;

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

        /// <summary>
        /// The feeling as it was last told; absent before that, and where all sessions are watched. Null where it is
        /// absent.
        /// </summary>
        public Affect? Affect => _hasAffect ? _affect : null;

        /// <summary>Makes Affect present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Affect MakeAffect()
        {
            _hasAffect = true;
            _affect ??= new Affect();
            _affect.Clear();
            return _affect;
        }

        /// <summary>The intent as it was last told; absent likewise. Null where it is absent.</summary>
        public Intent? Intent => _hasIntent ? _intent : null;

        /// <summary>Makes Intent present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Intent MakeIntent()
        {
            _hasIntent = true;
            _intent ??= new Intent();
            _intent.Clear();
            return _intent;
        }

        /// <summary>
        /// Levels of the newest block; absent where all sessions are watched. Null where it is absent.
        /// </summary>
        public Meters? Meters => _hasMeters ? _meters : null;

        /// <summary>Makes Meters present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Meters MakeMeters()
        {
            _hasMeters = true;
            _meters ??= new Meters();
            _meters.Clear();
            return _meters;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasStatus = false;
            _hasAffect = false;
            _hasIntent = false;
            _hasMeters = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(SessionView other)
        {
            Clear();
            if (other.Status != null)
            {
                MakeStatus().CopyFrom(other.Status);
            }
            if (other.Affect != null)
            {
                MakeAffect().CopyFrom(other.Affect);
            }
            if (other.Intent != null)
            {
                MakeIntent().CopyFrom(other.Intent);
            }
            if (other.Meters != null)
            {
                MakeMeters().CopyFrom(other.Meters);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasMeters)
            {
                writer.Message(34, _meters!);
            }
            if (_hasIntent)
            {
                writer.Message(26, _intent!);
            }
            if (_hasAffect)
            {
                writer.Message(18, _affect!);
            }
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
                    case 18:
                        reader.Message(Affect ?? MakeAffect());
                        break;
                    case 26:
                        reader.Message(Intent ?? MakeIntent());
                        break;
                    case 34:
                        reader.Message(Meters ?? MakeMeters());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
