#nullable enable
using System;
using Affekt.Wire;

namespace Affekt.Osc
{
    /// <summary>A message as it was read. It holds until the next one is read; texts are made only when they are asked for.</summary>
    public sealed class OscMessage
    {
        /// <summary>How many arguments are read at most.</summary>
        public const int Most = 64;

        private readonly char[] _types = new char[Most];
        private readonly long[] _integers = new long[Most];
        private readonly double[] _numbers = new double[Most];
        private readonly int[] _offsets = new int[Most];
        private byte[] _bytes = Array.Empty<byte>();
        private string _address = "";

        /// <summary>Where it goes, such as /affekt/layer.</summary>
        public string Address => _address;

        /// <summary>When it applies, from its bundle; 1 is at once.</summary>
        public ulong Timetag { get; internal set; }

        /// <summary>How many arguments it has.</summary>
        public int Count { get; private set; }

        /// <summary>An argument's type: i f s b h d t T F N I.</summary>
        /// <param name="index">Which, from 0.</param>
        /// <returns>The type; N where there is none.</returns>
        public char Type(int index)
        {
            return Has(index) ? _types[index] : 'N';
        }

        /// <summary>An argument as an integer; a number is cut, a truth value is 0 or 1.</summary>
        /// <param name="index">Which, from 0.</param>
        /// <returns>The integer; 0 where there is none.</returns>
        public long Integer(int index)
        {
            return Has(index) ? _integers[index] : 0;
        }

        /// <summary>An argument as a number.</summary>
        /// <param name="index">Which, from 0.</param>
        /// <returns>The number; 0 where there is none.</returns>
        public double Number(int index)
        {
            return Has(index) ? _numbers[index] : 0.0;
        }

        /// <summary>An argument as a text.</summary>
        /// <param name="index">Which, from 0.</param>
        /// <returns>The text; empty where it is none.</returns>
        public string Text(int index)
        {
            return Has(index) && _types[index] == 's'
                ? TextCache.Text(_bytes, _offsets[index], (int)_integers[index])
                : "";
        }

        /// <summary>An argument as bytes; they hold as long as the packet.</summary>
        /// <param name="index">Which, from 0.</param>
        /// <returns>The bytes; none where it is no blob.</returns>
        public ArraySegment<byte> Blob(int index)
        {
            bool there = Has(index) && _types[index] == 'b';
            return there
                ? new ArraySegment<byte>(_bytes, _offsets[index], (int)_integers[index])
                : new ArraySegment<byte>(Array.Empty<byte>());
        }

        internal void Begin(byte[] bytes, string address, ulong timetag)
        {
            _bytes = bytes;
            _address = address;
            Timetag = timetag;
            Count = 0;
        }

        internal bool Add(char type, long integer, double number, int offset)
        {
            if (Count == Most)
            {
                return false;
            }
            _types[Count] = type;
            _integers[Count] = integer;
            _numbers[Count] = number;
            _offsets[Count] = offset;
            Count++;
            return true;
        }

        private bool Has(int index)
        {
            return index >= 0 && index < Count;
        }
    }
}
