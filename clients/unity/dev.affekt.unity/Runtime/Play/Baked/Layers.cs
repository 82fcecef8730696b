using System;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>Which layers sound, and how loud: curves past hysteresis, chance a pass, takes that take turns.</summary>
    static class Layers
    {
        public const long Silence = -96000;
        const long Inaudible = -60000;
        const long Loudest = 12000;
        const long Step = 1000;

        public static void Open(BakedScore score, long tick, ulong cause)
        {
            score.Layers.Clear();
            foreach (BakedLayer own in score.Brief.Layers)
            {
                score.Layers.Add(new LayerState(own));
            }
            DrawPass(score);
            foreach (LayerState state in score.Layers)
            {
                Cause why = Aimed(score, state);
                Tell(score, tick, state, 0.0, new Cause(why.Rule, cause, why.Text));
            }
        }

        public static void DrawPass(BakedScore score)
        {
            long bar = score.Now.Bar;
            foreach (LayerState state in score.Layers)
            {
                BakedLayer own = state.Own;
                state.Plays = own.Probability >= Whole.One
                    || Whole.Div(Whole.Draw(score.Seed, own.Salt, bar, 1) * Whole.One, Whole.Shares) < own.Probability;
                if (own.Takes.Count > 1)
                {
                    state.Take = BakedTake.Drawn(own.Takes, state.Heard, own.AvoidLast, Whole.Draw(score.Seed, own.Salt, bar));
                    state.Heard.Add(state.Take);
                    if (state.Heard.Count > own.AvoidLast)
                    {
                        state.Heard.RemoveRange(0, state.Heard.Count - own.AvoidLast);
                    }
                }
            }
        }

        /// <summary>Move the layers that should be elsewhere: at bar lines all, at beats those that are held directly.</summary>
        /// <param name="drawn">Another take may have been drawn: the one before stands in `Before`.</param>
        public static void Move(BakedScore score, long tick, bool drawn, bool onlyHeld)
        {
            for (int i = 0; i < score.Layers.Count; i++)
            {
                LayerState state = score.Layers[i];
                if (onlyHeld && !Held(score, state.Own.Name, out long _, out string _))
                {
                    continue;
                }
                long gain = state.Gain;
                long? x = state.X;
                string before = drawn ? state.Before : state.Take;
                Cause why = Aimed(score, state);
                if (why.Rule == "layer.curve" && MidMelody(score, state.Own, gain, state.Gain, tick))
                {
                    state.Gain = gain;
                    state.X = x;
                }
                if (state.Gain != gain || state.Take != before)
                {
                    double fade = state.Take != before ? 0.0 : score.Baked.LayerFades[state.Own.Name];
                    Tell(score, tick, state, fade, why);
                }
            }
        }

        public static long Bounded(long level) =>
            level <= Inaudible ? Silence : Whole.Div(Math.Min(level, Loudest) + 250, 500) * 500;

        static void Tell(BakedScore score, long tick, LayerState state, double fadeBeats, Cause why)
        {
            LayerAct told = score.Tell(tick, why).MakeLayer();
            told.Layer = state.Own.Name;
            told.GainDb = state.Gain / 1000.0;
            told.FadeBeats = fadeBeats;
            told.Take = state.Take;
        }

        static bool Held(BakedScore score, string name, out long level, out string rule)
        {
            if (score.Numbers.Count > 0 && score.Numbers.TryGetValue("layer:" + name, out double pin))
            {
                level = Whole.Div(Whole.Millionths(pin), 1000);
                rule = "param";
                return true;
            }
            foreach (BakedRoad road in score.Baked.Roads)
            {
                if (road.To.Length == name.Length + 6 && road.To == "layer:" + name
                    && score.Roads.TryGetValue(road.Name, out (long X, long Value) last))
                {
                    level = last.Value;
                    rule = "direct:" + road.Name;
                    return true;
                }
            }
            level = 0;
            rule = "";
            return false;
        }

        static Cause Aimed(BakedScore score, LayerState state)
        {
            BakedLayer own = state.Own;
            if (Held(score, own.Name, out long held, out string rule))
            {
                state.Gain = Bounded(held);
                return new Cause(rule, 0, own.Name);
            }
            BakedRest rest = score.Brief.Rest;
            if (score.RestTo >= 0 && rest != null && !rest.Keep.Contains(own.Name))
            {
                state.Gain = Silence;
                state.X = null;
                return new Cause("rest");
            }
            if (!state.Plays)
            {
                state.Gain = Silence;
                return new Cause("layer.chance");
            }
            long level = own.Level + score.Read("dynamics");
            if (own.Points.Count == 0)
            {
                Go(state, level);
                return new Cause("layer.always");
            }
            long x = score.Read(own.Input);
            if (state.X.HasValue && Math.Abs(x - state.X.Value) <= own.Hysteresis)
            {
                x = state.X.Value;
            }
            state.X = x;
            long gain = Whole.Along(own.Points, x);
            Go(state, gain <= Silence ? Silence : level + gain);
            return new Cause("layer.curve", 0, own.Input);
        }

        static void Go(LayerState state, long level)
        {
            long goal = Bounded(level);
            if ((goal <= Silence) != (state.Gain <= Silence) || Math.Abs(goal - state.Gain) > Step)
            {
                state.Gain = goal;
            }
        }

        static bool MidMelody(BakedScore score, BakedLayer own, long old, long now, long tick)
        {
            bool comes = now > Silence && old <= Silence;
            bool goes = old > Silence && now <= Silence;
            long bar = Whole.Div(tick - score.Now.FirstTick, score.Now.Section.BarTicks) + 1;
            foreach (Point lead in own.Leads)
            {
                if ((comes && lead.X <= bar && bar <= lead.Y) || (goes && lead.X < bar && bar <= lead.Y))
                {
                    return true;
                }
            }
            return false;
        }
    }
}
