using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>Changes of section: a wish finds its rule and its place, waits, and is carried out at its tick.</summary>
    static class Changes
    {
        public static void Ask(BakedScore score, Wish wish)
        {
            if (!score.Baked.Sections.TryGetValue(wish.Section, out BakedSection section))
            {
                score.Warn(ErrorReason.UnknownName, $"the set has no section '{wish.Section}'", $"section:{wish.Section}");
                return;
            }
            if (wish.Marker.Length > 0 && section.Marker(wish.Marker) < 0)
            {
                string about = $"marker:{wish.Section}:{wish.Marker}";
                score.Warn(ErrorReason.UnknownName, $"'{wish.Section}' has no marker '{wish.Marker}'", about);
                return;
            }
            bool was = score.Left.TryGetValue(wish.Section, out long left);
            if (wish.Strength < Wish.Cue && was && left >= 0 && score.Frame - left < section.Cooldown)
            {
                score.Warn(ErrorReason.TooFast, $"'{wish.Section}' rests between entries", $"cooldown:{wish.Section}");
                return;
            }
            if (score.Wish == null || wish.Strength >= score.Wish.Strength)
            {
                score.Wish = wish;
            }
        }

        public static void Settle(BakedScore score)
        {
            Wish wish = score.Wish;
            Pending waiting = score.Pending;
            if (wish == null || score.Section.Length == 0 || score.Stopped)
            {
                return;
            }
            score.Wish = null;
            if (waiting != null && wish.Strength < waiting.Strength)
            {
                return;
            }
            if (score.Stopping && wish.Strength < Wish.Cue)
            {
                return;
            }
            bool sounds = (wish.Section == score.Section || wish.Section == score.Asked) && !score.Brief.Once;
            if (sounds && wish.Marker.Length == 0)
            {
                score.Pending = null;
                return;
            }
            Pending found = Find(score, wish);
            if (waiting != null && wish.Section == waiting.Section && wish.Marker.Length == 0)
            {
                found = waiting.Tick <= found.Tick ? waiting : found;
                found.Strength = wish.Strength;
            }
            score.Pending = found;
            Stings.MeetChange(score);
            if (wish.Strength == Wish.Event || wish.Strength == Wish.Cue)
            {
                score.Stopping = false;
            }
        }

        public static void Begin(BakedScore score)
        {
            Wish wish = score.Wish;
            score.Wish = null;
            string name = wish == null ? score.Baked.Start : wish.Section;
            score.Stopped = score.Stopping = false;
            var change = new Pending
            {
                Section = name,
                FromTime = FromTime.Immediate,
                Why = new Cause("start", wish == null ? 0 : wish.Why.Seq, wish == null ? "" : wish.Why.Text),
                Strength = Wish.Loop,
            };
            if (wish != null && wish.Marker.Length > 0)
            {
                change.BodyTick = score.Baked.Sections[name].Marker(wish.Marker);
                change.ToTime = ToTime.EntryCue;
            }
            long frame = score.Horizon;
            if (score.Passes.Count > 0)
            {
                change.Tick = Math.Max(score.Now.TickAt(score.Horizon - 1) + 1, score.Now.Tick);
                frame = Math.Max(score.Horizon, score.Now.Frame);
            }
            Enter(score, change, frame);
        }

        public static bool Resumes(BakedScore score, string name)
        {
            BakedSection section = score.Baked.Sections[name];
            return !section.Once
                && score.Left.TryGetValue(name, out long left)
                && score.Places.ContainsKey(name)
                && score.Frame - left <= section.Resume;
        }

        public static void Enter(BakedScore score, Pending change, long frame)
        {
            long bar = 1;
            Pass old = score.Passes.Count > 0 ? score.Now : null;
            long at = old != null && frame < 0 ? old.FrameAt(change.Tick) : frame;
            if (old != null)
            {
                Place place = old.At(change.Tick);
                bool atLine = Whole.Mod(change.BodyTick, score.Baked.Sections[change.Section].BarTicks) == 0;
                bar = place.Bar + (place.Beat > 1.0 && atLine ? 1 : 0);
            }
            string name = change.Section;
            if (change.Strength < Wish.Stop && change.BodyTick == 0)
            {
                name = Next(score, name, bar);
            }
            bool once = score.Section.Length > 0 && score.Brief.Once;
            if (old != null && score.Section.Length > 0)
            {
                LeaveBehind(score, change.Tick, at);
            }
            BakedSection section = score.Baked.Sections[name];
            score.Then(Pass.Enter(section, change.Tick, at, bar, change.BodyTick));
            score.CameFrom = once ? score.CameFrom : score.Section;
            if (score.Section != name)
            {
                score.QuietSince = Math.Max(score.QuietSince, at);
            }
            score.Section = name;
            score.Asked = change.Section;
            score.Entered = at;
            score.Bars = 0;
            score.RestFrom = score.RestTo = -1;
            score.Rests = 0;
            score.Pending = null;
            score.Plan.RemoveAll(one => one.What != Planned.Kind.Stinger);
            TellEntry(score, change, section);
            score.Chord = "";
            Layers.Open(score, change.Tick, change.Why.Seq);
            Bars.Begin(score, change.Tick, true, false);
        }

        public static string Next(BakedScore score, string name, long bar)
        {
            BakedSection section = score.Baked.Sections[name];
            List<BakedTake> left = section.Alternates;
            if (left.Count > 1)
            {
                left = left.FindAll(one => one.Name != score.Section);
            }
            if (left.Count == 0)
            {
                return name;
            }
            long drawn = Whole.Draw(score.Seed, section.Salt, bar, 2);
            return left[Whole.Pick(left.ConvertAll(one => one.Weight), drawn)].Name;
        }

        static void TellEntry(BakedScore score, Pending change, BakedSection section)
        {
            SectionAct told = score.Tell(change.Tick, change.Why).MakeSection();
            told.Section = section.Name;
            told.FromTime = change.FromTime;
            told.ToTime = change.ToTime;
            told.Fade = change.Fade;
            told.FadeBeats = change.FadeBeats;
            told.TargetTick = change.BodyTick;
            told.Rule = change.Why.Rule;
            if (section.Bpm != score.Bpm)
            {
                score.Bpm = section.Bpm;
                score.Tell(change.Tick, new Cause("section.tempo", change.Why.Seq, section.Name)).MakeTempo().Bpm = section.Bpm;
            }
            if (section.Key != score.Tonic || section.Mode != score.Mode)
            {
                score.Tonic = section.Key;
                score.Mode = section.Mode;
                KeyAct key = score.Tell(change.Tick, new Cause("section.key", change.Why.Seq, section.Name)).MakeKey();
                key.Tonic = section.Key;
                key.Mode = section.Mode;
                key.Cents = score.Baked.Cents;
            }
        }

        static Pending Find(BakedScore score, Wish wish)
        {
            BakedWay way = score.Brief.Ways[wish.Section];
            Pass one = score.Now;
            Word word = Wording(wish, way);
            long limit = wish.Within;
            if (wish.Strength != Wish.Cue && way.Within > 0 && (limit == 0 || way.Within < limit))
            {
                limit = way.Within;
            }
            long here = Math.Min(Math.Max(one.TickAt(score.Horizon - 1) + 1, one.Tick), one.EndTick);
            long tick = Candidate(score, word, way, here);
            if (limit > 0)
            {
                long latest = score.Frame + limit;
                bool falls = word >= Word.NextBar && word <= Word.Immediate;
                for (Word step = falls ? word + 1 : Word.NextBar; step <= Word.Immediate && one.FrameAt(tick) > latest; step++)
                {
                    word = step;
                    tick = Math.Min(tick, Candidate(score, step, way, here));
                }
            }
            var found = new Pending
            {
                Section = wish.Section,
                Tick = tick,
                FromTime = Words.Told(word),
                Fade = way.Fade,
                FadeBeats = way.FadeBeats,
                Why = new Cause(way.Rule, wish.Why.Seq, wish.Why.Text),
                Strength = wish.Strength,
            };
            if (wish.Marker.Length > 0)
            {
                found.BodyTick = score.Baked.Sections[wish.Section].Marker(wish.Marker);
                found.ToTime = ToTime.EntryCue;
            }
            else
            {
                found.BodyTick = Arrive(score, way, wish.Section, tick, wish.Strength < Wish.Cue, out found.ToTime);
            }
            return found;
        }

        static Word Wording(Wish wish, BakedWay way)
        {
            if (wish.At == Word.NextBar && !Words.IsFiner(way.FromTime) && wish.Strength != Wish.Stop)
            {
                return way.FromTime;
            }
            if (wish.Strength != Wish.Event || way.General || !Words.IsFiner(way.FromTime))
            {
                return wish.At;
            }
            return way.FromTime == Word.End || wish.At < way.FromTime ? way.FromTime : wish.At;
        }

        static long Candidate(BakedScore score, Word word, BakedWay way, long here)
        {
            Pass one = score.Now;
            BakedSection section = one.Section;
            switch (word)
            {
                case Word.Immediate:
                    return here;
                case Word.HalfBeat:
                    return one.NextOn(Math.Max(section.BeatTicks / 2, 1), here);
                case Word.NextBeat:
                    return one.NextOn(section.BeatTicks, here);
                case Word.NextBar:
                    return one.NextOn(section.BarTicks, here);
            }
            long inside = here - one.FirstTick;
            long place = section.Ticks;
            if (word == way.FromTime)
            {
                foreach (long at in way.Places)
                {
                    if (inside <= at && at < place)
                    {
                        place = at;
                    }
                }
            }
            return here + place - inside;
        }

        static long Arrive(BakedScore score, BakedWay way, string name, long tick, bool resume, out ToTime word)
        {
            BakedSection section = score.Baked.Sections[name];
            BakedSection own = score.Now.Section;
            long inside = tick - score.Now.FirstTick;
            word = way.ToTime;
            switch (way.ToTime)
            {
                case ToTime.SamePosition:
                    return Whole.Mod(inside, section.Ticks);
                case ToTime.EquivalentBeat:
                    long bar = Whole.Div(inside, own.BarTicks);
                    long rest = Whole.Mod(inside, own.BarTicks);
                    long beat = Math.Min(Whole.Div(rest * section.BeatTicks, own.BeatTicks), section.BarTicks - 1);
                    return Whole.Mod(Whole.Mod(bar, section.Bars) * section.BarTicks + beat, section.Ticks);
                case ToTime.PreviousPosition:
                    return score.Places.TryGetValue(name, out long before) ? before : 0;
                case ToTime.EntryCue when section.Entries.Count > 0:
                    long left = score.Places.TryGetValue(name, out long place) ? place : -1;
                    foreach (long at in section.Entries)
                    {
                        if (left >= 0 && at > left)
                        {
                            return at;
                        }
                    }
                    return section.Entries[0];
            }
            if (resume && Resumes(score, name))
            {
                word = ToTime.PreviousPosition;
                return score.Places[name];
            }
            word = ToTime.Start;
            return 0;
        }

        static void LeaveBehind(BakedScore score, long tick, long frame)
        {
            Pass one = score.Now;
            long bar = one.Section.BarTicks;
            score.Places[score.Section] = Whole.Mod(Whole.Div(tick - one.FirstTick, bar) * bar, one.Section.Ticks);
            score.Left[score.Section] = frame;
        }
    }
}
