#nullable enable
using System;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt
{
    /// <summary>
    /// Decisions that do not sound yet, in the order of their frames; their number is bounded. They are kept as bytes in
    /// places that are used again, so that keeping one allocates nothing.
    /// </summary>
    public sealed class SoundingQueue
    {
        /// <summary>How many decisions may wait.</summary>
        public const int Most = 8192;

        private const int AtFirst = 64;
        private const int UsualBytes = 1024;
        private readonly ProtoWriter _writer = new ProtoWriter(UsualBytes);
        private readonly ProtoReader _reader = new ProtoReader();
        private readonly ScoreEvent _taken = new ScoreEvent();

        /// <summary>The first Count of them wait, the last of those sounds first; behind them are free places.</summary>
        private Place[] _places = new Place[AtFirst];

        /// <summary>Prepares.</summary>
        public SoundingQueue()
        {
            for (int n = 0; n < AtFirst; n++)
            {
                _places[n].Bytes = new byte[UsualBytes];
            }
        }

        /// <summary>How many wait.</summary>
        public int Count { get; private set; }

        /// <summary>How many were passed over because too many waited.</summary>
        public int Dropped { get; private set; }

        /// <summary>
        /// Keeps a copy of a decision. One that it supersedes is let go; a pause or a stop lets go whatever was decided
        /// for later.
        /// </summary>
        /// <param name="decision">The decision.</param>
        public void Add(ScoreEvent decision)
        {
            if (decision.Supersedes != 0)
            {
                Forget(decision.Supersedes);
            }
            ControlVerb verb = decision.Control?.Verb ?? ControlVerb.Unspecified;
            if (verb == ControlVerb.Pause || verb == ControlVerb.Stop)
            {
                ForgetFrom(decision.Frame);
            }
            if (Count >= Most)
            {
                Dropped++;
                return;
            }
            if (Count == _places.Length)
            {
                Array.Resize(ref _places, 2 * Count);
            }
            Place kept = _places[Count];
            ArraySegment<byte> bytes = _writer.Encode(decision);
            if (kept.Bytes == null || kept.Bytes.Length < bytes.Count)
            {
                kept.Bytes = new byte[Math.Max(UsualBytes, 2 * bytes.Count)];
            }
            Buffer.BlockCopy(bytes.Array!, bytes.Offset, kept.Bytes, 0, bytes.Count);
            kept.Length = bytes.Count;
            kept.Frame = decision.Frame;
            kept.Id = decision.Id;
            int at = Count++;
            for (; at > 0 && _places[at - 1].Frame <= kept.Frame; at--)
            {
                _places[at] = _places[at - 1];
            }
            _places[at] = kept;
        }

        /// <summary>Takes the first decision that sounds at a frame or before.</summary>
        /// <param name="frame">The frame.</param>
        /// <returns>The decision, which holds until the next one is taken; null where none does.</returns>
        public ScoreEvent? Take(double frame)
        {
            if (Count == 0 || _places[Count - 1].Frame > frame)
            {
                return null;
            }
            Place place = _places[--Count];
            _reader.Decode(_taken, place.Bytes, 0, place.Length);
            return _taken;
        }

        /// <summary>Forgets what waits.</summary>
        public void Clear()
        {
            Count = 0;
        }

        private void Forget(ulong id)
        {
            for (int n = 0; n < Count; n++)
            {
                if (_places[n].Id == id)
                {
                    Remove(n);
                    return;
                }
            }
        }

        private void ForgetFrom(long frame)
        {
            for (int n = Count - 1; n >= 0; n--)
            {
                if (_places[n].Frame > frame)
                {
                    Remove(n);
                }
            }
        }

        private void Remove(int at)
        {
            Place free = _places[at];
            Count--;
            for (int n = at; n < Count; n++)
            {
                _places[n] = _places[n + 1];
            }
            _places[Count] = free;
        }

        private struct Place
        {
            internal byte[] Bytes;
            internal int Length;
            internal long Frame;
            internal ulong Id;
        }
    }
}
