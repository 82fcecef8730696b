// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>All that a player of commands needs to go on with a session as if nothing had happened.</summary>
    public sealed partial class RenderState : IProtoMessage
    {
        private long _frame;
        private ProtoText _section;
        private long _bodyFrame;
        private uint _iteration;
        private readonly ProtoList<RenderState.Layer> _layers = new ProtoList<RenderState.Layer>();
        private readonly ProtoList<NamedValue> _volumes = new ProtoList<NamedValue>();
        private readonly ProtoList<NamedValue> _effects = new ProtoList<NamedValue>();
        private double _duckDb;
        private bool _muted;
        private bool _paused;
        private bool _stopped;
        private readonly ProtoList<ScoreEvent> _pending = new ProtoList<ScoreEvent>();
        private double _bpm;
        private double _toBpm;
        private uint _rampTicks;
        private int _shift;
        private KeyPath _path;
        private long _originTick;

        /// <summary>The session frame (48 kHz) that this describes.</summary>
        public long Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>The sounding section; empty before the first and after the stop.</summary>
        public string Section
        {
            get => _section.Value;
            set => _section.Value = value;
        }

        /// <summary>Position in that section's body in frames; negative in a pick-up.</summary>
        public long BodyFrame
        {
            get => _bodyFrame;
            set => _bodyFrame = value;
        }

        /// <summary>How many times the body has been played through already.</summary>
        public uint Iteration
        {
            get => _iteration;
            set => _iteration = value;
        }

        /// <summary>The layers of the section.</summary>
        public ProtoList<RenderState.Layer> Layers => _layers;

        /// <summary>Buses and their levels in dB.</summary>
        public ProtoList<NamedValue> Volumes => _volumes;

        /// <summary>Effects and their values.</summary>
        public ProtoList<NamedValue> Effects => _effects;

        /// <summary>How far the music gives way now, in dB.</summary>
        public double DuckDb
        {
            get => _duckDb;
            set => _duckDb = value;
        }

        /// <summary>It plays unheard.</summary>
        public bool Muted
        {
            get => _muted;
            set => _muted = value;
        }

        /// <summary>It holds its breath.</summary>
        public bool Paused
        {
            get => _paused;
            set => _paused = value;
        }

        /// <summary>It has ended.</summary>
        public bool Stopped
        {
            get => _stopped;
            set => _stopped = value;
        }

        /// <summary>Decisions made already that sound at this frame or later, in the order of decision.</summary>
        public ProtoList<ScoreEvent> Pending => _pending;

        /// <summary>The sounding tempo, in quarter notes a minute; 0 is the section's own.</summary>
        public double Bpm
        {
            get => _bpm;
            set => _bpm = value;
        }

        /// <summary>Where a tempo ramp goes that is under way; 0 where there is none.</summary>
        public double ToBpm
        {
            get => _toBpm;
            set => _toBpm = value;
        }

        /// <summary>
        /// Ticks of that ramp still to come, from the tick of the body that is nearest to body_frame.
        /// </summary>
        public uint RampTicks
        {
            get => _rampTicks;
            set => _rampTicks = value;
        }

        /// <summary>Semitones that pitched layers sound away from how they were recorded.</summary>
        public int Shift
        {
            get => _shift;
            set => _shift = value;
        }

        /// <summary>How they get there.</summary>
        public KeyPath Path
        {
            get => _path;
            set => _path = value;
        }

        /// <summary>The session's tick at which the body's first pass began, or would have.</summary>
        public long OriginTick
        {
            get => _originTick;
            set => _originTick = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _frame = default;
            _section.Clear();
            _bodyFrame = default;
            _iteration = default;
            _layers.Clear();
            _volumes.Clear();
            _effects.Clear();
            _duckDb = default;
            _muted = default;
            _paused = default;
            _stopped = default;
            _pending.Clear();
            _bpm = default;
            _toBpm = default;
            _rampTicks = default;
            _shift = default;
            _path = default;
            _originTick = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(RenderState other)
        {
            Clear();
            _frame = other._frame;
            _section.CopyFrom(other._section);
            _bodyFrame = other._bodyFrame;
            _iteration = other._iteration;
            for (int n = 0; n < other._layers.Count; n++)
            {
                _layers.Add().CopyFrom(other._layers[n]);
            }
            for (int n = 0; n < other._volumes.Count; n++)
            {
                _volumes.Add().CopyFrom(other._volumes[n]);
            }
            for (int n = 0; n < other._effects.Count; n++)
            {
                _effects.Add().CopyFrom(other._effects[n]);
            }
            _duckDb = other._duckDb;
            _muted = other._muted;
            _paused = other._paused;
            _stopped = other._stopped;
            for (int n = 0; n < other._pending.Count; n++)
            {
                _pending.Add().CopyFrom(other._pending[n]);
            }
            _bpm = other._bpm;
            _toBpm = other._toBpm;
            _rampTicks = other._rampTicks;
            _shift = other._shift;
            _path = other._path;
            _originTick = other._originTick;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_originTick != 0)
            {
                writer.Zigzag(144, (long)_originTick);
            }
            if (_path != 0)
            {
                writer.Integer(136, (long)_path);
            }
            if (_shift != 0)
            {
                writer.Zigzag(128, (long)_shift);
            }
            if (_rampTicks != 0)
            {
                writer.Integer(120, (ulong)_rampTicks);
            }
            if (System.BitConverter.DoubleToInt64Bits(_toBpm) != 0)
            {
                writer.Double(113, _toBpm);
            }
            if (System.BitConverter.DoubleToInt64Bits(_bpm) != 0)
            {
                writer.Double(105, _bpm);
            }
            _pending.Write(writer, 98);
            if (_stopped)
            {
                writer.Boolean(88, _stopped);
            }
            if (_paused)
            {
                writer.Boolean(80, _paused);
            }
            if (_muted)
            {
                writer.Boolean(72, _muted);
            }
            if (System.BitConverter.DoubleToInt64Bits(_duckDb) != 0)
            {
                writer.Double(65, _duckDb);
            }
            _effects.Write(writer, 58);
            _volumes.Write(writer, 50);
            _layers.Write(writer, 42);
            if (_iteration != 0)
            {
                writer.Integer(32, (ulong)_iteration);
            }
            if (_bodyFrame != 0)
            {
                writer.Integer(24, (long)_bodyFrame);
            }
            if (!_section.IsEmpty)
            {
                _section.Write(writer, 18);
            }
            if (_frame != 0)
            {
                writer.Integer(8, (long)_frame);
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
                        _frame = unchecked((long)reader.Varint());
                        break;
                    case 18:
                        _section.Read(reader);
                        break;
                    case 24:
                        _bodyFrame = unchecked((long)reader.Varint());
                        break;
                    case 32:
                        _iteration = unchecked((uint)reader.Varint());
                        break;
                    case 42:
                        _layers.Read(reader);
                        break;
                    case 50:
                        _volumes.Read(reader);
                        break;
                    case 58:
                        _effects.Read(reader);
                        break;
                    case 65:
                        _duckDb = reader.Double();
                        break;
                    case 72:
                        _muted = reader.Boolean();
                        break;
                    case 80:
                        _paused = reader.Boolean();
                        break;
                    case 88:
                        _stopped = reader.Boolean();
                        break;
                    case 98:
                        _pending.Read(reader);
                        break;
                    case 105:
                        _bpm = reader.Double();
                        break;
                    case 113:
                        _toBpm = reader.Double();
                        break;
                    case 120:
                        _rampTicks = unchecked((uint)reader.Varint());
                        break;
                    case 128:
                        _shift = unchecked((int)reader.Zigzag());
                        break;
                    case 136:
                        _path = (KeyPath)unchecked((int)reader.Varint());
                        break;
                    case 144:
                        _originTick = unchecked((long)reader.Zigzag());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
