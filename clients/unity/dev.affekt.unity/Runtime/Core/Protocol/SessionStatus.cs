// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Where a session is.</summary>
    public sealed partial class SessionStatus : IProtoMessage
    {
        private ProtoText _name;
        private uint _id;
        private ProtoText _set;
        private long _frame;
        private ProtoText _section;
        private uint _bar;
        private double _beat;
        private double _tempo;
        private ProtoText _key;
        private ProtoText _mode;
        private bool _paused;
        private bool _stopped;
        private uint _listeners;
        private uint _subscribers;
        private ulong _dropped;
        private double _renderShare;
        private uint _voices;
        private Outlook? _outlook;
        private bool _hasOutlook;

        /// <summary>The session's name.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>The session's number on this server.</summary>
        public uint Id
        {
            get => _id;
            set => _id = value;
        }

        /// <summary>The set that plays.</summary>
        public string Set
        {
            get => _set.Value;
            set => _set.Value = value;
        }

        /// <summary>The session's frame (48 kHz) now.</summary>
        public long Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>The sounding section; empty where none sounds.</summary>
        public string Section
        {
            get => _section.Value;
            set => _section.Value = value;
        }

        /// <summary>Bar since the session began, from 1.</summary>
        public uint Bar
        {
            get => _bar;
            set => _bar = value;
        }

        /// <summary>Beat within the bar, from 1.</summary>
        public double Beat
        {
            get => _beat;
            set => _beat = value;
        }

        /// <summary>Sounding tempo in quarter notes a minute.</summary>
        public double Tempo
        {
            get => _tempo;
            set => _tempo = value;
        }

        /// <summary>Sounding tonic.</summary>
        public string Key
        {
            get => _key.Value;
            set => _key.Value = value;
        }

        /// <summary>Sounding mode.</summary>
        public string Mode
        {
            get => _mode.Value;
            set => _mode.Value = value;
        }

        /// <summary>The music holds its breath.</summary>
        public bool Paused
        {
            get => _paused;
            set => _paused = value;
        }

        /// <summary>The music has ended.</summary>
        public bool Stopped
        {
            get => _stopped;
            set => _stopped = value;
        }

        /// <summary>Audio streams that listen.</summary>
        public uint Listeners
        {
            get => _listeners;
            set => _listeners = value;
        }

        /// <summary>Conversations and pages that follow the score.</summary>
        public uint Subscribers
        {
            get => _subscribers;
            set => _subscribers = value;
        }

        /// <summary>Replies and audio blocks dropped for slow receivers so far.</summary>
        public ulong Dropped
        {
            get => _dropped;
            set => _dropped = value;
        }

        /// <summary>
        /// Share of one processor core that rendering it takes, 0 to 1; 0 where it is not rendered.
        /// </summary>
        public double RenderShare
        {
            get => _renderShare;
            set => _renderShare = value;
        }

        /// <summary>Voices (layers, stingers, notes) that sound.</summary>
        public uint Voices
        {
            get => _voices;
            set => _voices = value;
        }

        /// <summary>
        /// What is held and what comes; absent where all sessions are watched. Null where it is absent.
        /// </summary>
        public Outlook? Outlook => _hasOutlook ? _outlook : null;

        /// <summary>Makes Outlook present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Outlook MakeOutlook()
        {
            _hasOutlook = true;
            _outlook ??= new Outlook();
            _outlook.Clear();
            return _outlook;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _id = default;
            _set.Clear();
            _frame = default;
            _section.Clear();
            _bar = default;
            _beat = default;
            _tempo = default;
            _key.Clear();
            _mode.Clear();
            _paused = default;
            _stopped = default;
            _listeners = default;
            _subscribers = default;
            _dropped = default;
            _renderShare = default;
            _voices = default;
            _hasOutlook = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(SessionStatus other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _id = other._id;
            _set.CopyFrom(other._set);
            _frame = other._frame;
            _section.CopyFrom(other._section);
            _bar = other._bar;
            _beat = other._beat;
            _tempo = other._tempo;
            _key.CopyFrom(other._key);
            _mode.CopyFrom(other._mode);
            _paused = other._paused;
            _stopped = other._stopped;
            _listeners = other._listeners;
            _subscribers = other._subscribers;
            _dropped = other._dropped;
            _renderShare = other._renderShare;
            _voices = other._voices;
            if (other.Outlook != null)
            {
                MakeOutlook().CopyFrom(other.Outlook);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasOutlook)
            {
                writer.Message(146, _outlook!);
            }
            if (_voices != 0)
            {
                writer.Integer(136, (ulong)_voices);
            }
            if (System.BitConverter.DoubleToInt64Bits(_renderShare) != 0)
            {
                writer.Double(129, _renderShare);
            }
            if (_dropped != 0)
            {
                writer.Integer(120, (ulong)_dropped);
            }
            if (_subscribers != 0)
            {
                writer.Integer(112, (ulong)_subscribers);
            }
            if (_listeners != 0)
            {
                writer.Integer(104, (ulong)_listeners);
            }
            if (_stopped)
            {
                writer.Boolean(96, _stopped);
            }
            if (_paused)
            {
                writer.Boolean(88, _paused);
            }
            if (!_mode.IsEmpty)
            {
                _mode.Write(writer, 82);
            }
            if (!_key.IsEmpty)
            {
                _key.Write(writer, 74);
            }
            if (System.BitConverter.DoubleToInt64Bits(_tempo) != 0)
            {
                writer.Double(65, _tempo);
            }
            if (System.BitConverter.DoubleToInt64Bits(_beat) != 0)
            {
                writer.Double(57, _beat);
            }
            if (_bar != 0)
            {
                writer.Integer(48, (ulong)_bar);
            }
            if (!_section.IsEmpty)
            {
                _section.Write(writer, 42);
            }
            if (_frame != 0)
            {
                writer.Integer(32, (long)_frame);
            }
            if (!_set.IsEmpty)
            {
                _set.Write(writer, 26);
            }
            if (_id != 0)
            {
                writer.Integer(16, (ulong)_id);
            }
            if (!_name.IsEmpty)
            {
                _name.Write(writer, 10);
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
                        _name.Read(reader);
                        break;
                    case 16:
                        _id = unchecked((uint)reader.Varint());
                        break;
                    case 26:
                        _set.Read(reader);
                        break;
                    case 32:
                        _frame = unchecked((long)reader.Varint());
                        break;
                    case 42:
                        _section.Read(reader);
                        break;
                    case 48:
                        _bar = unchecked((uint)reader.Varint());
                        break;
                    case 57:
                        _beat = reader.Double();
                        break;
                    case 65:
                        _tempo = reader.Double();
                        break;
                    case 74:
                        _key.Read(reader);
                        break;
                    case 82:
                        _mode.Read(reader);
                        break;
                    case 88:
                        _paused = reader.Boolean();
                        break;
                    case 96:
                        _stopped = reader.Boolean();
                        break;
                    case 104:
                        _listeners = unchecked((uint)reader.Varint());
                        break;
                    case 112:
                        _subscribers = unchecked((uint)reader.Varint());
                        break;
                    case 120:
                        _dropped = unchecked((ulong)reader.Varint());
                        break;
                    case 129:
                        _renderShare = reader.Double();
                        break;
                    case 136:
                        _voices = unchecked((uint)reader.Varint());
                        break;
                    case 146:
                        reader.Message(Outlook ?? MakeOutlook());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
