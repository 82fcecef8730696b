#nullable enable
using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>
    /// Where decisions come from and what a game says goes to: a server's session, or a baked table. A mixer and a game
    /// speak to either. It belongs to the game's thread.
    /// </summary>
    public abstract class ScoreSource
    {
        private readonly ConductRequest _said = new ConductRequest();

        /// <summary>A decision came, usually 150 ms before it sounds. It holds during the call; copy what is kept.</summary>
        public event Action<ScoreEvent>? Decided;

        /// <summary>Something was not taken: why, what to do next, and what it is about.</summary>
        public event Action<ErrorReason, string, string>? Noticed;

        /// <summary>A listener of one of the events threw; the music goes on without it.</summary>
        public event Action<Exception>? HandlerFailed;

        /// <summary>Prepares.</summary>
        protected ScoreSource()
        {
            Sounding = new Soundings(Fault);
        }

        /// <summary>What is told when it sounds.</summary>
        public Soundings Sounding { get; }

        /// <summary>Who knows what is heard; where there is nobody, decisions sound by the clock.</summary>
        public IPlayhead? Playhead { get; set; }

        /// <summary>The session's frame (48 kHz) now by the clock; below 0 while that is not known.</summary>
        /// <returns>The frame.</returns>
        public abstract double FrameNow();

        /// <summary>Says a message as it is.</summary>
        /// <param name="request">The message; it may be used again afterwards.</param>
        /// <returns>Whether somebody hears; what is said while nobody does is lost.</returns>
        public abstract bool Say(ConductRequest request);

        /// <summary>Says that something happened, in the game's own word.</summary>
        /// <param name="name">Such as "enemy_spotted".</param>
        /// <param name="intensity">How much of it, 0 to 1.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Event(string name, double intensity = 1.0)
        {
            GameEvent said = Anew().MakeEvent();
            said.Name = name;
            said.Intensity = intensity;
            return Say(_said);
        }

        /// <summary>Tells one continuous value of the game.</summary>
        /// <param name="name">Such as "health".</param>
        /// <param name="value">0 to 1 unless the game's table gives a range.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool State(string name, double value)
        {
            Named(Anew().MakeState().Values, name, value);
            return Say(_said);
        }

        /// <summary>Tells continuous values of the game.</summary>
        /// <param name="values">Each 0 to 1 unless the game's table gives a range.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool State(Dictionary<string, double> values)
        {
            NamedAll(Anew().MakeState().Values, values);
            return Say(_said);
        }

        /// <summary>States a feeling outright.</summary>
        /// <param name="valence">Displeasure -1 to +1 pleasure.</param>
        /// <param name="arousal">Calm 0 to 1 excited.</param>
        /// <param name="dominance">Submissive -1 to +1 assertive.</param>
        /// <param name="confidence">How far it replaces what is sensed, 0 to 1.</param>
        /// <param name="holdS">Seconds it holds; 0 until <see cref="FreeFeeling"/>.</param>
        /// <param name="free">The section's box is off.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Feel(
            double valence,
            double arousal,
            double dominance = 0.0,
            double confidence = 1.0,
            double holdS = 5.0,
            bool free = false)
        {
            StateFeeling said = Anew().MakeFeeling();
            said.Valence = valence;
            said.Arousal = arousal;
            said.Dominance = dominance;
            said.Confidence = confidence;
            said.HoldS = holdS;
            said.Free = free;
            return Say(_said);
        }

        /// <summary>Ends a stated feeling.</summary>
        /// <returns>Whether somebody hears.</returns>
        public bool FreeFeeling()
        {
            Anew().MakeFreeFeeling();
            return Say(_said);
        }

        /// <summary>Offers a feeling as one reading among others, whole or in part.</summary>
        /// <param name="source">Who says so, such as "my_camera".</param>
        /// <param name="valence">Displeasure -1 to +1 pleasure, or null.</param>
        /// <param name="arousal">Calm 0 to 1 excited, or null.</param>
        /// <param name="dominance">Submissive -1 to +1 assertive, or null.</param>
        /// <param name="reliability">How far to trust it, above 0 to 1.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Evidence(
            string source,
            double? valence = null,
            double? arousal = null,
            double? dominance = null,
            double reliability = 1.0)
        {
            Evidence said = Anew().MakeSense().MakeAppraised();
            said.Source = source;
            said.Valence = valence;
            said.Arousal = arousal;
            said.Dominance = dominance;
            said.Reliability = reliability;
            return Say(_said);
        }

        /// <summary>Sends a sensor's reading.</summary>
        /// <param name="source">heart_rate, eda, gaze, head_pose, face, voice, controller, or any other name.</param>
        /// <param name="values">Its numbers, such as bpm; a face's blendshapes by ARKit's names.</param>
        /// <returns>Whether it is known and somebody hears.</returns>
        public bool Sense(string source, Dictionary<string, double> values)
        {
            if (SenseReading.Fill(Anew().MakeSense(), source, values, out string unknown))
            {
                return Say(_said);
            }
            Notice(ErrorReason.UnknownName, $"{source} has no value {unknown}; see its message in the contract", source);
            return false;
        }

        /// <summary>Sends a heart's rate.</summary>
        /// <param name="bpm">Beats a minute, 20 to 250.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool HeartRate(double bpm)
        {
            Anew().MakeSense().MakeHeartRate().Bpm = bpm;
            return Say(_said);
        }

        /// <summary>Sends a line that the player said or wrote.</summary>
        /// <param name="line">1 to 2000 characters.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Text(string line)
        {
            Anew().MakeSense().MakeText().Line = line;
            return Say(_said);
        }

        /// <summary>Asks for a stinger, a section, a theme or a release.</summary>
        /// <param name="kind">Which of them.</param>
        /// <param name="name">Its name in the set.</param>
        /// <param name="at">When it should sound.</param>
        /// <param name="withinMs">A deadline in milliseconds; 0 is none.</param>
        /// <param name="marker">For a section: the marker at which it is entered.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Cue(CueKind kind, string name, CueTime at = CueTime.NextBar, uint withinMs = 0, string marker = "")
        {
            Cue said = Anew().MakeCue();
            said.Kind = kind;
            said.Name = name;
            said.At = at;
            said.WithinMs = withinMs;
            said.Marker = marker;
            return Say(_said);
        }

        /// <summary>Pins a parameter to a number.</summary>
        /// <param name="name">tempo, energy, density, layer:NAME, or one that the set declares.</param>
        /// <param name="value">The number.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Param(string name, double value)
        {
            Param said = Anew().MakeParam();
            said.Name = name;
            said.Number = value;
            return Say(_said);
        }

        /// <summary>Pins a parameter to a word.</summary>
        /// <param name="name">key, mode; tempo and key take "recorded".</param>
        /// <param name="word">Such as "Bb", "dorian", "recorded".</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Param(string name, string word)
        {
            Param said = Anew().MakeParam();
            said.Name = name;
            said.Word = word;
            return Say(_said);
        }

        /// <summary>Frees a parameter.</summary>
        /// <param name="name">Its name.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool FreeParam(string name)
        {
            Anew().MakeParam().Name = name;
            return Say(_said);
        }

        /// <summary>Says pause, resume, stop, mute or unmute.</summary>
        /// <param name="verb">Which of them.</param>
        /// <param name="fadeS">For stop: seconds of a fade; null plays the section's ending.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Control(TransportVerb verb, double? fadeS = null)
        {
            Transport said = Anew().MakeTransport();
            said.Verb = verb;
            said.FadeS = fadeS;
            return Say(_said);
        }

        /// <summary>Sets a bus's level.</summary>
        /// <param name="bus">Which bus.</param>
        /// <param name="db">-96 to 12 dB; -96 is silence.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Volume(Bus bus, double db)
        {
            Volume said = Anew().MakeVolume();
            said.Bus = bus;
            said.Db = db;
            return Say(_said);
        }

        /// <summary>Makes room for speech or a menu, or ends it.</summary>
        /// <param name="db">How far the music gives way, -96 to 0 dB.</param>
        /// <param name="on">False ends it.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Duck(double db = -6.0, bool on = true)
        {
            DuckMusic said = Anew().MakeDuck();
            said.Db = db;
            said.On = on;
            return Say(_said);
        }

        /// <summary>Asks for a snapshot for a save game; it comes back by an event.</summary>
        /// <param name="name">The name that it comes back with.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Save(string name)
        {
            Anew().MakeSave().Name = name;
            return Say(_said);
        }

        /// <summary>Puts a snapshot back.</summary>
        /// <param name="snapshot">The text that was saved.</param>
        /// <returns>Whether somebody hears.</returns>
        public bool Restore(string snapshot)
        {
            Anew().MakeRestore().Snapshot = snapshot;
            return Say(_said);
        }

        /// <summary>The frame that sounds now: the playhead's where it knows, else the clock's.</summary>
        /// <returns>The frame; below 0 while neither knows.</returns>
        public double SoundingFrame()
        {
            IPlayhead? playhead = Playhead;
            double heard = playhead == null ? -1.0 : playhead.HeardFrame;
            return heard >= 0.0 ? heard : FrameNow();
        }

        /// <summary>Tells a decision, and keeps it until it sounds.</summary>
        /// <param name="decision">The decision; it may be used again afterwards.</param>
        protected void Decide(ScoreEvent decision)
        {
            Sounding.Add(decision);
            try
            {
                Decided?.Invoke(decision);
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }

        /// <summary>Tells what was not taken.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="text">What to do next.</param>
        /// <param name="about">What it is about.</param>
        protected void Notice(ErrorReason reason, string text, string about)
        {
            try
            {
                Noticed?.Invoke(reason, text, about);
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }

        /// <summary>Tells that a listener threw.</summary>
        /// <param name="error">What it threw.</param>
        protected void Fault(Exception error)
        {
            HandlerFaults++;
            try
            {
                HandlerFailed?.Invoke(error);
            }
            catch (Exception)
            {
                // Whoever is told of faults has one too: it is counted, and there is nobody left to tell.
                HandlerFaults++;
            }
        }

        /// <summary>How often a listener threw.</summary>
        public int HandlerFaults { get; private set; }

        private static void Named(Wire.ProtoList<NamedValue> into, string name, double value)
        {
            NamedValue one = into.Add();
            one.Name = name;
            one.Value = value;
        }

        internal static void NamedAll(Wire.ProtoList<NamedValue> into, Dictionary<string, double> values)
        {
            foreach (KeyValuePair<string, double> one in values)
            {
                Named(into, one.Key, one.Value);
            }
        }

        private ConductRequest Anew()
        {
            _said.Clear();
            return _said;
        }
    }
}
