using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>
    /// A score without a server: turns what a game says into decisions of the server's own form, from `baked.json` alone.
    /// It reproduces the project's reference to the last number. It touches no clock; frames given to it never go back.
    /// </summary>
    public sealed class BakedConductor
    {
        const long Report = 24000;

        readonly BakedScore _score;
        readonly List<ScoreEvent> _taken = new List<ScoreEvent>();
        long _step = -1;

        /// <summary>Read a `baked.json`; a FormatException tells what is wrong with it.</summary>
        public BakedConductor(string baked, ulong seed = 0)
        {
            _score = new BakedScore(BakedTable.Read(baked), seed);
        }

        /// <summary>The section that is being decided; empty before the first.</summary>
        public string Section => _score.Section;

        /// <summary>Whether the music has been stopped.</summary>
        public bool IsStopped => _score.Stopped;

        /// <summary>The frame at which the bar that is laid out ends; -1 where nothing plays.</summary>
        public long BarEnds => _score.Plays && _score.Passes.Count > 0 ? _score.Now.FrameAt(_score.BarEnd) : -1;

        /// <summary>Take every step of the grid up to a frame; what was decided stays good until the next call.</summary>
        public IReadOnlyList<ScoreEvent> Advance(long frame)
        {
            Steps(frame);
            return Taken();
        }

        /// <summary>Advance to a frame, then hear something; what was decided stays good until the next call.</summary>
        public IReadOnlyList<ScoreEvent> Say(long frame, ConductRequest said)
        {
            Steps(frame);
            _score.Seq++;
            Flow.Commit(_score);
            Said.Hear(_score, said);
            Settle();
            return Taken();
        }

        /// <summary>Return one thing that was noticed, until there are no more: reason, text, what it is about.</summary>
        public bool TakeNotice(out ErrorReason reason, out string text, out string about)
        {
            bool some = _score.Notices.Count > 0;
            (reason, text, about) = some ? _score.Notices[0] : (ErrorReason.Unspecified, "", "");
            if (some)
            {
                _score.Notices.RemoveAt(0);
            }
            return some;
        }

        void Steps(long frame)
        {
            long every = _score.Baked.Step;
            while ((_step + 1) * every <= frame)
            {
                _step++;
                _score.Frame = _step * every;
                Beat();
                Flow.Commit(_score);
                Settle();
            }
            _score.Frame = Math.Max(_score.Frame, frame);
        }

        IReadOnlyList<ScoreEvent> Taken()
        {
            _taken.Clear();
            _taken.AddRange(_score.Events);
            _score.Events.Clear();
            return _taken;
        }

        void Beat()
        {
            BakedScore score = _score;
            for (int i = score.Ahead.Count - 1; i >= 0 && score.PausedAt < 0; i--)
            {
                if (score.Ahead[i].Frame < score.Frame)
                {
                    score.Ahead.RemoveAt(i);
                }
            }
            score.Feelings.Step(score.Frame);
            FollowScene();
            bool halted = score.Stopped || score.PausedAt >= 0;
            if (score.Section.Length == 0 && !halted && score.Frame >= score.Baked.Step)
            {
                Changes.Begin(score);
            }
            Roads();
            Stings.EndDuck(score);
            if (score.Frame % Report == 0)
            {
                Tell();
            }
        }

        void FollowScene()
        {
            BakedScore score = _score;
            if (!score.Plays || score.Pending != null || score.Wish != null || score.Brief.Once)
            {
                return;
            }
            BakedScene rule = score.Feelings.Scene(score.Frame, score.Section, score.Bars);
            if (rule != null && score.Bars >= score.Brief.MinBars)
            {
                Changes.Ask(score, new Wish
                {
                    Section = rule.To, At = rule.At, Within = rule.Within, Why = new Cause(rule.Name, 0, rule.Text),
                    Strength = Wish.Loop,
                });
            }
        }

        void Settle()
        {
            BakedScore score = _score;
            if (score.PausedAt >= 0 || score.Wish == null)
            {
                return;
            }
            if (score.Stopped && score.Wish.Strength >= Wish.Event)
            {
                Changes.Begin(score);
            }
            else
            {
                Changes.Settle(score);
            }
            Flow.Commit(score);
        }

        void Roads()
        {
            BakedScore score = _score;
            foreach (BakedRoad road in score.Baked.Roads)
            {
                long x = score.Numbers.ContainsKey(road.Name) ? score.Number(road.Name) : score.Read(road.Input);
                bool known = score.Roads.TryGetValue(road.Name, out (long X, long Value) last);
                if (known && Math.Abs(x - last.X) <= road.Hysteresis)
                {
                    continue;
                }
                long value = Whole.Clamp(Whole.Along(road.Points, x), road.Low, road.High);
                score.Roads[road.Name] = (x, value);
                long before = known ? last.Value : road.Neutral;
                if (value == before || road.To.StartsWith("layer:", StringComparison.Ordinal))
                {
                    continue;
                }
                ScoreEvent told = score.TellNow(new Cause("direct:" + road.Name, 0, road.Input));
                if (road.To.StartsWith("volume:", StringComparison.Ordinal))
                {
                    ControlAct act = told.MakeControl();
                    act.Verb = ControlVerb.Volume;
                    act.Bus = road.To.Substring(7);
                    act.Db = value / 1000.0;
                    act.FadeS = road.SeekMs / 1000.0;
                }
                else
                {
                    EffectAct act = told.MakeEffect();
                    act.Name = road.To;
                    act.Value = value / 1000.0;
                    act.FadeBeats = score.Bpm > 0.0 ? Whole.Rounded(road.SeekMs * score.Brief.Mbpm, 60000000) : 0.0;
                }
            }
        }

        void Tell()
        {
            BakedScore score = _score;
            Affect felt = score.TellNow(new Cause("feeling")).MakeAffect();
            felt.Valence = Whole.Rounded(score.Feelings.Shown.Valence, Whole.One);
            felt.Arousal = Whole.Rounded(score.Feelings.Shown.Arousal, Whole.One);
            felt.Dominance = Whole.Rounded(score.Feelings.Shown.Dominance, Whole.One);
            felt.Sources.Add("game");
            Feeling aim = score.Feelings.Aim(score.Brief);
            Intent intent = score.TellNow(new Cause("mapping")).MakeIntent();
            intent.Valence = Whole.Rounded(aim.Valence, Whole.One);
            intent.Arousal = Whole.Rounded(aim.Arousal, Whole.One);
            intent.Dominance = Whole.Rounded(aim.Dominance, Whole.One);
            intent.Mode = score.Mode;
            intent.Key = score.Tonic;
            intent.Tempo = intent.SoundingTempo = score.Bpm;
            intent.Energy = Whole.Rounded(score.Read("energy"), Whole.One);
            intent.Tension = Whole.Rounded(score.Read("tension"), Whole.One);
        }
    }
}
