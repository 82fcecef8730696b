#nullable enable
using System;

namespace Affekt.Wire
{
    /// <summary>A field of bytes, in a buffer that grows to the longest it ever held.</summary>
    public struct ProtoBytes
    {
        private byte[]? _bytes;
        private int _count;

        /// <summary>The bytes; setting them copies.</summary>
        public ArraySegment<byte> Value
        {
            get => new ArraySegment<byte>(_bytes ?? Array.Empty<byte>(), 0, _count);
            set => Take(value.Array ?? Array.Empty<byte>(), value.Offset, value.Count);
        }

        /// <summary>Whether there are none.</summary>
        public bool IsEmpty => _count == 0;

        /// <summary>Empties it.</summary>
        public void Clear()
        {
            _count = 0;
        }

        /// <summary>Reads it.</summary>
        /// <param name="reader">From where.</param>
        public void Read(ProtoReader reader)
        {
            int count = reader.Run(out int offset);
            Take(reader.Bytes, offset, reader.Failed ? 0 : count);
        }

        /// <summary>Writes it.</summary>
        /// <param name="writer">Where to.</param>
        /// <param name="tag">Field and wire type.</param>
        public void Write(ProtoWriter writer, uint tag)
        {
            writer.Bytes(tag, _bytes ?? Array.Empty<byte>(), 0, _count);
        }

        private void Take(byte[] bytes, int offset, int count)
        {
            if (_bytes == null || _bytes.Length < count)
            {
                _bytes = new byte[Math.Max(64, count)];
            }
            Buffer.BlockCopy(bytes, offset, _bytes, 0, count);
            _count = count;
        }
    }
}
