using System;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>What follows by itself, and the grid on which everything is told that lies before the horizon.</summary>
    static class Flow
    {
        public static void Commit(BakedScore score)
        {
            while (score.Plays)
            {
                Pass one = score.Now;
                Planned planned = score.Plan.Count > 0 && score.Plan[0].Tick < score.BarEnd ? score.Plan[0] : null;
                long tick = planned == null ? score.BarEnd : planned.Tick;
                bool changing = score.Pending != null && score.Pending.Tick <= tick;
                tick = changing ? score.Pending.Tick : tick;
                if (one.FrameAt(tick) >= score.Horizon)
                {
                    return;
                }
                if (changing)
                {
                    Changes.Enter(score, score.Pending, -1);
                }
                else if (planned != null)
                {
                    score.Plan.RemoveAt(0);
                    Tell(score, planned);
                }
                else if (tick >= one.EndTick)
                {
                    Turn(score);
                }
                else
                {
                    Bars.Begin(score, tick, false, false);
                }
            }
        }

        public static void Halt(BakedScore score)
        {
            score.Plan.Clear();
            score.Pending = null;
            score.Wish = null;
            score.Stopped = true;
            score.Stopping = false;
        }

        static void Tell(BakedScore score, Planned planned)
        {
            switch (planned.What)
            {
                case Planned.Kind.Stinger:
                    Stings.Sting(score, planned);
                    break;
                case Planned.Kind.Beat:
                    BeatAct beat = score.Tell(planned.Tick, planned.Why).MakeBeatAct();
                    beat.Bpm = score.Now.Section.Bpm;
                    beat.Numerator = score.Now.Section.Numerator;
                    beat.Denominator = score.Now.Section.Denominator;
                    Layers.Move(score, planned.Tick, false, true);
                    break;
                case Planned.Kind.Chord:
                    ChordAct chord = score.Tell(planned.Tick, planned.Why).MakeChord();
                    chord.Chord = planned.Name;
                    chord.Scale = planned.Scale;
                    break;
                default:
                    score.Tell(planned.Tick, planned.Why).MakeMarker().Name = planned.Name;
                    break;
            }
        }

        static void Turn(BakedScore score)
        {
            Pass one = score.Now;
            BakedSection section = score.Brief;
            long passes = one.Iteration + 1;
            bool ends = score.Stopping && score.Pending == null;
            bool done = section.Once || ends || (section.Most > 0 && passes >= section.Most);
            if (done && !score.Stopping)
            {
                string follow = section.Then.Length > 0 ? section.Then : section.Once ? score.CameFrom : section.Ending;
                if (follow.Length > 0)
                {
                    bool stopping = !section.Once && section.Then.Length == 0;
                    GoOn(score, follow, stopping ? Wish.Stop : Wish.Loop);
                    score.Stopping = stopping;
                    return;
                }
            }
            if (done)
            {
                Finish(score);
                return;
            }
            if (score.Baked.Sections[score.Asked].Alternates.Count > 0 && passes >= section.Least)
            {
                string name = Changes.Next(score, score.Asked, one.Again().Bar);
                if (name != score.Section)
                {
                    TakeTurns(score, name);
                    return;
                }
            }
            Bars.Loop(score);
        }

        static void GoOn(BakedScore score, string name, int strength)
        {
            BakedWay way = score.Brief.Ways[name];
            Changes.Enter(score, new Pending
            {
                Section = name,
                Tick = score.Now.EndTick,
                FromTime = FromTime.End,
                Fade = way.Default ? Fade.Disabled : way.Fade,
                FadeBeats = way.Default ? 0.0 : way.FadeBeats,
                Why = new Cause("loops.then", 0, score.Section),
                Strength = strength,
            }, -1);
        }

        static void TakeTurns(BakedScore score, string name)
        {
            string asked = score.Asked;
            string cameFrom = score.CameFrom;
            long entered = score.Entered;
            long played = score.Bars;
            Changes.Enter(score, new Pending
            {
                Section = name,
                Tick = score.Now.EndTick,
                FromTime = FromTime.End,
                Why = new Cause("alternate", 0, asked),
                Strength = Wish.Stop,
            }, -1);
            score.Asked = asked;
            score.CameFrom = cameFrom;
            score.Entered = entered;
            score.Bars = played + score.Bars;
        }

        static void Finish(BakedScore score)
        {
            ControlAct told = score.Tell(score.Now.EndTick, new Cause("ending", 0, score.Section)).MakeControl();
            told.Verb = ControlVerb.Stop;
            told.FadeS = score.Brief.TailS;
            Halt(score);
        }
    }
}
