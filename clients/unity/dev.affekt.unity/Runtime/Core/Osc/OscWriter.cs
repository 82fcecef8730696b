#nullable enable
using System;
using System.Text;
using Affekt.Wire;

namespace Affekt.Osc
{
    /// <summary>
    /// Writes OSC 1.0 packets. The types of a message's arguments are named when it begins, and the arguments follow in that
    /// order. It allocates only where it must grow.
    /// </summary>
    public sealed class OscWriter
    {
        private byte[] _bytes = new byte[512];
        private int _count;

        /// <summary>What was written; it holds until the next write.</summary>
        public ArraySegment<byte> Written => new ArraySegment<byte>(_bytes, 0, _count);

        /// <summary>Forgets what was written.</summary>
        /// <returns>This.</returns>
        public OscWriter Reset()
        {
            _count = 0;
            return this;
        }

        /// <summary>Begins a bundle; its elements lie between <see cref="BeginElement"/> and <see cref="EndElement"/>.</summary>
        /// <param name="timetag">When it applies; 1 is at once.</param>
        /// <returns>This.</returns>
        public OscWriter Bundle(ulong timetag)
        {
            return Text("#bundle").Timetag(timetag);
        }

        /// <summary>Begins an element of a bundle.</summary>
        /// <returns>What <see cref="EndElement"/> wants back.</returns>
        public int BeginElement()
        {
            Int(0);
            return _count;
        }

        /// <summary>Ends an element of a bundle.</summary>
        /// <param name="began">What <see cref="BeginElement"/> returned.</param>
        public void EndElement(int began)
        {
            int size = _count - began;
            _bytes[began - 4] = (byte)(size >> 24);
            _bytes[began - 3] = (byte)(size >> 16);
            _bytes[began - 2] = (byte)(size >> 8);
            _bytes[began - 1] = (byte)size;
        }

        /// <summary>Begins a message.</summary>
        /// <param name="address">Such as /affekt/event.</param>
        /// <param name="types">Its arguments' types behind a comma, such as ",ssf".</param>
        /// <returns>This.</returns>
        public OscWriter Message(string address, string types)
        {
            return Text(address).Text(types);
        }

        /// <summary>Writes an i.</summary>
        /// <param name="value">The argument.</param>
        /// <returns>This.</returns>
        public OscWriter Int(int value)
        {
            return Big(unchecked((uint)value), 4);
        }

        /// <summary>Writes an h.</summary>
        /// <param name="value">The argument.</param>
        /// <returns>This.</returns>
        public OscWriter Long(long value)
        {
            return Big(unchecked((ulong)value), 8);
        }

        /// <summary>Writes an f.</summary>
        /// <param name="value">The argument.</param>
        /// <returns>This.</returns>
        public OscWriter Float(double value)
        {
            return Big(FloatBits.Of((float)value), 4);
        }

        /// <summary>Writes a d.</summary>
        /// <param name="value">The argument.</param>
        /// <returns>This.</returns>
        public OscWriter Double(double value)
        {
            return Big(unchecked((ulong)BitConverter.DoubleToInt64Bits(value)), 8);
        }

        /// <summary>Writes a t.</summary>
        /// <param name="value">The argument.</param>
        /// <returns>This.</returns>
        public OscWriter Timetag(ulong value)
        {
            return Big(value, 8);
        }

        /// <summary>Writes an s, in UTF-8; what lies behind a zero is left out.</summary>
        /// <param name="value">The argument.</param>
        /// <returns>This.</returns>
        public OscWriter Text(string value)
        {
            int end = value.IndexOf('\0');
            int letters = end < 0 ? value.Length : end;
            int most = Encoding.UTF8.GetMaxByteCount(letters) + 4;
            Room(most);
            _count += Encoding.UTF8.GetBytes(value, 0, letters, _bytes, _count);
            return Pad(true);
        }

        /// <summary>Writes a b.</summary>
        /// <param name="bytes">Where its bytes are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        /// <returns>This.</returns>
        public OscWriter Blob(byte[] bytes, int offset, int count)
        {
            Int(count);
            Room(count + 4);
            Buffer.BlockCopy(bytes, offset, _bytes, _count, count);
            _count += count;
            return Pad(false);
        }

        /// <summary>Writes zeros up to a multiple of four; at least one where a text ends.</summary>
        private OscWriter Pad(bool ended)
        {
            if (ended)
            {
                _bytes[_count++] = 0;
            }
            while ((_count & 3) != 0)
            {
                _bytes[_count++] = 0;
            }
            return this;
        }

        private OscWriter Big(ulong value, int many)
        {
            Room(many);
            for (int n = many - 1; n >= 0; n--)
            {
                _bytes[_count++] = (byte)(value >> (8 * n));
            }
            return this;
        }

        private void Room(int many)
        {
            if (_count + many > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _count + many));
            }
        }
    }
}
