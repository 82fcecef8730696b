#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>Decisions that do not sound yet, in the order of their frames; their number is bounded.</summary>
    public sealed class SoundingQueue
    {
        /// <summary>How many decisions may wait.</summary>
        public const int Most = 8192;

        private ScoreEvent?[] _waiting = new ScoreEvent?[64];
        private ScoreEvent?[] _spare = new ScoreEvent?[64];
        private int _spares;

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
            ScoreEvent kept = _spares > 0 ? _spare[--_spares]! : new ScoreEvent();
            kept.CopyFrom(decision);
            if (Count == _waiting.Length)
            {
                Array.Resize(ref _waiting, 2 * Count);
                Array.Resize(ref _spare, 2 * Count);
            }
            int at = Count++;
            for (; at > 0 && _waiting[at - 1]!.Frame <= kept.Frame; at--)
            {
                _waiting[at] = _waiting[at - 1];
            }
            _waiting[at] = kept;
        }

        /// <summary>Takes the first decision that sounds at a frame or before.</summary>
        /// <param name="frame">The frame.</param>
        /// <returns>The decision, for <see cref="Give"/>; null where none does.</returns>
        public ScoreEvent? Take(double frame)
        {
            if (Count == 0 || _waiting[Count - 1]!.Frame > frame)
            {
                return null;
            }
            ScoreEvent taken = _waiting[--Count]!;
            _waiting[Count] = null;
            return taken;
        }

        /// <summary>Gives back what was taken, to be used again.</summary>
        /// <param name="taken">What <see cref="Take"/> returned.</param>
        public void Give(ScoreEvent taken)
        {
            if (_spares < _spare.Length)
            {
                _spare[_spares++] = taken;
            }
        }

        /// <summary>Forgets what waits.</summary>
        public void Clear()
        {
            while (Count > 0)
            {
                Give(_waiting[--Count]!);
                _waiting[Count] = null;
            }
        }

        private void Forget(ulong id)
        {
            for (int n = 0; n < Count; n++)
            {
                if (_waiting[n]!.Id == id)
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
                if (_waiting[n]!.Frame > frame)
                {
                    Remove(n);
                }
            }
        }

        private void Remove(int place)
        {
            Give(_waiting[place]!);
            Array.Copy(_waiting, place + 1, _waiting, place, Count - place - 1);
            _waiting[--Count] = null;
        }
    }
}
