// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>One committed decision. It is never recalled; at most another replaces it before it sounds.</summary>
    public sealed partial class ScoreEvent : IProtoMessage
    {
        private ulong _id;
        private long _decidedFrame;
        private long _frame;
        private long _tick;
        private uint _bar;
        private double _beat;
        private uint _sectionBar;
        private Why? _why;
        private bool _hasWhy;
        private ulong _supersedes;
        private LayerAct? _layer;
        private SectionAct? _section;
        private TempoAct? _tempo;
        private KeyAct? _key;
        private ChordAct? _chord;
        private NoteAct? _note;
        private StingerAct? _stinger;
        private EffectAct? _effect;
        private BeatAct? _beatAct;
        private MarkerAct? _marker;
        private DuckAct? _duck;
        private ControlAct? _control;
        private Affect? _affect;
        private Intent? _intent;

        /// <summary>Which of them is there: What was decided.</summary>
        public enum ActKind
        {
            /// <summary>None.</summary>
            None = 0,

            /// <summary>A layer moves to a level.</summary>
            Layer = 16,

            /// <summary>Another section takes over.</summary>
            Section = 17,

            /// <summary>The tempo changes.</summary>
            Tempo = 18,

            /// <summary>The key changes.</summary>
            Key = 19,

            /// <summary>The harmony changes.</summary>
            Chord = 20,

            /// <summary>A generated voice plays a note.</summary>
            Note = 21,

            /// <summary>A short figure sounds over the music.</summary>
            Stinger = 22,

            /// <summary>An effect moves.</summary>
            Effect = 23,

            /// <summary>A beat of the bar.</summary>
            BeatAct = 24,

            /// <summary>A named place was reached.</summary>
            Marker = 25,

            /// <summary>The music makes room.</summary>
            Duck = 26,

            /// <summary>Transport and levels of the session.</summary>
            Control = 27,

            /// <summary>The feeling as it is believed now, twice a second.</summary>
            Affect = 28,

            /// <summary>The intent now, twice a second.</summary>
            Intent = 29,
        }

        /// <summary>What was decided. None where nothing is set.</summary>
        public ActKind Act { get; private set; }

        /// <summary>Counts from 1 in the order of decisions.</summary>
        public ulong Id
        {
            get => _id;
            set => _id = value;
        }

        /// <summary>Session frame (48 kHz) at which it was decided.</summary>
        public long DecidedFrame
        {
            get => _decidedFrame;
            set => _decidedFrame = value;
        }

        /// <summary>Session frame at which it sounds.</summary>
        public long Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>Musical position since the session began, 960 ticks to the quarter note.</summary>
        public long Tick
        {
            get => _tick;
            set => _tick = value;
        }

        /// <summary>Bar since the session began, from 1.</summary>
        public uint Bar
        {
            get => _bar;
            set => _bar = value;
        }

        /// <summary>Beat within the bar, from 1; fractions lie between the beats.</summary>
        public double Beat
        {
            get => _beat;
            set => _beat = value;
        }

        /// <summary>Bar within the section, from 1; 0 where no section plays.</summary>
        public uint SectionBar
        {
            get => _sectionBar;
            set => _sectionBar = value;
        }

        /// <summary>Why it was decided. Null where it is absent.</summary>
        public Why? Why => _hasWhy ? _why : null;

        /// <summary>Makes Why present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Why MakeWhy()
        {
            _hasWhy = true;
            _why ??= new Why();
            _why.Clear();
            return _why;
        }

        /// <summary>The id of an event that this one replaces before it sounded, or 0.</summary>
        public ulong Supersedes
        {
            get => _supersedes;
            set => _supersedes = value;
        }

        /// <summary>A layer moves to a level. Null where it is absent.</summary>
        public LayerAct? Layer => Act == ActKind.Layer ? _layer : null;

        /// <summary>Makes Layer present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public LayerAct MakeLayer()
        {
            Act = ActKind.Layer;
            _layer ??= new LayerAct();
            _layer.Clear();
            return _layer;
        }

        /// <summary>Another section takes over. Null where it is absent.</summary>
        public SectionAct? Section => Act == ActKind.Section ? _section : null;

        /// <summary>Makes Section present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public SectionAct MakeSection()
        {
            Act = ActKind.Section;
            _section ??= new SectionAct();
            _section.Clear();
            return _section;
        }

        /// <summary>The tempo changes. Null where it is absent.</summary>
        public TempoAct? Tempo => Act == ActKind.Tempo ? _tempo : null;

        /// <summary>Makes Tempo present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public TempoAct MakeTempo()
        {
            Act = ActKind.Tempo;
            _tempo ??= new TempoAct();
            _tempo.Clear();
            return _tempo;
        }

        /// <summary>The key changes. Null where it is absent.</summary>
        public KeyAct? Key => Act == ActKind.Key ? _key : null;

        /// <summary>Makes Key present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public KeyAct MakeKey()
        {
            Act = ActKind.Key;
            _key ??= new KeyAct();
            _key.Clear();
            return _key;
        }

        /// <summary>The harmony changes. Null where it is absent.</summary>
        public ChordAct? Chord => Act == ActKind.Chord ? _chord : null;

        /// <summary>Makes Chord present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public ChordAct MakeChord()
        {
            Act = ActKind.Chord;
            _chord ??= new ChordAct();
            _chord.Clear();
            return _chord;
        }

        /// <summary>A generated voice plays a note. Null where it is absent.</summary>
        public NoteAct? Note => Act == ActKind.Note ? _note : null;

        /// <summary>Makes Note present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public NoteAct MakeNote()
        {
            Act = ActKind.Note;
            _note ??= new NoteAct();
            _note.Clear();
            return _note;
        }

        /// <summary>A short figure sounds over the music. Null where it is absent.</summary>
        public StingerAct? Stinger => Act == ActKind.Stinger ? _stinger : null;

        /// <summary>Makes Stinger present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public StingerAct MakeStinger()
        {
            Act = ActKind.Stinger;
            _stinger ??= new StingerAct();
            _stinger.Clear();
            return _stinger;
        }

        /// <summary>An effect moves. Null where it is absent.</summary>
        public EffectAct? Effect => Act == ActKind.Effect ? _effect : null;

        /// <summary>Makes Effect present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public EffectAct MakeEffect()
        {
            Act = ActKind.Effect;
            _effect ??= new EffectAct();
            _effect.Clear();
            return _effect;
        }

        /// <summary>A beat of the bar. Null where it is absent.</summary>
        public BeatAct? BeatAct => Act == ActKind.BeatAct ? _beatAct : null;

        /// <summary>Makes BeatAct present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public BeatAct MakeBeatAct()
        {
            Act = ActKind.BeatAct;
            _beatAct ??= new BeatAct();
            _beatAct.Clear();
            return _beatAct;
        }

        /// <summary>A named place was reached. Null where it is absent.</summary>
        public MarkerAct? Marker => Act == ActKind.Marker ? _marker : null;

        /// <summary>Makes Marker present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public MarkerAct MakeMarker()
        {
            Act = ActKind.Marker;
            _marker ??= new MarkerAct();
            _marker.Clear();
            return _marker;
        }

        /// <summary>The music makes room. Null where it is absent.</summary>
        public DuckAct? Duck => Act == ActKind.Duck ? _duck : null;

        /// <summary>Makes Duck present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public DuckAct MakeDuck()
        {
            Act = ActKind.Duck;
            _duck ??= new DuckAct();
            _duck.Clear();
            return _duck;
        }

        /// <summary>Transport and levels of the session. Null where it is absent.</summary>
        public ControlAct? Control => Act == ActKind.Control ? _control : null;

        /// <summary>Makes Control present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public ControlAct MakeControl()
        {
            Act = ActKind.Control;
            _control ??= new ControlAct();
            _control.Clear();
            return _control;
        }

        /// <summary>The feeling as it is believed now, twice a second. Null where it is absent.</summary>
        public Affect? Affect => Act == ActKind.Affect ? _affect : null;

        /// <summary>Makes Affect present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Affect MakeAffect()
        {
            Act = ActKind.Affect;
            _affect ??= new Affect();
            _affect.Clear();
            return _affect;
        }

        /// <summary>The intent now, twice a second. Null where it is absent.</summary>
        public Intent? Intent => Act == ActKind.Intent ? _intent : null;

        /// <summary>Makes Intent present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Intent MakeIntent()
        {
            Act = ActKind.Intent;
            _intent ??= new Intent();
            _intent.Clear();
            return _intent;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Act = ActKind.None;
            _id = default;
            _decidedFrame = default;
            _frame = default;
            _tick = default;
            _bar = default;
            _beat = default;
            _sectionBar = default;
            _hasWhy = false;
            _supersedes = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ScoreEvent other)
        {
            Clear();
            _id = other._id;
            _decidedFrame = other._decidedFrame;
            _frame = other._frame;
            _tick = other._tick;
            _bar = other._bar;
            _beat = other._beat;
            _sectionBar = other._sectionBar;
            if (other.Why != null)
            {
                MakeWhy().CopyFrom(other.Why);
            }
            _supersedes = other._supersedes;
            if (other.Layer != null)
            {
                MakeLayer().CopyFrom(other.Layer);
            }
            if (other.Section != null)
            {
                MakeSection().CopyFrom(other.Section);
            }
            if (other.Tempo != null)
            {
                MakeTempo().CopyFrom(other.Tempo);
            }
            if (other.Key != null)
            {
                MakeKey().CopyFrom(other.Key);
            }
            if (other.Chord != null)
            {
                MakeChord().CopyFrom(other.Chord);
            }
            if (other.Note != null)
            {
                MakeNote().CopyFrom(other.Note);
            }
            if (other.Stinger != null)
            {
                MakeStinger().CopyFrom(other.Stinger);
            }
            if (other.Effect != null)
            {
                MakeEffect().CopyFrom(other.Effect);
            }
            if (other.BeatAct != null)
            {
                MakeBeatAct().CopyFrom(other.BeatAct);
            }
            if (other.Marker != null)
            {
                MakeMarker().CopyFrom(other.Marker);
            }
            if (other.Duck != null)
            {
                MakeDuck().CopyFrom(other.Duck);
            }
            if (other.Control != null)
            {
                MakeControl().CopyFrom(other.Control);
            }
            if (other.Affect != null)
            {
                MakeAffect().CopyFrom(other.Affect);
            }
            if (other.Intent != null)
            {
                MakeIntent().CopyFrom(other.Intent);
            }
            Act = other.Act;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (Act == ActKind.Intent)
            {
                writer.Message(234, _intent!);
            }
            if (Act == ActKind.Affect)
            {
                writer.Message(226, _affect!);
            }
            if (Act == ActKind.Control)
            {
                writer.Message(218, _control!);
            }
            if (Act == ActKind.Duck)
            {
                writer.Message(210, _duck!);
            }
            if (Act == ActKind.Marker)
            {
                writer.Message(202, _marker!);
            }
            if (Act == ActKind.BeatAct)
            {
                writer.Message(194, _beatAct!);
            }
            if (Act == ActKind.Effect)
            {
                writer.Message(186, _effect!);
            }
            if (Act == ActKind.Stinger)
            {
                writer.Message(178, _stinger!);
            }
            if (Act == ActKind.Note)
            {
                writer.Message(170, _note!);
            }
            if (Act == ActKind.Chord)
            {
                writer.Message(162, _chord!);
            }
            if (Act == ActKind.Key)
            {
                writer.Message(154, _key!);
            }
            if (Act == ActKind.Tempo)
            {
                writer.Message(146, _tempo!);
            }
            if (Act == ActKind.Section)
            {
                writer.Message(138, _section!);
            }
            if (Act == ActKind.Layer)
            {
                writer.Message(130, _layer!);
            }
            if (_supersedes != 0)
            {
                writer.Integer(72, (ulong)_supersedes);
            }
            if (_hasWhy)
            {
                writer.Message(66, _why!);
            }
            if (_sectionBar != 0)
            {
                writer.Integer(56, (ulong)_sectionBar);
            }
            if (System.BitConverter.DoubleToInt64Bits(_beat) != 0)
            {
                writer.Double(49, _beat);
            }
            if (_bar != 0)
            {
                writer.Integer(40, (ulong)_bar);
            }
            if (_tick != 0)
            {
                writer.Integer(32, (long)_tick);
            }
            if (_frame != 0)
            {
                writer.Integer(24, (long)_frame);
            }
            if (_decidedFrame != 0)
            {
                writer.Integer(16, (long)_decidedFrame);
            }
            if (_id != 0)
            {
                writer.Integer(8, (ulong)_id);
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
                        _id = unchecked((ulong)reader.Varint());
                        break;
                    case 16:
                        _decidedFrame = unchecked((long)reader.Varint());
                        break;
                    case 24:
                        _frame = unchecked((long)reader.Varint());
                        break;
                    case 32:
                        _tick = unchecked((long)reader.Varint());
                        break;
                    case 40:
                        _bar = unchecked((uint)reader.Varint());
                        break;
                    case 49:
                        _beat = reader.Double();
                        break;
                    case 56:
                        _sectionBar = unchecked((uint)reader.Varint());
                        break;
                    case 66:
                        reader.Message(Why ?? MakeWhy());
                        break;
                    case 72:
                        _supersedes = unchecked((ulong)reader.Varint());
                        break;
                    case 130:
                        reader.Message(Layer ?? MakeLayer());
                        break;
                    case 138:
                        reader.Message(Section ?? MakeSection());
                        break;
                    case 146:
                        reader.Message(Tempo ?? MakeTempo());
                        break;
                    case 154:
                        reader.Message(Key ?? MakeKey());
                        break;
                    case 162:
                        reader.Message(Chord ?? MakeChord());
                        break;
                    case 170:
                        reader.Message(Note ?? MakeNote());
                        break;
                    case 178:
                        reader.Message(Stinger ?? MakeStinger());
                        break;
                    case 186:
                        reader.Message(Effect ?? MakeEffect());
                        break;
                    case 194:
                        reader.Message(BeatAct ?? MakeBeatAct());
                        break;
                    case 202:
                        reader.Message(Marker ?? MakeMarker());
                        break;
                    case 210:
                        reader.Message(Duck ?? MakeDuck());
                        break;
                    case 218:
                        reader.Message(Control ?? MakeControl());
                        break;
                    case 226:
                        reader.Message(Affect ?? MakeAffect());
                        break;
                    case 234:
                        reader.Message(Intent ?? MakeIntent());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
