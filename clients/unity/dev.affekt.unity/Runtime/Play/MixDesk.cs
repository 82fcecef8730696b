using System;
using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>
    /// Carries out rows at their frames and says ahead of time which recording begins where: the same law as the server's
    /// renderer, for players that cannot stretch. One thread owns it; gains may be read by another.
    /// </summary>
    public sealed class MixDesk
    {
        /// <summary>Frames of the shortest fade (5 ms).</summary>
        public const long Declick = 240;

        const long PauseFade = 480;

        readonly MusicSet _set;
        readonly IMixPlayer _player;
        readonly List<MixRow> _queue = new List<MixRow>();
        readonly List<Head> _heads = new List<Head>();
        readonly List<MixVoice> _voices = new List<MixVoice>();
        readonly Dictionary<string, Ramp> _trims = new Dictionary<string, Ramp>();
        long _horizon;
        long _paused = -1;

        /// <summary>Make one for a set; the gate is a gain that outlives it.</summary>
        public MixDesk(MusicSet set, IMixPlayer player, Ramp gate = null)
        {
            _set = set;
            _player = player;
            Gate = gate ?? new Ramp(1.0);
            for (int i = 0; i < set.Layers.Count; i++)
            {
                _trims[set.Layers[i]] = new Ramp(1.0);
            }
        }

        /// <summary>Rows that came after their frame.</summary>
        public int Late { get; private set; }

        /// <summary>A gain of all that sounds, which no decision moves.</summary>
        public Ramp Gate { get; }

        internal Ramp Music { get; } = new Ramp(1.0);

        internal Ramp Stingers { get; } = new Ramp(1.0);

        internal Ramp Master { get; } = new Ramp(1.0);

        internal Ramp Duck { get; } = new Ramp(1.0);

        internal Ramp Mute { get; } = new Ramp(1.0);

        internal Ramp Held { get; } = new Ramp(1.0);

        internal Ramp Cut { get; } = new Ramp(1.0);

        internal Ramp Trim(string layer) => _trims.TryGetValue(layer, out Ramp found) ? found : null;

        internal void Add(MixRow row)
        {
            int at = _queue.Count;
            while (at > 0 && _queue[at - 1].At > row.At)
            {
                at--;
            }
            _queue.Insert(at, row);
        }

        internal void Cancel(ulong id)
        {
            for (int i = _queue.Count - 1; i >= 0; i--)
            {
                if (_queue[i].Id == id && id != 0)
                {
                    _queue.RemoveAt(i);
                }
            }
        }

        internal double BusGain(MixVoice voice, long frame)
        {
            double gain = Gate.At(frame) * Master.At(frame) * Mute.At(frame) * Held.At(frame) * Cut.At(frame);
            if (voice.Stinger)
            {
                return gain * Stingers.At(frame);
            }
            gain *= Music.At(frame) * Duck.At(frame);
            return _trims.TryGetValue(voice.Layer, out Ramp trim) ? gain * trim.At(frame) : gain;
        }

        /// <summary>Carry out what is due up to a frame, and announce the strands that begin before another.</summary>
        /// <param name="heard">The frame that the engine plays now: nothing acts before it.</param>
        /// <param name="act">Rows up to this frame act.</param>
        /// <param name="horizon">Strands that begin before this frame are announced.</param>
        public void Advance(long heard, long act, long horizon)
        {
            _horizon = horizon;
            while (_queue.Count > 0 && _queue[0].At <= act)
            {
                MixRow row = _queue[0];
                _queue.RemoveAt(0);
                if (row.At < heard)
                {
                    Late++;
                }
                Act(row, Math.Max(row.At, heard));
            }
            for (int i = 0; i < _voices.Count && _paused < 0; i++)
            {
                Announce(_voices[i], heard);
            }
            Sweep(heard);
        }

        /// <summary>What the player had is lost to it: all that sounds is announced anew, from where it is by then.</summary>
        public void Again()
        {
            for (int i = 0; i < _voices.Count; i++)
            {
                _voices[i].Strands.Clear();
            }
        }

        void Act(MixRow row, long frame)
        {
            switch (row.What)
            {
                case MixRow.Kind.Section:
                    Enter(row, frame);
                    break;
                case MixRow.Kind.Fade:
                    for (int i = 0; i < _heads.Count; i++)
                    {
                        if (_heads[i].Tag != row.Tag)
                        {
                            // One that comes late still is over when it was to be.
                            long length = row.Length > 0 ? Math.Max(row.At + row.Length - frame, Declick) : 0;
                            Leave(_heads[i], frame, length, row.Power, row.Delay);
                        }
                    }
                    break;
                case MixRow.Kind.Drop:
                    for (int i = 0; i < _heads.Count; i++)
                    {
                        if (_heads[i].Tag == row.Tag)
                        {
                            Leave(_heads[i], frame, Declick, false, 0);
                        }
                    }
                    break;
                case MixRow.Kind.Layer:
                    Level(row, frame);
                    break;
                case MixRow.Kind.Stinger:
                    Strike(row, frame);
                    break;
                case MixRow.Kind.Ramp:
                    row.Target.Aim(frame, row.Value, row.Length, false);
                    break;
                case MixRow.Kind.Pause:
                    Pause(row.At, frame, row.Length);
                    break;
                case MixRow.Kind.Resume:
                    Resume(row.At, frame);
                    break;
                case MixRow.Kind.Stop:
                    Cut.Aim(frame, 0.0, Math.Max(row.Length, 1), false);
                    _queue.Clear();
                    Add(new MixRow { What = MixRow.Kind.Clear, At = frame + row.Length });
                    break;
                case MixRow.Kind.Clear:
                    Clear(frame);
                    break;
            }
        }

        void Enter(MixRow row, long frame)
        {
            if (Cut.Goal == 0.0)
            {
                Clear(frame);
            }
            var head = new Head
            {
                Tag = row.Tag,
                Section = row.Section,
                Start = frame,
                Body = row.Body + (frame - row.Nominal),
                Length = Math.Max(row.Section.BodyFrames, 1),
                Passes = row.Section.Once ? 1 : Head.Forever,
            };
            if (row.Length > 0)
            {
                head.Gain = new Ramp(0.0);
                head.Gain.Set(frame, 0.0, 1.0, row.Length, row.Power);
            }
            _heads.Add(head);
        }

        void Leave(Head head, long frame, long length, bool power, long delay)
        {
            head.Leave(frame, length, power, delay);
            for (int i = 0; i < _voices.Count; i++)
            {
                if (_voices[i].Head == head)
                {
                    Trim(_voices[i]);
                }
            }
        }

        void Level(MixRow row, long frame)
        {
            Head head = _heads.Find(one => one.Tag == row.Tag);
            long frames = FramesOf(row.File);
            if (head == null || frames <= 0)
            {
                return;
            }
            bool fresh = head.Start == frame;
            MixVoice mine = null;
            MixVoice other = null;
            for (int i = 0; i < _voices.Count; i++)
            {
                MixVoice one = _voices[i];
                if (one.Head == head && one.Layer == row.Layer && !one.Dying)
                {
                    mine = one.File == row.File ? one : mine;
                    other = one.File == row.File ? other : one;
                }
            }
            if (mine != null)
            {
                mine.Gain.Aim(frame, row.Value, fresh ? 0 : Math.Max(row.Length, Declick), false);
                Rest(mine, frame);
                return;
            }
            if (row.Value == 0.0 && other == null)
            {
                return;
            }
            long own = head.Section.Layers[row.Layer].LoopFrames;
            long length = own > 0 ? own : head.Length;
            long place = head.Where(frame);
            long now = Math.Max(Head.Floor(place, length), 0);
            bool seam = place == now * length;
            double was = 0.0;
            if (other != null)
            {
                was = other.Gain.At(frame);
                other.Dying = true;
                if (seam && now > 0)
                {
                    other.Passes = now;
                }
                else
                {
                    other.Gain.Aim(frame, 0.0, Math.Max(row.Length, Declick), true);
                }
                Trim(other);
            }
            var voice = new MixVoice
            {
                Head = head,
                Layer = row.Layer,
                File = row.File,
                Frames = frames,
                Pos0 = -head.Section.PickupFrames,
                Loop = own,
                First = fresh ? 0 : now,
                Born = frame,
            };
            bool stays = fresh || (seam && other != null && was == row.Value);
            double from = fresh ? row.Value : seam ? was : 0.0;
            voice.Gain = new Ramp(from);
            voice.Gain.Set(frame, from, row.Value, stays ? 0 : Math.Max(row.Length, Declick), other != null && !seam);
            _voices.Add(voice);
            Rest(voice, frame);
        }

        void Strike(MixRow row, long frame)
        {
            long frames = FramesOf(row.File);
            if (frames <= 0 || frame - row.Nominal >= frames)
            {
                return;
            }
            var voice = new MixVoice { File = row.File, Frames = frames, Stinger = true, Born = frame, Passes = 1 };
            voice.Pos0 = row.Nominal;
            bool cut = frame > row.Nominal;
            voice.Gain = new Ramp(cut ? 0.0 : row.Value);
            voice.Gain.Set(frame, cut ? 0.0 : row.Value, row.Value, cut ? Declick : 0, false);
            _voices.Add(voice);
        }

        void Rest(MixVoice voice, long frame)
        {
            if (voice.Gain.Goal > 0.0)
            {
                if (voice.Rests != Strand.Open && voice.Rests <= frame)
                {
                    voice.Born = frame;
                    voice.Strands.Clear();
                }
                voice.Rests = Strand.Open;
            }
            else
            {
                voice.Rests = Math.Max(voice.Gain.Settles, frame);
            }
            Trim(voice);
        }

        /// <summary>The frame from which on nothing of a voice is heard.</summary>
        static long EndOf(MixVoice voice)
        {
            long end = voice.Rests;
            if (voice.Gain.Goal == 0.0)
            {
                end = Math.Min(end, voice.Gain.Settles);
            }
            if (voice.Head != null && voice.Head.Gain.Goal == 0.0)
            {
                end = Math.Min(end, voice.Head.Gain.Settles);
            }
            return end;
        }

        /// <summary>Tell the player how long what it has sounds.</summary>
        void Trim(MixVoice voice)
        {
            long end = EndOf(voice);
            for (int i = voice.Strands.Count - 1; i >= 0; i--)
            {
                Strand strand = voice.Strands[i];
                long due = voice.Head != null && strand.Pass >= voice.Limit ? strand.Start : end;
                if (due != strand.End)
                {
                    strand.End = due;
                    _player.End(strand);
                }
                if (due <= strand.Start)
                {
                    voice.Strands.RemoveAt(i);
                }
            }
        }

        void Announce(MixVoice voice, long heard)
        {
            if (voice.Stinger)
            {
                if (voice.Strands.Count == 0 && voice.Born < _horizon)
                {
                    Begin(voice, voice.Pos0, 0, Math.Max(voice.Born, heard));
                }
                return;
            }
            Head head = voice.Head;
            long length = voice.Length;
            long from = Math.Max(voice.Born, heard);
            long oldest = Math.Max(Head.Floor(head.Where(from) - voice.Pos0 - voice.Frames, length) + 1, voice.First);
            long limit = voice.Limit;
            long end = EndOf(voice);
            for (long pass = Math.Max(oldest, 0); pass < limit; pass++)
            {
                long low = pass == 0 && voice.First == 0 ? voice.Pos0 : Math.Max(voice.Pos0, 0);
                long start = head.FrameOf(pass * length + low);
                if (start >= _horizon || Math.Max(start, from) >= end)
                {
                    break;
                }
                if (!Has(voice, pass))
                {
                    Begin(voice, head.FrameOf(pass * length) + voice.Pos0, pass, Math.Max(start, from));
                }
            }
        }

        long FramesOf(string file) => _set.Frames.TryGetValue(file, out long told) ? told : _player.FramesOf(file);

        static bool Has(MixVoice voice, long pass)
        {
            for (int i = 0; i < voice.Strands.Count; i++)
            {
                if (voice.Strands[i].Pass == pass)
                {
                    return true;
                }
            }
            return false;
        }

        void Begin(MixVoice voice, long zero, long pass, long start)
        {
            long offset = start - zero;
            if (offset >= voice.Frames)
            {
                return;
            }
            bool late = start > voice.Born && (voice.Stinger || offset > Math.Max(-voice.Pos0, 0));
            var strand = new Strand(this, voice, voice.File, start, offset, pass, late);
            voice.Strands.Add(strand);
            _player.Play(strand);
            Trim(voice);
        }

        void Pause(long nominal, long frame, long fade)
        {
            if (_paused >= 0)
            {
                return;
            }
            _paused = nominal;
            Held.Aim(frame, 0.0, fade, false);
            for (int i = 0; i < _heads.Count; i++)
            {
                if (_heads[i].Where(frame) < 0)
                {
                    Leave(_heads[i], frame, PauseFade, false, 0);
                }
            }
            foreach (MixVoice voice in _voices)
            {
                foreach (Strand strand in voice.Strands)
                {
                    strand.End = Math.Min(strand.End, frame + fade);
                    _player.End(strand);
                }
            }
            _queue.RemoveAll(row => row.At >= frame && row.What != MixRow.Kind.Ramp);
        }

        void Resume(long nominal, long frame)
        {
            if (_paused < 0)
            {
                return;
            }
            // Where the music goes on is a matter of what was decided, not of when the engine got to it.
            long shift = nominal - _paused;
            foreach (Head head in _heads)
            {
                head.Start += shift;
                head.Gain.Delay(_paused, shift);
            }
            foreach (MixVoice voice in _voices)
            {
                voice.Gain.Delay(_paused, shift);
                voice.Strands.Clear();
                voice.Rests = voice.Rests == Strand.Open || voice.Rests <= _paused ? voice.Rests : voice.Rests + shift;
                voice.Born = Math.Max(voice.Born + shift, frame);
                if (voice.Stinger)
                {
                    voice.Pos0 += shift;
                }
            }
            _paused = -1;
            Held.Aim(frame, 1.0, PauseFade, false);
        }

        void Clear(long frame)
        {
            foreach (MixVoice voice in _voices)
            {
                foreach (Strand strand in voice.Strands)
                {
                    strand.End = Math.Min(strand.End, frame);
                    _player.End(strand);
                }
            }
            _voices.Clear();
            _heads.Clear();
            _paused = -1;
            Cut.Aim(frame, 1.0, 0, false);
            Held.Aim(frame, 1.0, 0, false);
        }

        /// <summary>Forget everything, queued rows too.</summary>
        internal void Reset(long frame)
        {
            Clear(frame);
            _queue.Clear();
        }

        void Sweep(long heard)
        {
            for (int i = _voices.Count - 1; i >= 0; i--)
            {
                MixVoice voice = _voices[i];
                for (int k = voice.Strands.Count - 1; k >= 0; k--)
                {
                    Strand strand = voice.Strands[k];
                    long last = Math.Min(strand.End, strand.Start + voice.Frames - strand.Offset);
                    if (last < heard && (voice.Stinger || voice.Dying || voice.Head.Dying || Past(voice, strand, heard)))
                    {
                        voice.Strands.RemoveAt(k);
                    }
                }
                bool over = voice.Strands.Count == 0 && voice.Born < heard && _paused < 0;
                if (over && (voice.Stinger || voice.Dying || Over(voice.Head, heard)))
                {
                    _voices.RemoveAt(i);
                }
            }
            for (int i = _heads.Count - 1; i >= 0; i--)
            {
                Head head = _heads[i];
                if (Over(head, heard) && _paused < 0 && !IsUsed(head))
                {
                    _heads.RemoveAt(i);
                }
            }
        }

        bool IsUsed(Head head)
        {
            for (int i = 0; i < _voices.Count; i++)
            {
                if (_voices[i].Head == head)
                {
                    return true;
                }
            }
            return false;
        }

        static bool Past(MixVoice voice, Strand strand, long heard) =>
            voice.Head.Where(heard) >= strand.Pass * voice.Length + voice.Pos0 + voice.Frames;

        static bool Over(Head head, long heard) =>
            head.Dying && (head.Where(heard) > head.Ends + head.Length || (head.Gain.Goal == 0.0 && head.Gain.Settles < heard));
    }
}
