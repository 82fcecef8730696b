using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play
{
    /// <summary>
    /// Plays decisions on recordings: score events in, strands out. The same events give the same strands as the server's
    /// renderer plays, at the tempo and in the key in which each section is recorded. It touches no engine and no clock.
    /// </summary>
    public sealed class MixScore
    {
        /// <summary>Frames (60 ms) after a decision before which nothing of it begins.</summary>
        const long Margin = 2880;

        const long StopNow = 1440;
        const long RestoreRise = 960;
        const long Smooth = 960;
        const long StingAttack = 2400;
        const long StingRelease = 24000;
        const int Kept = 16;

        readonly MusicSet _set;
        readonly List<Placed> _placed = new List<Placed>();
        double _duck;
        ulong _restored;

        /// <summary>Make one for a set; the gate is a gain that outlives it.</summary>
        public MixScore(MusicSet set, IMixPlayer player, Ramp gate = null)
        {
            _set = set;
            Desk = new MixDesk(set, player, gate);
        }

        /// <summary>Where the rows go.</summary>
        public MixDesk Desk { get; }

        /// <summary>Events that name a section which the set does not have.</summary>
        public int Unknown { get; private set; }

        /// <summary>Effects are not played here: name, value, frame, frames of the move.</summary>
        public event Action<string, double, long, long> EffectMoved;

        /// <summary>Take a decision, in the order of decisions. It may be used again by the caller afterwards.</summary>
        public void Take(ScoreEvent e)
        {
            if (e.Supersedes != 0)
            {
                Withdraw(e);
            }
            long frame = e.Frame;
            Placed here = At(frame);
            switch (e.Act)
            {
                case ScoreEvent.ActKind.Section:
                    Enter(e, e.Section);
                    break;
                case ScoreEvent.ActKind.Layer:
                    if (here != null)
                    {
                        long start = here.Frame == frame ? here.Start : frame;
                        long length = here.Section.FramesOfBeats(e.Layer.FadeBeats);
                        Layer(here, e.Layer.Layer, e.Layer.Take, e.Layer.GainDb, start, length, e.Id);
                    }
                    break;
                case ScoreEvent.ActKind.Stinger:
                    Sting(e, here);
                    break;
                case ScoreEvent.ActKind.Effect:
                    long move = here == null ? 0 : here.Section.FramesOfBeats(e.Effect.FadeBeats);
                    EffectMoved?.Invoke(e.Effect.Name, e.Effect.Value, frame, move);
                    break;
                case ScoreEvent.ActKind.Duck:
                    Ducked(e.Duck.Db, e.Why != null && e.Why.Rule.StartsWith("stinger", StringComparison.Ordinal), frame, e.Id);
                    break;
                case ScoreEvent.ActKind.Control:
                    Control(e.Control, frame, e.Id);
                    break;
            }
        }

        /// <summary>Go on from a state of the music, whatever was before; its frame is `RenderState.Frame`.</summary>
        public void Restore(RenderState state)
        {
            long frame = state.Frame;
            Desk.Reset(frame);
            _placed.Clear();
            _restored++;
            for (int i = 0; i < state.Volumes.Count; i++)
            {
                Volume(state.Volumes[i].Name, state.Volumes[i].Value, frame, 0, 0);
            }
            for (int i = 0; i < state.Effects.Count; i++)
            {
                EffectMoved?.Invoke(state.Effects[i].Name, state.Effects[i].Value, frame, 0);
            }
            _duck = state.DuckDb;
            Ramp(Desk.Duck, frame, Levels.Gain(state.DuckDb), 0, 0);
            Ramp(Desk.Mute, frame, state.Muted ? 0.0 : 1.0, 0, 0);
            if (state.Section.Length > 0 && !state.Stopped && _set.Sections.TryGetValue(state.Section, out SectionShape section))
            {
                ulong tag = ulong.MaxValue - _restored;
                long body = state.BodyFrame + (section.Once ? 0 : (long)state.Iteration * section.BodyFrames);
                Desk.Add(new MixRow
                {
                    What = MixRow.Kind.Section, At = frame, Nominal = frame, Tag = tag, Section = section, Body = body,
                    Length = RestoreRise,
                });
                var placed = new Placed { Frame = frame, Start = frame, Tag = tag, Section = section, Body = state.BodyFrame, Tick = null };
                _placed.Add(placed);
                for (int i = 0; i < state.Layers.Count; i++)
                {
                    RenderState.Layer layer = state.Layers[i];
                    Layer(placed, layer.Name, layer.Take, layer.GainDb, frame, 0, 0);
                }
            }
            if (state.Paused)
            {
                Desk.Add(new MixRow { What = MixRow.Kind.Pause, At = frame });
            }
            for (int i = 0; i < state.Pending.Count; i++)
            {
                Take(state.Pending[i]);
            }
        }

        void Layer(Placed placed, string layer, string take, double db, long frame, long length, ulong id)
        {
            TakeShape chosen = placed.Section.Layers.TryGetValue(layer, out LayerShape part) ? part.Take(take) : null;
            if (chosen != null)
            {
                Desk.Add(new MixRow
                {
                    What = MixRow.Kind.Layer, At = frame, Nominal = frame, Id = id, Tag = placed.Tag, Layer = layer,
                    File = chosen.File, Length = length, Value = Levels.Gain(db),
                });
            }
        }

        void Enter(ScoreEvent e, SectionAct act)
        {
            if (!_set.Sections.TryGetValue(act.Section, out SectionShape section))
            {
                Unknown++;
                return;
            }
            long frame = e.Frame;
            long body = section.FrameAt(act.TargetTick);
            Placed before = At(frame);
            Left left = before == null ? default : Leave(before, e);
            bool some = before != null;
            long fade = section.FramesOfBeats(act.FadeBeats);
            Fade kind = act.Fade;
            bool power = true;
            if (kind == Fade.Automatic)
            {
                kind = !some || left.AtEnd || left.Tail > 0 || fade == 0 ? Fade.Disabled : Fade.Cross;
            }
            else
            {
                power = !(some && before.Section.Name == act.Section && Mod(left.Body, section.BodyFrames) == body);
            }
            long earliest = Math.Max(e.DecidedFrame + Margin, some ? before.Frame : 0);
            long start = Begins(section, act, frame, earliest, body, out long rise);
            if (start == frame)
            {
                rise = (kind == Fade.In || kind == Fade.Cross) && some ? Math.Max(fade, MixDesk.Declick) : 0;
                rise = body > 0 ? Math.Max(rise, MixDesk.Declick) : rise;
            }
            Desk.Add(new MixRow
            {
                What = MixRow.Kind.Section, At = start, Nominal = frame, Id = e.Id, Tag = e.Id, Section = section, Body = body,
                Length = rise, Power = power,
            });
            var gone = new MixRow { What = MixRow.Kind.Fade, At = frame, Nominal = frame, Id = e.Id, Tag = e.Id, Power = power };
            long room = Math.Min(fade, frame - e.DecidedFrame - Margin);
            bool cuts = kind == Fade.Disabled || kind == Fade.In;
            if (cuts && some && left.AtEnd)
            {
                gone.Length = 0;
            }
            else if (cuts && some && left.Tail > 0)
            {
                gone.Length = Math.Max(left.Tail, MixDesk.Declick);
                gone.Power = true;
            }
            else if (kind == Fade.Out && act.FromTime != FromTime.End && room >= MixDesk.Declick)
            {
                gone.At = frame - room;
                gone.Length = room;
            }
            else
            {
                gone.Length = kind == Fade.Out || kind == Fade.Cross ? Math.Max(fade, MixDesk.Declick) : MixDesk.Declick;
                gone.Delay = kind == Fade.In ? fade : 0;
            }
            Desk.Add(gone);
            Place(new Placed
            {
                Frame = frame, Start = start, Tag = e.Id, Section = section, Body = body, Tick = e.Tick, BodyTick = act.TargetTick,
            });
        }

        static long Begins(SectionShape section, SectionAct act, long frame, long earliest, long body, out long rise)
        {
            long lead = 0;
            if (act.Rule != "sustain" && body == 0)
            {
                lead = section.PickupFrames;
            }
            else if (act.Rule != "sustain" && act.ToTime == ToTime.EntryCue)
            {
                foreach (CueShape cue in section.Entries)
                {
                    if (cue.Tick == act.TargetTick)
                    {
                        lead = Math.Min(section.FramesOfBeats(cue.PickupBeats), body);
                        break;
                    }
                }
            }
            long start = lead > 0 ? Math.Min(Math.Max(Math.Max(frame - lead, earliest), 0), frame) : frame;
            rise = start < frame && (body > 0 || start > frame - lead) ? MixDesk.Declick : 0;
            return start;
        }

        static Left Leave(Placed before, ScoreEvent e)
        {
            SectionShape section = before.Section;
            bool told = e.Section.FromTime == FromTime.End;
            if (before.Tick == null)
            {
                long frames = section.BodyFrames;
                long place = before.Body + e.Frame - before.Frame;
                place -= Math.Max(-Head.Floor(-place, frames) - 1, 0) * frames;
                return new Left { Body = place, AtEnd = !section.Unequal && (told || place == frames) };
            }
            long length = section.BodyTicks;
            long inside = e.Tick - before.Tick.Value + before.BodyTick;
            if (!section.Once)
            {
                inside -= Math.Max(-Head.Floor(-inside, length) - 1, 0) * length;
            }
            double tail = 0.0;
            if (e.Section.FromTime == FromTime.ExitCue)
            {
                foreach (CueShape cue in section.Exits)
                {
                    tail = cue.Tick == inside ? Math.Max(tail, cue.TailBeats) : tail;
                }
            }
            return new Left
            {
                Body = section.FrameAt(inside),
                AtEnd = !section.Unequal && (inside >= length || told),
                Tail = section.FramesOfBeats(tail),
            };
        }

        void Withdraw(ScoreEvent e)
        {
            Desk.Cancel(e.Supersedes);
            Placed old = _placed.Find(one => one.Tag == e.Supersedes);
            if (old != null)
            {
                if (old.Start < old.Frame)
                {
                    Desk.Add(new MixRow { What = MixRow.Kind.Drop, At = e.DecidedFrame + Margin, Tag = old.Tag });
                }
                _placed.Remove(old);
            }
        }

        void Sting(ScoreEvent e, Placed here)
        {
            TakeShape take = _set.Stingers.TryGetValue(e.Stinger.Name, out StingerShape stinger) ? stinger.Take(e.Stinger.Take) : null;
            if (take == null)
            {
                Unknown++;
                return;
            }
            long frame = e.Frame;
            long pickup = stinger.PickupFrames(take);
            long start = pickup > 0 ? Math.Min(Math.Max(frame - pickup, e.DecidedFrame + Margin), frame) : frame;
            double db = stinger.GainDb + _set.Softer(here == null ? null : here.Section.Name);
            Desk.Add(new MixRow
            {
                What = MixRow.Kind.Stinger, At = start, Nominal = frame - pickup, Id = e.Id, File = take.File, Value = Levels.Gain(db),
            });
        }

        void Ducked(double db, bool stinger, long frame, ulong id)
        {
            bool down = db < _duck;
            _duck = db;
            if (stinger || _set.Ducked.Count == 0)
            {
                long length = stinger
                    ? (down ? StingAttack : StingRelease)
                    : (down ? _set.DuckAttack : _set.DuckRelease);
                Ramp(Desk.Duck, frame, Levels.Gain(db), length, id);
                return;
            }
            foreach (string layer in _set.Ducked)
            {
                Ramp trim = Desk.Trim(layer);
                if (trim != null)
                {
                    Ramp(trim, frame, Levels.Gain(db), down ? _set.DuckAttack : _set.DuckRelease, id);
                }
            }
        }

        void Control(ControlAct act, long frame, ulong id)
        {
            long fade = (long)Math.Round(act.FadeS * Levels.SampleRate);
            switch (act.Verb)
            {
                case ControlVerb.Pause:
                    _placed.RemoveAll(one => one.Frame >= frame);
                    Desk.Add(new MixRow { What = MixRow.Kind.Pause, At = frame, Id = id, Length = 480 });
                    break;
                case ControlVerb.Resume:
                    Desk.Add(new MixRow { What = MixRow.Kind.Resume, At = frame, Id = id });
                    break;
                case ControlVerb.Stop:
                    _placed.RemoveAll(one => one.Frame >= frame);
                    Desk.Add(new MixRow { What = MixRow.Kind.Stop, At = frame, Id = id, Length = fade > 0 ? fade : StopNow });
                    break;
                case ControlVerb.Stopped:
                    Desk.Add(new MixRow { What = MixRow.Kind.Fade, At = frame, Id = id, Tag = 0 });
                    break;
                case ControlVerb.Mute:
                case ControlVerb.Unmute:
                    Ramp(Desk.Mute, frame, act.Verb == ControlVerb.Mute ? 0.0 : 1.0, 480, id);
                    break;
                case ControlVerb.Volume:
                    Volume(act.Bus, act.Db, frame, Math.Max(fade, Smooth), id);
                    break;
            }
        }

        void Volume(string bus, double db, long frame, long length, ulong id)
        {
            Ramp target = bus == "music" ? Desk.Music : bus == "stingers" ? Desk.Stingers : bus == "master" ? Desk.Master : null;
            if (target != null)
            {
                Ramp(target, frame, Levels.Gain(db), length, id);
            }
        }

        void Ramp(Ramp target, long frame, double gain, long length, ulong id) => Desk.Add(new MixRow
        {
            What = MixRow.Kind.Ramp, At = frame, Id = id, Target = target, Value = gain, Length = length,
        });

        Placed At(long frame)
        {
            for (int i = _placed.Count - 1; i >= 0; i--)
            {
                if (_placed[i].Frame <= frame)
                {
                    return _placed[i];
                }
            }
            return null;
        }

        void Place(Placed placed)
        {
            int at = _placed.Count;
            while (at > 0 && _placed[at - 1].Frame > placed.Frame)
            {
                at--;
            }
            _placed.Insert(at, placed);
            if (_placed.Count > Kept)
            {
                _placed.RemoveAt(0);
            }
        }

        static long Mod(long a, long b) => a - Head.Floor(a, b) * b;

        struct Left
        {
            public long Body;
            public bool AtEnd;
            public long Tail;
        }

        sealed class Placed
        {
            public long Frame;
            public long Start;
            public ulong Tag;
            public SectionShape Section;
            public long Body;
            public long? Tick;
            public long BodyTick;
        }
    }
}
