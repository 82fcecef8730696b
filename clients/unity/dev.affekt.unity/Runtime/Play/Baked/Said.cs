using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>What may be said to a baked conductor.</summary>
    static class Said
    {
        const double FadeS = 2.0;
        const long Block = 480;

        public static void Hear(BakedScore score, ConductRequest said)
        {
            switch (said.Said)
            {
                case ConductRequest.SaidKind.Event:
                    Event(score, said.Event.Name, said.Event.Intensity ?? 1.0);
                    break;
                case ConductRequest.SaidKind.State:
                    State(score, said.State);
                    break;
                case ConductRequest.SaidKind.Feeling:
                    Feel(score, said.Feeling);
                    break;
                case ConductRequest.SaidKind.FreeFeeling:
                    score.Feelings.Free();
                    break;
                case ConductRequest.SaidKind.Cue:
                    Cued(score, said.Cue);
                    break;
                case ConductRequest.SaidKind.Param:
                    Pin(score, said.Param);
                    break;
                case ConductRequest.SaidKind.Transport:
                    Verb(score, said.Transport.Verb, said.Transport.FadeS);
                    break;
                case ConductRequest.SaidKind.Volume:
                    Volume(score, said.Volume);
                    break;
                case ConductRequest.SaidKind.Duck:
                    Duck(score, said.Duck);
                    break;
                default:
                    string word = said.Said.ToString().ToLowerInvariant();
                    score.Warn(ErrorReason.NotYet, $"a baked score does not hear '{word}'", word);
                    break;
            }
        }

        static void State(BakedScore score, GameState said)
        {
            for (int i = 0; i < said.Values.Count; i++)
            {
                string key = said.Values[i].Name;
                if (!score.Feelings.State(key, said.Values[i].Value) && !score.Baked.Keys.Contains(key))
                {
                    score.Warn(ErrorReason.UnknownName, $"the table has no state '{key}'", $"state:{key}");
                }
            }
            score.Feelings.Settle(score.Frame);
        }

        static void Feel(BakedScore score, StateFeeling said)
        {
            var felt = new Feeling
            {
                Valence = Whole.Millionths(said.Valence),
                Arousal = Whole.Millionths(said.Arousal),
                Dominance = Whole.Millionths(said.Dominance),
            };
            long hold = Whole.Div(Whole.Millionths(said.HoldS ?? 5.0) * Levels.SampleRate, Whole.One);
            score.Feelings.Feel(score.Frame, felt, Whole.Millionths(said.Confidence ?? 1.0), hold, said.Free);
        }

        static void Event(BakedScore score, string name, double intensity)
        {
            score.QuietSince = score.Frame;
            if (!score.Baked.Events.TryGetValue(name, out BakedEvent meaning))
            {
                score.Warn(ErrorReason.UnknownName, $"the table has no event '{name}'", $"event:{name}");
                return;
            }
            long strength = Whole.Clamp(Whole.Millionths(intensity), 0, Whole.One);
            score.Feelings.Event(name, strength);
            long dwelt = Math.Max(score.Frame - score.Entered, 0);
            List<BakedCue> cues = meaning.Cues.FindAll(cue => Applies(cue, strength, score.Section, dwelt));
            var why = new Cause("event:" + name, score.Seq, name);
            bool back = cues.Exists(cue => cue.Kind == "section" && cue.Name != score.Section && cue.Name != score.Asked
                && score.Baked.Sections.ContainsKey(cue.Name) && Changes.Resumes(score, cue.Name));
            foreach (BakedCue cue in cues)
            {
                if (cue.Kind == "stinger" && !back)
                {
                    Stings.Cue(score, cue.Name, cue.At, why, false);
                }
                else if (cue.Kind == "section" && score.Baked.Sections.ContainsKey(cue.Name))
                {
                    Changes.Ask(score, new Wish
                    {
                        Section = cue.Name, At = Words.Leave(cue.At), Within = cue.Within, Why = why, Strength = Wish.Event,
                    });
                }
            }
        }

        static bool Applies(BakedCue cue, long strength, string section, long dwelt)
        {
            if (strength < cue.Least || strength > cue.Most)
            {
                return false;
            }
            if (section.Length == 0)
            {
                return true;
            }
            return (cue.From.Count == 0 || cue.From.Contains(section))
                && dwelt >= cue.After && (cue.Until == 0 || dwelt < cue.Until);
        }

        static void Cued(BakedScore score, Cue cue)
        {
            switch (cue.Kind)
            {
                case CueKind.Stinger:
                    Stings.Cue(score, cue.Name, Moment(cue.At), new Cause("cue:stinger", score.Seq, cue.Name), true);
                    break;
                case CueKind.Section:
                    Changes.Ask(score, new Wish
                    {
                        Section = cue.Name,
                        At = Words.Leave(Moment(cue.At)),
                        Within = Whole.Div((long)cue.WithinMs * Levels.SampleRate, 1000),
                        Why = new Cause("cue:section", score.Seq, cue.Name),
                        Strength = Wish.Cue,
                        Marker = cue.Marker,
                    });
                    break;
                default:
                    string kind = cue.Kind.ToString().ToLowerInvariant();
                    score.Warn(ErrorReason.NotYet, $"a baked score has no cue '{kind}'", $"cue:{kind}");
                    break;
            }
        }

        static string Moment(CueTime at)
        {
            switch (at)
            {
                case CueTime.Now:
                    return "now";
                case CueTime.NextBeat:
                    return "next_beat";
                case CueTime.End:
                    return "end";
                default:
                    return "next_bar";
            }
        }

        static void Pin(BakedScore score, Param said)
        {
            string name = said.Name;
            bool plain = name == "energy" || name == "density" || name == "tempo" || name == "key" || name == "mode"
                || score.Baked.Roads.Exists(road => road.Name == name);
            bool layer = name.StartsWith("layer:", StringComparison.Ordinal) && score.Baked.LayerFades.ContainsKey(name.Substring(6));
            if (!plain && !layer)
            {
                score.Warn(ErrorReason.UnknownName, $"no parameter '{name}'", $"param:{name}");
            }
            else if (said.Value == Param.ValueKind.Number)
            {
                score.Numbers[name] = said.Number;
            }
            else
            {
                score.Numbers.Remove(name);
            }
        }

        static void Verb(BakedScore score, TransportVerb verb, double? fadeS)
        {
            switch (verb)
            {
                case TransportVerb.Pause when score.PausedAt < 0:
                    score.PausedAt = score.Frame;
                    score.TellNow(new Cause("control.pause", score.Seq)).MakeControl().Verb = ControlVerb.Pause;
                    break;
                case TransportVerb.Resume when score.PausedAt >= 0:
                    Resume(score);
                    break;
                case TransportVerb.Stop when !score.Stopped || score.PausedAt >= 0:
                    Stop(score, fadeS);
                    break;
                case TransportVerb.Mute when !score.Muted:
                    score.Muted = true;
                    score.TellNow(new Cause("control.mute", score.Seq)).MakeControl().Verb = ControlVerb.Mute;
                    break;
                case TransportVerb.Unmute when score.Muted:
                    score.Muted = false;
                    score.TellNow(new Cause("control.unmute", score.Seq)).MakeControl().Verb = ControlVerb.Unmute;
                    break;
            }
        }

        static void Resume(BakedScore score)
        {
            long paused = score.PausedAt;
            long at = Math.Max(score.Frame, paused + Block);
            long later = at - paused;
            List<ScoreEvent> waiting = score.Ahead.FindAll(e => e.Frame >= paused);
            foreach (Pass one in score.Passes)
            {
                if (one.EndFrame > paused)
                {
                    one.Origin += later;
                }
            }
            score.PausedAt = -1;
            score.Ahead.Clear();
            score.TellNow(new Cause("control.resume", score.Seq), at).MakeControl().Verb = ControlVerb.Resume;
            foreach (ScoreEvent e in waiting)
            {
                score.TellAgain(e, later);
            }
            score.BedUntil += score.BedUntil >= 0 ? later : 0;
            score.Entered += later;
            score.QuietSince += later;
            if (score.RestTo >= 0)
            {
                score.RestFrom += later;
                score.RestTo += later;
            }
        }

        static void Stop(BakedScore score, double? fadeS)
        {
            var why = new Cause("control.stop", score.Seq);
            string ending = score.Section.Length > 0 ? score.Brief.Ending : "";
            if (fadeS == null && ending.Length > 0 && score.Plays)
            {
                score.Stopping = true;
                score.Wish = new Wish { Section = ending, At = Word.NextBar, Why = why, Strength = Wish.Stop };
                return;
            }
            ControlAct told = score.TellNow(why).MakeControl();
            told.Verb = ControlVerb.Stop;
            told.FadeS = score.PausedAt < 0 ? fadeS ?? FadeS : 0.0;
            score.PausedAt = -1;
            score.Ahead.Clear();
            Flow.Halt(score);
        }

        static void Volume(BakedScore score, Volume said)
        {
            ControlAct told = score.TellNow(new Cause("control.volume", score.Seq)).MakeControl();
            told.Verb = ControlVerb.Volume;
            told.Bus = said.Bus.ToString().ToLowerInvariant();
            told.Db = said.Db;
            told.FadeS = 0.05;
        }

        static void Duck(BakedScore score, DuckMusic said)
        {
            score.Duck = said.On ?? true ? Whole.Div(Whole.Millionths(said.Db ?? -6.0), 1000) : 0;
            score.Bed = 0;
            score.BedUntil = -1;
            score.TellNow(new Cause("control.duck", score.Seq)).MakeDuck().Db = score.Duck / 1000.0;
        }
    }
}
