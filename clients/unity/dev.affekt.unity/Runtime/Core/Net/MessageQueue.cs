#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>
    /// Messages between two threads, in order and bounded. Their bytes lie in one ring, which grows while it must and may;
    /// in a steady stream nothing is allocated.
    /// </summary>
    public sealed class MessageQueue
    {
        private const int FewestBytes = 16384;
        private readonly object _gate = new object();
        private readonly int _mostBytes;
        private readonly Record[] _records;
        private byte[] _ring = new byte[FewestBytes];
        private int _first;
        private int _count;
        private int _tail;

        /// <summary>Prepares an empty queue.</summary>
        /// <param name="mostMessages">How many may wait.</param>
        /// <param name="mostBytes">How long they may be together.</param>
        public MessageQueue(int mostMessages = 4096, int mostBytes = 16 * 1024 * 1024)
        {
            _records = new Record[mostMessages];
            _mostBytes = Math.Max(mostBytes, FewestBytes);
        }

        /// <summary>How many messages wait.</summary>
        public int Count
        {
            get
            {
                lock (_gate)
                {
                    return _count;
                }
            }
        }

        /// <summary>Adds a message; the bytes are copied.</summary>
        /// <param name="kind">Which kind it is.</param>
        /// <param name="at">When it came, in seconds of the client's time.</param>
        /// <param name="bytes">Where its bytes are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        /// <returns>Whether there was room.</returns>
        public bool Put(MessageKind kind, double at, byte[] bytes, int offset, int count)
        {
            lock (_gate)
            {
                if (_count == _records.Length || !Place(count, out int place))
                {
                    return false;
                }
                Buffer.BlockCopy(bytes, offset, _ring, place, count);
                _tail = place + count;
                _records[(_first + _count) % _records.Length] = new Record(kind, at, place, count);
                _count++;
                return true;
            }
        }

        /// <summary>Takes the oldest message.</summary>
        /// <param name="into">A buffer for its bytes; replaced by a longer one where it is too short.</param>
        /// <param name="kind">Which kind it is.</param>
        /// <param name="at">When it came.</param>
        /// <param name="count">How many bytes it has.</param>
        /// <returns>Whether there was one.</returns>
        public bool Take(ref byte[] into, out MessageKind kind, out double at, out int count)
        {
            lock (_gate)
            {
                if (_count == 0)
                {
                    kind = MessageKind.Unspecified;
                    at = 0;
                    count = 0;
                    return false;
                }
                Record record = _records[_first];
                _first = (_first + 1) % _records.Length;
                _count--;
                kind = record.Kind;
                at = record.At;
                count = record.Count;
                if (into.Length < count)
                {
                    into = new byte[Math.Max(count, 2 * into.Length)];
                }
                Buffer.BlockCopy(_ring, record.Offset, into, 0, count);
                return true;
            }
        }

        /// <summary>Forgets what waits.</summary>
        public void Clear()
        {
            lock (_gate)
            {
                _first = _count = _tail = 0;
            }
        }

        /// <summary>Finds room for so many bytes in one piece.</summary>
        private bool Place(int count, out int place)
        {
            while (!Fits(count, out place))
            {
                if (_ring.Length >= _mostBytes)
                {
                    return false;
                }
                Grow();
            }
            return true;
        }

        private bool Fits(int count, out int place)
        {
            place = _tail;
            if (_count == 0)
            {
                place = 0;
                return count <= _ring.Length;
            }
            int head = _records[_first].Offset;
            if (_tail < head)
            {
                return _tail + count < head;
            }
            if (_tail + count <= _ring.Length)
            {
                return true;
            }
            place = 0;
            return count < head;
        }

        private void Grow()
        {
            byte[] wider = new byte[Math.Min(2 * _ring.Length, _mostBytes)];
            int at = 0;
            for (int n = 0; n < _count; n++)
            {
                int index = (_first + n) % _records.Length;
                Record record = _records[index];
                Buffer.BlockCopy(_ring, record.Offset, wider, at, record.Count);
                _records[index] = new Record(record.Kind, record.At, at, record.Count);
                at += record.Count;
            }
            _ring = wider;
            _tail = at;
        }

        private readonly struct Record
        {
            internal readonly MessageKind Kind;
            internal readonly double At;
            internal readonly int Offset;
            internal readonly int Count;

            internal Record(MessageKind kind, double at, int offset, int count)
            {
                Kind = kind;
                At = at;
                Offset = offset;
                Count = count;
            }
        }
    }
}
