#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt.Osc
{
    /// <summary>Puts what a server tells over OSC into the contract's decisions.</summary>
    public sealed class OscHearer
    {
        private readonly ScoreEvent _event = new ScoreEvent();
        private string _takeOf = "";
        private string _take = "";
        private uint _bar;
        private double _beat;
        private ulong _id;

        /// <summary>The server's seconds since 1970 from which frames count.</summary>
        public double Origin { get; set; }

        /// <summary>Reads a decision.</summary>
        /// <param name="message">The message.</param>
        /// <param name="session">The session that is listened to.</param>
        /// <param name="serverSeconds">Server time now, for what has no time of its own.</param>
        /// <returns>The decision, which holds until the next; null where the message is none of this session.</returns>
        public ScoreEvent? Decision(OscMessage message, string session, double serverSeconds)
        {
            if (message.Text(0) != session)
            {
                return null;
            }
            _event.Clear();
            if (!Fill(message))
            {
                return null;
            }
            bool timed = message.Timetag != OscReader.Immediately;
            double seconds = timed ? OscTime.Seconds(message.Timetag) : serverSeconds;
            _event.Frame = (long)Math.Round((seconds - Origin) * JitterBuffer.Rate);
            _event.DecidedFrame = (long)Math.Round((serverSeconds - Origin) * JitterBuffer.Rate);
            _event.Id = ++_id;
            _event.Bar = _bar;
            _event.Beat = _beat;
            return _event;
        }

        private bool Fill(OscMessage told)
        {
            switch (told.Address)
            {
                case "/affekt/beat":
                    Beat(told);
                    return true;
                case "/affekt/section":
                    Section(told);
                    return true;
                case "/affekt/take":
                    _takeOf = told.Text(1) + "/" + told.Text(2);
                    _take = told.Text(3);
                    return false;
                case "/affekt/layer":
                    LayerAct layer = _event.MakeLayer();
                    layer.Layer = told.Text(1);
                    layer.GainDb = told.Number(2);
                    layer.FadeBeats = told.Number(3);
                    layer.Take = Take("layer", layer.Layer);
                    return true;
                case "/affekt/stinger":
                    StingerAct stinger = _event.MakeStinger();
                    stinger.Name = told.Text(1);
                    stinger.Take = Take("stinger", stinger.Name);
                    return true;
                case "/affekt/tempo":
                    TempoAct tempo = _event.MakeTempo();
                    tempo.Bpm = told.Number(1);
                    tempo.RampBeats = told.Number(2);
                    return true;
                case "/affekt/key":
                    KeyAct key = _event.MakeKey();
                    key.Tonic = told.Text(1);
                    key.Mode = told.Text(2);
                    key.Cents = told.Number(3);
                    return true;
                case "/affekt/harmony":
                    ChordAct chord = _event.MakeChord();
                    chord.Chord = told.Text(1);
                    chord.Scale = told.Text(2);
                    return true;
                case "/affekt/note":
                    NoteAct note = _event.MakeNote();
                    note.Voice = told.Text(1);
                    note.Pitch = (uint)told.Integer(2);
                    note.Velocity = (uint)told.Integer(3);
                    note.Beats = told.Number(4);
                    return true;
                case "/affekt/marker":
                    _event.MakeMarker().Name = told.Text(1);
                    return true;
                case "/affekt/effect":
                    EffectAct effect = _event.MakeEffect();
                    effect.Name = told.Text(1);
                    effect.Value = told.Number(2);
                    return true;
                case "/affekt/duck":
                    _event.MakeDuck().Db = told.Number(1);
                    return true;
                case "/affekt/control":
                    Control(told);
                    return true;
                case "/affekt/affect/now":
                    Feeling(told);
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>The recording that was named just before, where it was named for this one.</summary>
        private string Take(string kind, string name)
        {
            string take = _take;
            if (take.Length == 0)
            {
                return take;
            }
            _take = "";
            return _takeOf == kind + "/" + name ? take : "";
        }

        private void Beat(OscMessage told)
        {
            _bar = (uint)told.Integer(1);
            _beat = told.Integer(2);
            BeatAct beat = _event.MakeBeatAct();
            beat.Bpm = told.Number(3);
            beat.Numerator = (uint)told.Integer(4);
            beat.Denominator = (uint)told.Integer(5);
        }

        private void Section(OscMessage told)
        {
            SectionAct section = _event.MakeSection();
            section.Section = told.Text(1);
            section.ToTime = Words.ToTimeOf(told.Text(2));
            section.TargetTick = told.Integer(3);
            section.Fade = Words.FadeOf(told.Text(4));
            section.FadeBeats = told.Number(5);
        }

        private void Control(OscMessage told)
        {
            ControlAct control = _event.MakeControl();
            string verb = told.Text(1);
            if (verb.StartsWith("volume:", StringComparison.Ordinal))
            {
                control.Verb = ControlVerb.Volume;
                control.Bus = verb.Substring("volume:".Length);
                control.Db = told.Number(2);
                return;
            }
            control.Verb = Words.ControlVerbOf(verb);
            control.FadeS = told.Number(2);
        }

        private void Feeling(OscMessage told)
        {
            Affect affect = _event.MakeAffect();
            affect.Valence = told.Number(1);
            affect.Arousal = told.Number(2);
            affect.Dominance = told.Number(3);
            affect.SigmaValence = told.Number(4);
            affect.SigmaArousal = told.Number(5);
            affect.SigmaDominance = told.Number(6);
        }
    }
}
