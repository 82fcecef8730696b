using System;

namespace Affekt.Play.Baked
{
    /// <summary>At each bar line the coming bar is laid out: its beats, chords and markers, its levels, and rests.</summary>
    static class Bars
    {
        public static void Begin(BakedScore score, long tick, bool opening, bool drawn)
        {
            Pass one = score.Now;
            BakedSection section = one.Section;
            long inside = tick - one.FirstTick;
            long line = Whole.Div(inside, section.BarTicks) * section.BarTicks;
            long start = tick - (inside - line);
            score.BarEnd = Math.Min(start + section.BarTicks, one.EndTick);
            score.Bars++;
            if (!opening)
            {
                Rest(score, tick);
                Layers.Move(score, tick, drawn, false);
            }
            for (long at = start; at < start + section.BarTicks; at += section.BeatTicks)
            {
                Lay(score, tick, new Planned { Tick = at, What = Planned.Kind.Beat, Why = new Cause("grid") });
            }
            Chords(score, tick, line, start);
            foreach ((long at, string name) in section.Markers)
            {
                if (line <= at && at < line + section.BarTicks)
                {
                    Lay(score, tick, new Planned
                    {
                        Tick = start + at - line, What = Planned.Kind.Marker, Name = name, Why = new Cause("marker"),
                    });
                }
            }
        }

        public static void Loop(BakedScore score)
        {
            score.Then(score.Now.Again());
            foreach (LayerState state in score.Layers)
            {
                state.Before = state.Take;
            }
            Layers.DrawPass(score);
            Begin(score, score.Now.Tick, false, true);
        }

        static void Lay(BakedScore score, long entry, Planned planned)
        {
            if (entry <= planned.Tick && planned.Tick < score.BarEnd)
            {
                score.Lay(planned);
            }
        }

        static void Chords(BakedScore score, long entry, long line, long start)
        {
            BakedSection section = score.Now.Section;
            var bar = section.Chords.FindAll(one => line <= one.Tick && one.Tick < line + section.BarTicks);
            for (int n = 0; n < bar.Count; n++)
            {
                bool gone = n + 1 < bar.Count && start + bar[n + 1].Tick - line <= entry;
                if (bar[n].Name != score.Chord && !gone)
                {
                    score.Chord = bar[n].Name;
                    Lay(score, entry, new Planned
                    {
                        Tick = Math.Max(start + bar[n].Tick - line, entry),
                        What = Planned.Kind.Chord,
                        Name = bar[n].Name,
                        Scale = section.Scale,
                        Why = new Cause("progression"),
                    });
                }
            }
        }

        static void Rest(BakedScore score, long tick)
        {
            BakedRest rest = score.Brief.Rest;
            long frame = score.Now.FrameAt(tick);
            if (score.RestTo >= 0)
            {
                if (frame < score.RestTo && score.QuietSince < score.RestFrom)
                {
                    return;
                }
                score.RestFrom = score.RestTo = -1;
                score.Rests++;
                score.QuietSince = frame;
                return;
            }
            if (rest == null)
            {
                return;
            }
            long salt = score.Brief.Salt;
            long wait = rest.After.X
                + Whole.Div((rest.After.Y - rest.After.X) * Whole.Draw(score.Seed, salt, score.Rests), Whole.Shares);
            if (frame - Math.Max(score.QuietSince, score.Entered) >= wait)
            {
                score.RestFrom = frame;
                score.RestTo = frame + rest.For.X
                    + Whole.Div((rest.For.Y - rest.For.X) * Whole.Draw(score.Seed, salt, score.Rests, 1), Whole.Shares);
            }
        }
    }
}
