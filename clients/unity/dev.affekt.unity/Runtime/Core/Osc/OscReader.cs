#nullable enable
using System;
using Affekt.Wire;

namespace Affekt.Osc
{
    /// <summary>
    /// Reads OSC 1.0 packets, bundles unpacked. It never throws: a packet is told whole or, where it is damaged, not at all.
    /// </summary>
    public sealed class OscReader
    {
        /// <summary>How deep bundles may lie in one another.</summary>
        public const int Deepest = 4;

        /// <summary>How many messages one packet may hold.</summary>
        public const int MostMessages = 128;

        /// <summary>The timetag that means at once.</summary>
        public const ulong Immediately = 1;

        private static readonly byte[] BundleHead = { 35, 98, 117, 110, 100, 108, 101, 0 };
        private readonly OscMessage _message = new OscMessage();
        private byte[] _bytes = Array.Empty<byte>();
        private int _at;
        private int _messages;

        /// <summary>Reads a packet.</summary>
        /// <param name="bytes">Where its bytes are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        /// <param name="hear">Is told each message in order.</param>
        /// <returns>Whether the packet was whole.</returns>
        public bool Read(byte[] bytes, int offset, int count, Action<OscMessage> hear)
        {
            _bytes = bytes;
            _messages = 0;
            if (!Element(offset, offset + count, Immediately, 0, null))
            {
                return false;
            }
            _messages = 0;
            return Element(offset, offset + count, Immediately, 0, hear);
        }

        private bool Element(int from, int end, ulong timetag, int depth, Action<OscMessage>? hear)
        {
            _at = from;
            bool bundle = end - from >= 8 && TextCache.Begins(BundleHead, _bytes, from, 8);
            return bundle ? Bundle(from, end, depth, hear) : Message(end, timetag, hear);
        }

        private bool Bundle(int from, int end, int depth, Action<OscMessage>? hear)
        {
            if (end - from < 16 || depth >= Deepest)
            {
                return false;
            }
            _at = from + 8;
            ulong timetag = Big(8);
            int at = from + 16;
            while (at < end)
            {
                if (end - at < 4)
                {
                    return false;
                }
                _at = at;
                long size = (int)(uint)Big(4);
                at += 4;
                if (size <= 0 || (size & 3) != 0 || size > end - at || ++_messages > MostMessages)
                {
                    return false;
                }
                if (!Element(at, at + (int)size, timetag, depth + 1, hear))
                {
                    return false;
                }
                at += (int)size;
            }
            return true;
        }

        private bool Message(int end, ulong timetag, Action<OscMessage>? hear)
        {
            if (!Text(end, out int address, out int letters) || letters == 0 || _bytes[address] != '/')
            {
                return false;
            }
            _message.Begin(_bytes, TextCache.Text(_bytes, address, letters), timetag);
            if (_at < end)
            {
                if (!Text(end, out int types, out int many) || many == 0 || _bytes[types] != ',')
                {
                    return false;
                }
                for (int n = 1; n < many; n++)
                {
                    if (!Argument((char)_bytes[types + n], end))
                    {
                        return false;
                    }
                }
            }
            hear?.Invoke(_message);
            return true;
        }

        private bool Argument(char type, int end)
        {
            switch (type)
            {
                case 'i':
                    return Room(4, end) && Whole(type, (int)(uint)Big(4));
                case 'h':
                case 't':
                    return Room(8, end) && Whole(type, unchecked((long)Big(8)));
                case 'f':
                    return Room(4, end) && Broken(type, FloatBits.From((uint)Big(4)));
                case 'd':
                    return Room(8, end) && Broken(type, BitConverter.Int64BitsToDouble(unchecked((long)Big(8))));
                case 's':
                    return Text(end, out int offset, out int letters) && _message.Add(type, letters, 0.0, offset);
                case 'b':
                    return Blob(end);
                case 'T':
                    return Whole(type, 1);
                case 'F':
                case 'N':
                case 'I':
                    return Whole(type, 0);
                default:
                    return false;
            }
        }

        private bool Whole(char type, long value)
        {
            return _message.Add(type, value, value, 0);
        }

        private bool Broken(char type, double value)
        {
            bool tellable = value > -9e18 && value < 9e18;
            return _message.Add(type, tellable ? (long)value : 0, value, 0);
        }

        private bool Blob(int end)
        {
            if (!Room(4, end))
            {
                return false;
            }
            long count = (int)(uint)Big(4);
            if (count < 0 || ((count + 3) & ~3L) > end - _at)
            {
                return false;
            }
            int offset = _at;
            _at += (int)((count + 3) & ~3L);
            return _message.Add('b', count, 0.0, offset);
        }

        private bool Text(int end, out int offset, out int count)
        {
            offset = _at;
            int zero = _at;
            while (zero < end && _bytes[zero] != 0)
            {
                zero++;
            }
            count = zero - offset;
            int next = offset + ((count + 4) & ~3);
            if (zero >= end || next > end)
            {
                return false;
            }
            _at = next;
            return true;
        }

        private bool Room(int many, int end)
        {
            return end - _at >= many;
        }

        private ulong Big(int many)
        {
            ulong value = 0;
            for (int n = 0; n < many; n++)
            {
                value = (value << 8) | _bytes[_at++];
            }
            return value;
        }
    }
}
