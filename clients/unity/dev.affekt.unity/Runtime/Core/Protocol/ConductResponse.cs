// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Something the server answers.</summary>
    public sealed partial class ConductResponse : IProtoMessage
    {
        private ulong _seq;
        private long _frame;
        private Welcome? _welcome;
        private ScoreEvent? _event;
        private Notice? _notice;
        private Saved? _saved;
        private Snapshot? _snapshot;
        private Ended? _ended;
        private Pong? _pong;

        /// <summary>Which of them is there: What is answered.</summary>
        public enum ItemKind
        {
            /// <summary>None.</summary>
            None = 0,

            /// <summary>First of all: the session.</summary>
            Welcome = 3,

            /// <summary>A decision.</summary>
            Event = 4,

            /// <summary>A warning, or a refusal of something that was said.</summary>
            Notice = 5,

            /// <summary>A snapshot that was asked for.</summary>
            Saved = 6,

            /// <summary>Where to go on after more was missed than is kept.</summary>
            Snapshot = 7,

            /// <summary>The session is over; nothing follows.</summary>
            Ended = 8,

            /// <summary>The server's time.</summary>
            Pong = 9,
        }

        /// <summary>What is answered. None where nothing is set.</summary>
        public ItemKind Item { get; private set; }

        /// <summary>
        /// Counts the session's replies from 1, the same for every subscriber; 0 for what is told to this stream
        /// alone.
        /// </summary>
        public ulong Seq
        {
            get => _seq;
            set => _seq = value;
        }

        /// <summary>Session frame (48 kHz) at which it was sent.</summary>
        public long Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>First of all: the session. Null where it is absent.</summary>
        public Welcome? Welcome => Item == ItemKind.Welcome ? _welcome : null;

        /// <summary>Makes Welcome present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Welcome MakeWelcome()
        {
            Item = ItemKind.Welcome;
            _welcome ??= new Welcome();
            _welcome.Clear();
            return _welcome;
        }

        /// <summary>A decision. Null where it is absent.</summary>
        public ScoreEvent? Event => Item == ItemKind.Event ? _event : null;

        /// <summary>Makes Event present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public ScoreEvent MakeEvent()
        {
            Item = ItemKind.Event;
            _event ??= new ScoreEvent();
            _event.Clear();
            return _event;
        }

        /// <summary>A warning, or a refusal of something that was said. Null where it is absent.</summary>
        public Notice? Notice => Item == ItemKind.Notice ? _notice : null;

        /// <summary>Makes Notice present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Notice MakeNotice()
        {
            Item = ItemKind.Notice;
            _notice ??= new Notice();
            _notice.Clear();
            return _notice;
        }

        /// <summary>A snapshot that was asked for. Null where it is absent.</summary>
        public Saved? Saved => Item == ItemKind.Saved ? _saved : null;

        /// <summary>Makes Saved present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Saved MakeSaved()
        {
            Item = ItemKind.Saved;
            _saved ??= new Saved();
            _saved.Clear();
            return _saved;
        }

        /// <summary>Where to go on after more was missed than is kept. Null where it is absent.</summary>
        public Snapshot? Snapshot => Item == ItemKind.Snapshot ? _snapshot : null;

        /// <summary>Makes Snapshot present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Snapshot MakeSnapshot()
        {
            Item = ItemKind.Snapshot;
            _snapshot ??= new Snapshot();
            _snapshot.Clear();
            return _snapshot;
        }

        /// <summary>The session is over; nothing follows. Null where it is absent.</summary>
        public Ended? Ended => Item == ItemKind.Ended ? _ended : null;

        /// <summary>Makes Ended present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Ended MakeEnded()
        {
            Item = ItemKind.Ended;
            _ended ??= new Ended();
            _ended.Clear();
            return _ended;
        }

        /// <summary>The server's time. Null where it is absent.</summary>
        public Pong? Pong => Item == ItemKind.Pong ? _pong : null;

        /// <summary>Makes Pong present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Pong MakePong()
        {
            Item = ItemKind.Pong;
            _pong ??= new Pong();
            _pong.Clear();
            return _pong;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Item = ItemKind.None;
            _seq = default;
            _frame = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ConductResponse other)
        {
            Clear();
            _seq = other._seq;
            _frame = other._frame;
            if (other.Welcome != null)
            {
                MakeWelcome().CopyFrom(other.Welcome);
            }
            if (other.Event != null)
            {
                MakeEvent().CopyFrom(other.Event);
            }
            if (other.Notice != null)
            {
                MakeNotice().CopyFrom(other.Notice);
            }
            if (other.Saved != null)
            {
                MakeSaved().CopyFrom(other.Saved);
            }
            if (other.Snapshot != null)
            {
                MakeSnapshot().CopyFrom(other.Snapshot);
            }
            if (other.Ended != null)
            {
                MakeEnded().CopyFrom(other.Ended);
            }
            if (other.Pong != null)
            {
                MakePong().CopyFrom(other.Pong);
            }
            Item = other.Item;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (Item == ItemKind.Pong)
            {
                writer.Message(74, _pong!);
            }
            if (Item == ItemKind.Ended)
            {
                writer.Message(66, _ended!);
            }
            if (Item == ItemKind.Snapshot)
            {
                writer.Message(58, _snapshot!);
            }
            if (Item == ItemKind.Saved)
            {
                writer.Message(50, _saved!);
            }
            if (Item == ItemKind.Notice)
            {
                writer.Message(42, _notice!);
            }
            if (Item == ItemKind.Event)
            {
                writer.Message(34, _event!);
            }
            if (Item == ItemKind.Welcome)
            {
                writer.Message(26, _welcome!);
            }
            if (_frame != 0)
            {
                writer.Integer(16, (long)_frame);
            }
            if (_seq != 0)
            {
                writer.Integer(8, (ulong)_seq);
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
                        _seq = unchecked((ulong)reader.Varint());
                        break;
                    case 16:
                        _frame = unchecked((long)reader.Varint());
                        break;
                    case 26:
                        reader.Message(Welcome ?? MakeWelcome());
                        break;
                    case 34:
                        reader.Message(Event ?? MakeEvent());
                        break;
                    case 42:
                        reader.Message(Notice ?? MakeNotice());
                        break;
                    case 50:
                        reader.Message(Saved ?? MakeSaved());
                        break;
                    case 58:
                        reader.Message(Snapshot ?? MakeSnapshot());
                        break;
                    case 66:
                        reader.Message(Ended ?? MakeEnded());
                        break;
                    case 74:
                        reader.Message(Pong ?? MakePong());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
