// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>What is held in a session, and what is decided but not sounding yet.</summary>
    public sealed partial class Outlook : IProtoMessage
    {
        private readonly ProtoList<Param> _pins = new ProtoList<Param>();
        private ComingSection? _coming;
        private bool _hasComing;
        private long _committedTo;
        private ProtoText _setSha256;
        private bool _setComing;
        private bool _recorded;

        /// <summary>
        /// The parameters that a client holds, each with its value, in the order in which they were pinned.
        /// </summary>
        public ProtoList<Param> Pins => _pins;

        /// <summary>
        /// The change of section that waits for its place; absent where none does. Null where it is absent.
        /// </summary>
        public ComingSection? Coming => _hasComing ? _coming : null;

        /// <summary>Makes Coming present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public ComingSection MakeComing()
        {
            _hasComing = true;
            _coming ??= new ComingSection();
            _coming.Clear();
            return _coming;
        }

        /// <summary>Everything on the grid before this frame is committed.</summary>
        public long CommittedTo
        {
            get => _committedTo;
            set => _committedTo = value;
        }

        /// <summary>SHA-256 of the set that plays; another one once the session went over to an edited set.</summary>
        public string SetSha256
        {
            get => _setSha256.Value;
            set => _setSha256.Value = value;
        }

        /// <summary>The set was edited, and the session goes over to it as soon as the music lets it.</summary>
        public bool SetComing
        {
            get => _setComing;
            set => _setComing = value;
        }

        /// <summary>The session's inputs are recorded.</summary>
        public bool Recorded
        {
            get => _recorded;
            set => _recorded = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _pins.Clear();
            _hasComing = false;
            _committedTo = default;
            _setSha256.Clear();
            _setComing = default;
            _recorded = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Outlook other)
        {
            Clear();
            for (int n = 0; n < other._pins.Count; n++)
            {
                _pins.Add().CopyFrom(other._pins[n]);
            }
            if (other.Coming != null)
            {
                MakeComing().CopyFrom(other.Coming);
            }
            _committedTo = other._committedTo;
            _setSha256.CopyFrom(other._setSha256);
            _setComing = other._setComing;
            _recorded = other._recorded;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_recorded)
            {
                writer.Boolean(48, _recorded);
            }
            if (_setComing)
            {
                writer.Boolean(40, _setComing);
            }
            if (!_setSha256.IsEmpty)
            {
                _setSha256.Write(writer, 34);
            }
            if (_committedTo != 0)
            {
                writer.Integer(24, (long)_committedTo);
            }
            if (_hasComing)
            {
                writer.Message(18, _coming!);
            }
            _pins.Write(writer, 10);
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
                        _pins.Read(reader);
                        break;
                    case 18:
                        reader.Message(Coming ?? MakeComing());
                        break;
                    case 24:
                        _committedTo = unchecked((long)reader.Varint());
                        break;
                    case 34:
                        _setSha256.Read(reader);
                        break;
                    case 40:
                        _setComing = reader.Boolean();
                        break;
                    case 48:
                        _recorded = reader.Boolean();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
