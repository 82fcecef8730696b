using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play
{
    /// <summary>Keeps decisions until the frame at which they sound. Its events are used again; nothing is allocated at rest.</summary>
    public sealed class SoundQueue
    {
        const int Most = 4096;

        readonly List<ScoreEvent> _waiting = new List<ScoreEvent>();
        readonly Stack<ScoreEvent> _spare = new Stack<ScoreEvent>();
        readonly ScoreEvent _now = new ScoreEvent();

        /// <summary>Decisions that were let go since too many waited.</summary>
        public int Dropped { get; private set; }

        /// <summary>How many wait.</summary>
        public int Count => _waiting.Count;

        /// <summary>Keep a copy of a decision; it takes the place of one that it replaces.</summary>
        public void Add(ScoreEvent e)
        {
            if (e.Supersedes != 0)
            {
                Forget(e.Supersedes);
            }
            if (e.Act == ScoreEvent.ActKind.Control && (e.Control.Verb == ControlVerb.Pause || e.Control.Verb == ControlVerb.Stop))
            {
                DropAfter(e.Frame);
            }
            if (_waiting.Count >= Most)
            {
                Dropped++;
                return;
            }
            ScoreEvent copy = _spare.Count > 0 ? _spare.Pop() : new ScoreEvent();
            copy.CopyFrom(e);
            int at = _waiting.Count;
            while (at > 0 && _waiting[at - 1].Frame > copy.Frame)
            {
                at--;
            }
            _waiting.Insert(at, copy);
        }

        /// <summary>Return the next decision that sounds by a frame, or null. It is good until the next call.</summary>
        public ScoreEvent Next(double frame)
        {
            if (_waiting.Count == 0 || _waiting[0].Frame > frame)
            {
                return null;
            }
            ScoreEvent first = _waiting[0];
            _waiting.RemoveAt(0);
            _now.CopyFrom(first);
            _spare.Push(first);
            return _now;
        }

        /// <summary>Forget all.</summary>
        public void Clear()
        {
            foreach (ScoreEvent one in _waiting)
            {
                _spare.Push(one);
            }
            _waiting.Clear();
        }

        void Forget(ulong id)
        {
            for (int i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Id == id)
                {
                    _spare.Push(_waiting[i]);
                    _waiting.RemoveAt(i);
                }
            }
        }

        void DropAfter(long frame)
        {
            for (int i = _waiting.Count - 1; i >= 0 && _waiting[i].Frame >= frame; i--)
            {
                _spare.Push(_waiting[i]);
                _waiting.RemoveAt(i);
            }
        }
    }
}
