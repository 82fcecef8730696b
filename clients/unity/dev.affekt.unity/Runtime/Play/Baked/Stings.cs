using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>Short figures over the music, each with a cool-down, its takes, and room made in the bed.</summary>
    static class Stings
    {
        public static void Cue(BakedScore score, string name, string at, Cause why, bool explicitly)
        {
            if (!score.Baked.Stingers.TryGetValue(name, out BakedStinger stinger))
            {
                if (explicitly)
                {
                    score.Warn(ErrorReason.UnknownName, $"the set has no stinger '{name}'", $"stinger:{name}");
                }
                return;
            }
            bool waits = score.Plan.Exists(one => one.What == Planned.Kind.Stinger && one.Name == name);
            bool soon = score.Stung.TryGetValue(name, out (long Frame, string Take) last) && score.Frame - last.Frame < stinger.Cooldown;
            if (waits || soon || (score.Duck < 0 && !explicitly))
            {
                if (explicitly)
                {
                    score.Notices.Add((ErrorReason.TooFast, $"'{name}' sounded a moment ago", $"stinger:{name}"));
                }
                return;
            }
            if (at == "now" || !score.Plays)
            {
                (string voiced, string take) = Voiced(score, name);
                Tell(score.TellNow(why), voiced, take);
                Sounded(score, voiced, take, score.Frame);
                return;
            }
            score.Lay(new Planned { Tick = Place(score, at), What = Planned.Kind.Stinger, Name = name, Why = why });
            MeetChange(score);
        }

        public static void Sting(BakedScore score, Planned planned)
        {
            (string voiced, string take) = Voiced(score, planned.Name);
            ScoreEvent told = score.Tell(planned.Tick, planned.Why);
            Tell(told, voiced, take);
            Sounded(score, voiced, take, told.Frame);
        }

        public static void EndDuck(BakedScore score)
        {
            if (score.BedUntil >= 0 && score.Frame >= score.BedUntil && score.PausedAt < 0)
            {
                score.Bed = 0;
                score.BedUntil = -1;
                score.TellNow(new Cause("stinger.duck")).MakeDuck().Db = score.Duck / 1000.0;
            }
        }

        public static void MeetChange(BakedScore score)
        {
            Pending change = score.Pending;
            if (change == null || score.Passes.Count == 0)
            {
                return;
            }
            long nearest = change.Tick - score.Now.Section.BeatTicks;
            List<Planned> waits = score.Plan.FindAll(one => one.What == Planned.Kind.Stinger);
            List<Planned> close = waits.FindAll(one => nearest < one.Tick && one.Tick < change.Tick);
            ulong cause = change.Why.Seq;
            List<Planned> own = waits.FindAll(
                one => one.Tick == change.Tick || (close.Contains(one) && cause != 0 && one.Why.Seq == cause));
            foreach (Planned one in close)
            {
                score.Plan.Remove(one);
            }
            foreach (Planned one in close)
            {
                if (own.Count == 0 || own.Contains(one))
                {
                    one.Tick = change.Tick;
                    score.Lay(one);
                }
            }
        }

        static long Place(BakedScore score, string at)
        {
            Pass one = score.Now;
            long cursor = System.Math.Max(one.TickAt(score.Horizon - 1) + 1, one.Tick);
            if (at == "end")
            {
                return one.EndTick;
            }
            return one.NextOn(at == "next_beat" ? one.Section.BeatTicks : one.Section.BarTicks, cursor);
        }

        static (string Name, string Take) Voiced(BakedScore score, string name)
        {
            HashSet<string> fits = null;
            if (score.Section.Length > 0 && score.Brief.Stingers.TryGetValue(name, out BakedFit fit))
            {
                name = fit.As;
                fits = fit.Takes;
            }
            BakedStinger stinger = score.Baked.Stingers[name];
            if (stinger.Takes.Count < 2)
            {
                return (name, "");
            }
            var last = new List<string>();
            if (score.Stung.TryGetValue(name, out (long Frame, string Take) before))
            {
                last.Add(before.Take);
            }
            List<BakedTake> left = fits == null ? stinger.Takes : stinger.Takes.FindAll(take => fits.Contains(take.Name));
            long drawn = Whole.Draw(score.Seed, stinger.Salt, score.PlaceOf(score.Frame).Bar);
            return (name, BakedTake.Drawn(left, last, 1, drawn));
        }

        static void Tell(ScoreEvent told, string name, string take)
        {
            StingerAct act = told.MakeStinger();
            act.Name = name;
            act.Take = take;
        }

        static void Sounded(BakedScore score, string name, string take, long frame)
        {
            BakedStinger stinger = score.Baked.Stingers[name];
            score.Stung[name] = (frame, take);
            if (stinger.Duck < 0 && score.Duck >= stinger.Duck)
            {
                score.Bed = stinger.Duck;
                score.BedUntil = frame + stinger.Lasts;
                score.TellNow(new Cause("stinger.duck", 0, name), frame).MakeDuck().Db = score.Bed / 1000.0;
            }
        }
    }
}
