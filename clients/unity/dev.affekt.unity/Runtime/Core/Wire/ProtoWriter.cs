#nullable enable
using System;
using System.Text;

namespace Affekt.Wire
{
    /// <summary>
    /// Writes messages in protobuf's encoding, from the last byte to the first: whatever needs its length in front of it
    /// has been written by then. It allocates only where it must grow.
    /// </summary>
    public sealed class ProtoWriter
    {
        private byte[] _bytes;
        private int _at;

        /// <summary>Prepares a buffer.</summary>
        /// <param name="capacity">Bytes to begin with.</param>
        public ProtoWriter(int capacity = 256)
        {
            _bytes = new byte[Math.Max(capacity, 16)];
            _at = _bytes.Length;
        }

        /// <summary>Bytes written since the last reset.</summary>
        public int Count => _bytes.Length - _at;

        /// <summary>What was written; it holds until the next write.</summary>
        public ArraySegment<byte> Written => new ArraySegment<byte>(_bytes, _at, Count);

        /// <summary>Forgets what was written.</summary>
        public void Reset()
        {
            _at = _bytes.Length;
        }

        /// <summary>Writes a whole message anew.</summary>
        /// <param name="message">The message.</param>
        /// <returns>Its bytes; they hold until the next write.</returns>
        public ArraySegment<byte> Encode(IProtoMessage message)
        {
            Reset();
            message.Write(this);
            return Written;
        }

        /// <summary>Puts a byte before what was written.</summary>
        /// <param name="value">The byte.</param>
        public void Byte(byte value)
        {
            Room(1);
            _bytes[--_at] = value;
        }

        /// <summary>Writes an unsigned integer.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The integer.</param>
        public void Integer(uint tag, ulong value)
        {
            Varint(value);
            Varint(tag);
        }

        /// <summary>Writes a signed integer by its two's complement.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The integer.</param>
        public void Integer(uint tag, long value)
        {
            Integer(tag, unchecked((ulong)value));
        }

        /// <summary>Writes a signed integer in zigzag.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The integer.</param>
        public void Zigzag(uint tag, long value)
        {
            Integer(tag, unchecked((ulong)((value << 1) ^ (value >> 63))));
        }

        /// <summary>Writes a truth value.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The value.</param>
        public void Boolean(uint tag, bool value)
        {
            Integer(tag, value ? 1UL : 0UL);
        }

        /// <summary>Writes a double.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The number.</param>
        public void Double(uint tag, double value)
        {
            BareDouble(value);
            Varint(tag);
        }

        /// <summary>Writes a float.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The number.</param>
        public void Float(uint tag, float value)
        {
            BareFloat(value);
            Varint(tag);
        }

        /// <summary>Writes a text.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="value">The text.</param>
        public void Text(uint tag, string value)
        {
            int count = Encoding.UTF8.GetByteCount(value);
            Room(count);
            _at -= count;
            Encoding.UTF8.GetBytes(value, 0, value.Length, _bytes, _at);
            Prefix(tag, count);
        }

        /// <summary>Writes bytes behind their length.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="bytes">Where they are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        public void Bytes(uint tag, byte[] bytes, int offset, int count)
        {
            Room(count);
            _at -= count;
            Buffer.BlockCopy(bytes, offset, _bytes, _at, count);
            Prefix(tag, count);
        }

        /// <summary>Writes a message within this one.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="message">The message.</param>
        public void Message(uint tag, IProtoMessage message)
        {
            int before = Count;
            message.Write(this);
            Prefix(tag, Count - before);
        }

        /// <summary>Writes what stands before bytes that were just written.</summary>
        /// <param name="tag">Field and wire type.</param>
        /// <param name="count">How many bytes they are.</param>
        public void Prefix(uint tag, int count)
        {
            Varint((ulong)count);
            Varint(tag);
        }

        /// <summary>Writes a double of a packed list, without its tag.</summary>
        /// <param name="value">The number.</param>
        public void BareDouble(double value)
        {
            Room(8);
            ulong bits = unchecked((ulong)BitConverter.DoubleToInt64Bits(value));
            for (int n = 0; n < 8; n++)
            {
                _bytes[--_at] = (byte)(bits >> (56 - 8 * n));
            }
        }

        /// <summary>Writes a float of a packed list, without its tag.</summary>
        /// <param name="value">The number.</param>
        public void BareFloat(float value)
        {
            Room(4);
            uint bits = FloatBits.Of(value);
            for (int n = 0; n < 4; n++)
            {
                _bytes[--_at] = (byte)(bits >> (24 - 8 * n));
            }
        }

        /// <summary>Writes an integer of seven bits a byte, without its tag.</summary>
        /// <param name="value">The integer.</param>
        public void Varint(ulong value)
        {
            int many = 1;
            for (ulong rest = value >> 7; rest != 0; rest >>= 7)
            {
                many++;
            }
            Room(many);
            _at -= many;
            int at = _at;
            for (; value >= 0x80; value >>= 7)
            {
                _bytes[at++] = (byte)(value | 0x80);
            }
            _bytes[at] = (byte)value;
        }

        private void Room(int many)
        {
            if (_at >= many)
            {
                return;
            }
            int count = Count;
            byte[] wider = new byte[Math.Max(2 * _bytes.Length, count + many + 16)];
            Buffer.BlockCopy(_bytes, _at, wider, wider.Length - count, count);
            _at = wider.Length - count;
            _bytes = wider;
        }
    }
}
