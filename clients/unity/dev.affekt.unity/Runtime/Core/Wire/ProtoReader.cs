#nullable enable
using System;

namespace Affekt.Wire
{
    /// <summary>
    /// Reads messages in protobuf's encoding. It never throws: where bytes are wrong, or nested or repeated beyond all
    /// bounds, it reads no further and says so.
    /// </summary>
    public sealed class ProtoReader
    {
        /// <summary>How deep messages may lie in one another.</summary>
        public const int Deepest = 32;

        /// <summary>How many elements of lists one message may bring in all.</summary>
        public const int MostElements = 65536;

        /// <summary>The longest message that is read, in bytes.</summary>
        public const int Longest = 8 * 1024 * 1024;

        private byte[] _bytes = Array.Empty<byte>();
        private int _at;
        private int _end;
        private int _depth;
        private int _elements;

        /// <summary>Whether the bytes were no message.</summary>
        public bool Failed { get; private set; }

        /// <summary>Whether there is more to read in this message or list.</summary>
        public bool More => !Failed && _at < _end;

        /// <summary>Fills a message anew.</summary>
        /// <param name="message">The message; it is cleared first, and again where it cannot be read.</param>
        /// <param name="bytes">Where its bytes are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        /// <returns>Whether they were a message.</returns>
        public bool Decode(IProtoMessage message, byte[] bytes, int offset, int count)
        {
            message.Clear();
            _bytes = bytes;
            _at = offset;
            _end = offset + count;
            _depth = _elements = 0;
            Failed = count > Longest;
            if (!Failed)
            {
                message.Merge(this);
            }
            _bytes = Array.Empty<byte>();
            if (Failed)
            {
                message.Clear();
            }
            return !Failed;
        }

        /// <summary>Reads which field comes.</summary>
        /// <returns>Its number times 8, and its wire type; 0 at the end of the message.</returns>
        public uint Tag()
        {
            if (!More)
            {
                return 0;
            }
            ulong tag = Varint();
            if (tag < 8 || tag > uint.MaxValue)
            {
                Failed = true;
                return 0;
            }
            return Failed ? 0 : (uint)tag;
        }

        /// <summary>Reads an integer of seven bits a byte.</summary>
        /// <returns>The integer; 0 where there is none.</returns>
        public ulong Varint()
        {
            ulong value = 0;
            for (int shift = 0; shift < 70 && _at < _end; shift += 7)
            {
                byte one = _bytes[_at++];
                value |= (ulong)(one & 0x7F) << shift;
                if (one < 0x80)
                {
                    if (shift == 63 && one > 1)
                    {
                        break;
                    }
                    return value;
                }
            }
            Failed = true;
            return 0;
        }

        /// <summary>Reads a signed integer in zigzag.</summary>
        /// <returns>The integer.</returns>
        public long Zigzag()
        {
            ulong value = Varint();
            return unchecked((long)(value >> 1) ^ -(long)(value & 1));
        }

        /// <summary>Reads a truth value.</summary>
        /// <returns>The value.</returns>
        public bool Boolean()
        {
            return Varint() != 0;
        }

        /// <summary>Reads a double.</summary>
        /// <returns>The number.</returns>
        public double Double()
        {
            ulong bits = Fixed(8);
            return BitConverter.Int64BitsToDouble(unchecked((long)bits));
        }

        /// <summary>Reads a float.</summary>
        /// <returns>The number.</returns>
        public float Float()
        {
            return FloatBits.From((uint)Fixed(4));
        }

        /// <summary>Reads a length and passes over as many bytes.</summary>
        /// <param name="offset">Where in <see cref="Bytes"/> they begin.</param>
        /// <returns>How many they are.</returns>
        public int Run(out int offset)
        {
            ulong count = Varint();
            offset = _at;
            if (Failed || count > (ulong)(_end - _at))
            {
                Failed = true;
                return 0;
            }
            _at += (int)count;
            return (int)count;
        }

        /// <summary>The bytes that are read from.</summary>
        public byte[] Bytes => _bytes;

        /// <summary>Counts an element of a list.</summary>
        /// <returns>Whether one more may be taken.</returns>
        public bool Element()
        {
            if (++_elements > MostElements)
            {
                Failed = true;
            }
            return !Failed;
        }

        /// <summary>Begins a packed list.</summary>
        /// <returns>What <see cref="Close"/> wants back.</returns>
        public int Open()
        {
            int outer = _end;
            int count = Run(out int offset);
            if (!Failed)
            {
                _at = offset;
                _end = offset + count;
            }
            return outer;
        }

        /// <summary>Ends what <see cref="Open"/> began.</summary>
        /// <param name="outer">What it returned.</param>
        public void Close(int outer)
        {
            _end = outer;
        }

        /// <summary>Reads a message within this one, on top of what it holds.</summary>
        /// <param name="message">The message.</param>
        public void Message(IProtoMessage message)
        {
            int outer = Open();
            if (++_depth > Deepest)
            {
                Failed = true;
            }
            if (!Failed)
            {
                message.Merge(this);
            }
            _depth--;
            Close(outer);
        }

        /// <summary>Passes over a field that nobody knows.</summary>
        /// <param name="tag">Its tag.</param>
        public void Skip(uint tag)
        {
            switch (tag & 7)
            {
                case 0:
                    Varint();
                    break;
                case 1:
                    Fixed(8);
                    break;
                case 2:
                    Run(out _);
                    break;
                case 3:
                    SkipGroup(tag + 1);
                    break;
                case 5:
                    Fixed(4);
                    break;
                default:
                    Failed = true;
                    break;
            }
        }

        private void SkipGroup(uint end)
        {
            if (++_depth > Deepest)
            {
                Failed = true;
            }
            uint tag;
            while ((tag = Tag()) != 0 && tag != end)
            {
                Skip(tag);
            }
            Failed |= tag == 0;
            _depth--;
        }

        private ulong Fixed(int many)
        {
            if (_end - _at < many)
            {
                Failed = true;
                return 0;
            }
            ulong bits = 0;
            for (int n = 0; n < many; n++)
            {
                bits |= (ulong)_bytes[_at++] << (8 * n);
            }
            return bits;
        }
    }
}
