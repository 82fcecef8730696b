// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A rendered block of stereo audio at 48 kHz.</summary>
    public sealed partial class AudioBlock : IProtoMessage
    {
        private long _frame;
        private ulong _sequence;
        private bool _discontinuity;
        private SampleFormat _format;
        private uint _frames;
        private uint _preSkip;
        private ProtoBytes _samples;
        private ChannelLayout _layout;

        /// <summary>Session frame of its first sample.</summary>
        public long Frame
        {
            get => _frame;
            set => _frame = value;
        }

        /// <summary>Counts this listener's blocks from 0, the dropped ones too.</summary>
        public ulong Sequence
        {
            get => _sequence;
            set => _sequence = value;
        }

        /// <summary>Blocks before it were dropped, or the session had a gap.</summary>
        public bool Discontinuity
        {
            get => _discontinuity;
            set => _discontinuity = value;
        }

        /// <summary>How its samples are written.</summary>
        public SampleFormat Format
        {
            get => _format;
            set => _format = value;
        }

        /// <summary>How many frames it holds, 480 or 960.</summary>
        public uint Frames
        {
            get => _frames;
            set => _frames = value;
        }

        /// <summary>
        /// Opus: frames to skip at the start of the stream before the music begins; 0 for the others.
        /// </summary>
        public uint PreSkip
        {
            get => _preSkip;
            set => _preSkip = value;
        }

        /// <summary>The samples, or the Opus packet.</summary>
        public System.ArraySegment<byte> Samples
        {
            get => _samples.Value;
            set => _samples.Value = value;
        }

        /// <summary>Which channels it has.</summary>
        public ChannelLayout Layout
        {
            get => _layout;
            set => _layout = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _frame = default;
            _sequence = default;
            _discontinuity = default;
            _format = default;
            _frames = default;
            _preSkip = default;
            _samples.Clear();
            _layout = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(AudioBlock other)
        {
            Clear();
            _frame = other._frame;
            _sequence = other._sequence;
            _discontinuity = other._discontinuity;
            _format = other._format;
            _frames = other._frames;
            _preSkip = other._preSkip;
            _samples.Value = other._samples.Value;
            _layout = other._layout;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_layout != 0)
            {
                writer.Integer(64, (long)_layout);
            }
            if (!_samples.IsEmpty)
            {
                _samples.Write(writer, 58);
            }
            if (_preSkip != 0)
            {
                writer.Integer(48, (ulong)_preSkip);
            }
            if (_frames != 0)
            {
                writer.Integer(40, (ulong)_frames);
            }
            if (_format != 0)
            {
                writer.Integer(32, (long)_format);
            }
            if (_discontinuity)
            {
                writer.Boolean(24, _discontinuity);
            }
            if (_sequence != 0)
            {
                writer.Integer(16, (ulong)_sequence);
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
                    case 16:
                        _sequence = unchecked((ulong)reader.Varint());
                        break;
                    case 24:
                        _discontinuity = reader.Boolean();
                        break;
                    case 32:
                        _format = (SampleFormat)unchecked((int)reader.Varint());
                        break;
                    case 40:
                        _frames = unchecked((uint)reader.Varint());
                        break;
                    case 48:
                        _preSkip = unchecked((uint)reader.Varint());
                        break;
                    case 58:
                        _samples.Read(reader);
                        break;
                    case 64:
                        _layout = (ChannelLayout)unchecked((int)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
