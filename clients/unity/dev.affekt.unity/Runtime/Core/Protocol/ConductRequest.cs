// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Something the game says.</summary>
    public sealed partial class ConductRequest : IProtoMessage
    {
        private ulong _clientSeq;
        private double? _atServerSeconds;
        private Hello? _hello;
        private GameEvent? _event;
        private GameState? _state;
        private StateFeeling? _feeling;
        private FreeFeeling? _freeFeeling;
        private Sense? _sense;
        private Cue? _cue;
        private Param? _param;
        private Transport? _transport;
        private Volume? _volume;
        private DuckMusic? _duck;
        private Save? _save;
        private Restore? _restore;
        private Ping? _ping;

        /// <summary>Which of them is there: What is said.</summary>
        public enum SaidKind
        {
            /// <summary>None.</summary>
            None = 0,

            /// <summary>First of all: who is speaking, and about which session.</summary>
            Hello = 3,

            /// <summary>Something happened in the game.</summary>
            Event = 4,

            /// <summary>The game's continuous values.</summary>
            State = 5,

            /// <summary>A feeling stated outright.</summary>
            Feeling = 6,

            /// <summary>A stated feeling ends.</summary>
            FreeFeeling = 7,

            /// <summary>A sensor's reading.</summary>
            Sense = 8,

            /// <summary>Asks for a stinger, a section or a theme.</summary>
            Cue = 9,

            /// <summary>Pins or frees a parameter.</summary>
            Param = 10,

            /// <summary>Pause, resume, stop, mute, unmute.</summary>
            Transport = 11,

            /// <summary>A bus level.</summary>
            Volume = 12,

            /// <summary>Makes room for speech or a menu.</summary>
            Duck = 13,

            /// <summary>Asks for a snapshot.</summary>
            Save = 14,

            /// <summary>Puts a snapshot back.</summary>
            Restore = 15,

            /// <summary>Asks for the server's time.</summary>
            Ping = 16,
        }

        /// <summary>What is said. None where nothing is set.</summary>
        public SaidKind Said { get; private set; }

        /// <summary>The game's own count of its messages; a Notice about this one repeats it. May stay 0.</summary>
        public ulong ClientSeq
        {
            get => _clientSeq;
            set => _clientSeq = value;
        }

        /// <summary>
        /// Server time (seconds since 1970) at which it applies, at most 10 s ahead; where absent, when it arrives.
        /// </summary>
        public double? AtServerSeconds
        {
            get => _atServerSeconds;
            set => _atServerSeconds = value;
        }

        /// <summary>First of all: who is speaking, and about which session. Null where it is absent.</summary>
        public Hello? Hello => Said == SaidKind.Hello ? _hello : null;

        /// <summary>Makes Hello present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Hello MakeHello()
        {
            Said = SaidKind.Hello;
            _hello ??= new Hello();
            _hello.Clear();
            return _hello;
        }

        /// <summary>Something happened in the game. Null where it is absent.</summary>
        public GameEvent? Event => Said == SaidKind.Event ? _event : null;

        /// <summary>Makes Event present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public GameEvent MakeEvent()
        {
            Said = SaidKind.Event;
            _event ??= new GameEvent();
            _event.Clear();
            return _event;
        }

        /// <summary>The game's continuous values. Null where it is absent.</summary>
        public GameState? State => Said == SaidKind.State ? _state : null;

        /// <summary>Makes State present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public GameState MakeState()
        {
            Said = SaidKind.State;
            _state ??= new GameState();
            _state.Clear();
            return _state;
        }

        /// <summary>A feeling stated outright. Null where it is absent.</summary>
        public StateFeeling? Feeling => Said == SaidKind.Feeling ? _feeling : null;

        /// <summary>Makes Feeling present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public StateFeeling MakeFeeling()
        {
            Said = SaidKind.Feeling;
            _feeling ??= new StateFeeling();
            _feeling.Clear();
            return _feeling;
        }

        /// <summary>A stated feeling ends. Null where it is absent.</summary>
        public FreeFeeling? FreeFeeling => Said == SaidKind.FreeFeeling ? _freeFeeling : null;

        /// <summary>Makes FreeFeeling present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public FreeFeeling MakeFreeFeeling()
        {
            Said = SaidKind.FreeFeeling;
            _freeFeeling ??= new FreeFeeling();
            _freeFeeling.Clear();
            return _freeFeeling;
        }

        /// <summary>A sensor's reading. Null where it is absent.</summary>
        public Sense? Sense => Said == SaidKind.Sense ? _sense : null;

        /// <summary>Makes Sense present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Sense MakeSense()
        {
            Said = SaidKind.Sense;
            _sense ??= new Sense();
            _sense.Clear();
            return _sense;
        }

        /// <summary>Asks for a stinger, a section or a theme. Null where it is absent.</summary>
        public Cue? Cue => Said == SaidKind.Cue ? _cue : null;

        /// <summary>Makes Cue present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Cue MakeCue()
        {
            Said = SaidKind.Cue;
            _cue ??= new Cue();
            _cue.Clear();
            return _cue;
        }

        /// <summary>Pins or frees a parameter. Null where it is absent.</summary>
        public Param? Param => Said == SaidKind.Param ? _param : null;

        /// <summary>Makes Param present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Param MakeParam()
        {
            Said = SaidKind.Param;
            _param ??= new Param();
            _param.Clear();
            return _param;
        }

        /// <summary>Pause, resume, stop, mute, unmute. Null where it is absent.</summary>
        public Transport? Transport => Said == SaidKind.Transport ? _transport : null;

        /// <summary>Makes Transport present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Transport MakeTransport()
        {
            Said = SaidKind.Transport;
            _transport ??= new Transport();
            _transport.Clear();
            return _transport;
        }

        /// <summary>A bus level. Null where it is absent.</summary>
        public Volume? Volume => Said == SaidKind.Volume ? _volume : null;

        /// <summary>Makes Volume present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Volume MakeVolume()
        {
            Said = SaidKind.Volume;
            _volume ??= new Volume();
            _volume.Clear();
            return _volume;
        }

        /// <summary>Makes room for speech or a menu. Null where it is absent.</summary>
        public DuckMusic? Duck => Said == SaidKind.Duck ? _duck : null;

        /// <summary>Makes Duck present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public DuckMusic MakeDuck()
        {
            Said = SaidKind.Duck;
            _duck ??= new DuckMusic();
            _duck.Clear();
            return _duck;
        }

        /// <summary>Asks for a snapshot. Null where it is absent.</summary>
        public Save? Save => Said == SaidKind.Save ? _save : null;

        /// <summary>Makes Save present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Save MakeSave()
        {
            Said = SaidKind.Save;
            _save ??= new Save();
            _save.Clear();
            return _save;
        }

        /// <summary>Puts a snapshot back. Null where it is absent.</summary>
        public Restore? Restore => Said == SaidKind.Restore ? _restore : null;

        /// <summary>Makes Restore present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Restore MakeRestore()
        {
            Said = SaidKind.Restore;
            _restore ??= new Restore();
            _restore.Clear();
            return _restore;
        }

        /// <summary>Asks for the server's time. Null where it is absent.</summary>
        public Ping? Ping => Said == SaidKind.Ping ? _ping : null;

        /// <summary>Makes Ping present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Ping MakePing()
        {
            Said = SaidKind.Ping;
            _ping ??= new Ping();
            _ping.Clear();
            return _ping;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Said = SaidKind.None;
            _clientSeq = default;
            _atServerSeconds = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ConductRequest other)
        {
            Clear();
            _clientSeq = other._clientSeq;
            _atServerSeconds = other._atServerSeconds;
            if (other.Hello != null)
            {
                MakeHello().CopyFrom(other.Hello);
            }
            if (other.Event != null)
            {
                MakeEvent().CopyFrom(other.Event);
            }
            if (other.State != null)
            {
                MakeState().CopyFrom(other.State);
            }
            if (other.Feeling != null)
            {
                MakeFeeling().CopyFrom(other.Feeling);
            }
            if (other.FreeFeeling != null)
            {
                MakeFreeFeeling().CopyFrom(other.FreeFeeling);
            }
            if (other.Sense != null)
            {
                MakeSense().CopyFrom(other.Sense);
            }
            if (other.Cue != null)
            {
                MakeCue().CopyFrom(other.Cue);
            }
            if (other.Param != null)
            {
                MakeParam().CopyFrom(other.Param);
            }
            if (other.Transport != null)
            {
                MakeTransport().CopyFrom(other.Transport);
            }
            if (other.Volume != null)
            {
                MakeVolume().CopyFrom(other.Volume);
            }
            if (other.Duck != null)
            {
                MakeDuck().CopyFrom(other.Duck);
            }
            if (other.Save != null)
            {
                MakeSave().CopyFrom(other.Save);
            }
            if (other.Restore != null)
            {
                MakeRestore().CopyFrom(other.Restore);
            }
            if (other.Ping != null)
            {
                MakePing().CopyFrom(other.Ping);
            }
            Said = other.Said;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (Said == SaidKind.Ping)
            {
                writer.Message(130, _ping!);
            }
            if (Said == SaidKind.Restore)
            {
                writer.Message(122, _restore!);
            }
            if (Said == SaidKind.Save)
            {
                writer.Message(114, _save!);
            }
            if (Said == SaidKind.Duck)
            {
                writer.Message(106, _duck!);
            }
            if (Said == SaidKind.Volume)
            {
                writer.Message(98, _volume!);
            }
            if (Said == SaidKind.Transport)
            {
                writer.Message(90, _transport!);
            }
            if (Said == SaidKind.Param)
            {
                writer.Message(82, _param!);
            }
            if (Said == SaidKind.Cue)
            {
                writer.Message(74, _cue!);
            }
            if (Said == SaidKind.Sense)
            {
                writer.Message(66, _sense!);
            }
            if (Said == SaidKind.FreeFeeling)
            {
                writer.Message(58, _freeFeeling!);
            }
            if (Said == SaidKind.Feeling)
            {
                writer.Message(50, _feeling!);
            }
            if (Said == SaidKind.State)
            {
                writer.Message(42, _state!);
            }
            if (Said == SaidKind.Event)
            {
                writer.Message(34, _event!);
            }
            if (Said == SaidKind.Hello)
            {
                writer.Message(26, _hello!);
            }
            if (_atServerSeconds.HasValue)
            {
                writer.Double(17, _atServerSeconds.Value);
            }
            if (_clientSeq != 0)
            {
                writer.Integer(8, (ulong)_clientSeq);
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
                        _clientSeq = unchecked((ulong)reader.Varint());
                        break;
                    case 17:
                        _atServerSeconds = reader.Double();
                        break;
                    case 26:
                        reader.Message(Hello ?? MakeHello());
                        break;
                    case 34:
                        reader.Message(Event ?? MakeEvent());
                        break;
                    case 42:
                        reader.Message(State ?? MakeState());
                        break;
                    case 50:
                        reader.Message(Feeling ?? MakeFeeling());
                        break;
                    case 58:
                        reader.Message(FreeFeeling ?? MakeFreeFeeling());
                        break;
                    case 66:
                        reader.Message(Sense ?? MakeSense());
                        break;
                    case 74:
                        reader.Message(Cue ?? MakeCue());
                        break;
                    case 82:
                        reader.Message(Param ?? MakeParam());
                        break;
                    case 90:
                        reader.Message(Transport ?? MakeTransport());
                        break;
                    case 98:
                        reader.Message(Volume ?? MakeVolume());
                        break;
                    case 106:
                        reader.Message(Duck ?? MakeDuck());
                        break;
                    case 114:
                        reader.Message(Save ?? MakeSave());
                        break;
                    case 122:
                        reader.Message(Restore ?? MakeRestore());
                        break;
                    case 130:
                        reader.Message(Ping ?? MakePing());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
