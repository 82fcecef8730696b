// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a session's sound.</summary>
    public sealed partial class ListenRequest : IProtoMessage
    {
        private ProtoText _session;
        private ProtoText _token;
        private SampleFormat _format;
        private uint _frames;
        private ChannelLayout _layout;

        /// <summary>The session's name.</summary>
        public string Session
        {
            get => _session.Value;
            set => _session.Value = value;
        }

        /// <summary>Its token.</summary>
        public string Token
        {
            get => _token.Value;
            set => _token.Value = value;
        }

        /// <summary>How samples are written.</summary>
        public SampleFormat Format
        {
            get => _format;
            set => _format = value;
        }

        /// <summary>Frames a block at 48 kHz: 480 (10 ms) or 960 (20 ms); 0 is 480.</summary>
        public uint Frames
        {
            get => _frames;
            set => _frames = value;
        }

        /// <summary>Which channels; one layout a session, that of its first listener.</summary>
        public ChannelLayout Layout
        {
            get => _layout;
            set => _layout = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _session.Clear();
            _token.Clear();
            _format = default;
            _frames = default;
            _layout = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ListenRequest other)
        {
            Clear();
            _session.CopyFrom(other._session);
            _token.CopyFrom(other._token);
            _format = other._format;
            _frames = other._frames;
            _layout = other._layout;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_layout != 0)
            {
                writer.Integer(40, (long)_layout);
            }
            if (_frames != 0)
            {
                writer.Integer(32, (ulong)_frames);
            }
            if (_format != 0)
            {
                writer.Integer(24, (long)_format);
            }
            if (!_token.IsEmpty)
            {
                _token.Write(writer, 18);
            }
            if (!_session.IsEmpty)
            {
                _session.Write(writer, 10);
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
                        _session.Read(reader);
                        break;
                    case 18:
                        _token.Read(reader);
                        break;
                    case 24:
                        _format = (SampleFormat)unchecked((int)reader.Varint());
                        break;
                    case 32:
                        _frames = unchecked((uint)reader.Varint());
                        break;
                    case 40:
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
