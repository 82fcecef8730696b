// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A piece of a voice as it was recorded. It is listened to and thrown away.</summary>
    public sealed partial class AudioChunk : IProtoMessage
    {
        private uint _rateHz;
        private ProtoBytes _pcm;

        /// <summary>Samples a second, 8000 to 48000.</summary>
        public uint RateHz
        {
            get => _rateHz;
            set => _rateHz = value;
        }

        /// <summary>One channel of little-endian s16 samples, at most 64 KB.</summary>
        public System.ArraySegment<byte> Pcm
        {
            get => _pcm.Value;
            set => _pcm.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _rateHz = default;
            _pcm.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(AudioChunk other)
        {
            Clear();
            _rateHz = other._rateHz;
            _pcm.Value = other._pcm.Value;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_pcm.IsEmpty)
            {
                _pcm.Write(writer, 18);
            }
            if (_rateHz != 0)
            {
                writer.Integer(8, (ulong)_rateHz);
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
                        _rateHz = unchecked((uint)reader.Varint());
                        break;
                    case 18:
                        _pcm.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
