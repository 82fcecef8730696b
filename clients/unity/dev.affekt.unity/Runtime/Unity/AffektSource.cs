using System;
using System.Collections.Generic;
using Affekt.Protocol;
using UnityEngine;
using UnityEngine.Events;

namespace Affekt.Unity
{
    /// <summary>
    /// What a game speaks to and hears decisions from: a session on a server, a baked set without one, or the switch
    /// between them. Everything is told on the main thread. A decision is told twice: when it arrives, about 150 ms ahead
    /// (<see cref="Decided"/>), and when it sounds (<see cref="Sounding"/>, and the events of the inspector).
    /// </summary>
    public abstract class AffektSource : MonoBehaviour
    {
        [SerializeField, Tooltip("A beat sounds: bar and beat, from 1.")]
        UnityEvent<int, int> onBeat = new UnityEvent<int, int>();

        [SerializeField, Tooltip("A bar begins: its number since the session began.")]
        UnityEvent<int> onBar = new UnityEvent<int>();

        [SerializeField, Tooltip("A section begins to sound: its name.")]
        UnityEvent<string> onSection = new UnityEvent<string>();

        [SerializeField, Tooltip("A stinger sounds: its name.")]
        UnityEvent<string> onStinger = new UnityEvent<string>();

        [SerializeField, Tooltip("A marker of the score is reached: its name.")]
        UnityEvent<string> onMarker = new UnityEvent<string>();

        Soundings _told;
        ScoreSource _score;

        /// <summary>A decision arrived. It holds during the call: copy what is to be kept.</summary>
        public event Action<ScoreEvent> Decided;

        /// <summary>The music goes on from a state: after joining a session, or after replies were missed.</summary>
        public event Action<RenderState> Restored;

        /// <summary>It is another music from here on, with frames of its own.</summary>
        public event Action OpenedAnew;

        /// <summary>A beat sounds, for the inspector.</summary>
        public UnityEvent<int, int> OnBeat => onBeat;

        /// <summary>A bar begins, for the inspector.</summary>
        public UnityEvent<int> OnBar => onBar;

        /// <summary>A section begins, for the inspector.</summary>
        public UnityEvent<string> OnSection => onSection;

        /// <summary>A stinger sounds, for the inspector.</summary>
        public UnityEvent<string> OnStinger => onStinger;

        /// <summary>A marker is reached, for the inspector.</summary>
        public UnityEvent<string> OnMarker => onMarker;

        /// <summary>The engine-free part, or null while there is none: a session has one from each Open to its Close, and another each time.</summary>
        public ScoreSource Score
        {
            get
            {
                if (_score == null)
                {
                    _score = Make();
                    Bind();
                }
                return _score;
            }
        }

        /// <summary>What is told when it sounds: beats, sections, layers, tempo, key, chords, notes, stingers, markers, feelings. It stays the same for good.</summary>
        public Soundings Sounding => _told ?? (_told = Listened());

        /// <summary>What is heard; a player sets itself here. Without one, what sounds follows the clock. Null, and set in vain, while closed.</summary>
        public IPlayhead Playhead
        {
            get => Score?.Playhead;
            set
            {
                if (Score != null)
                {
                    Score.Playhead = value;
                }
            }
        }

        /// <summary>The session frame (48 kHz) now; below 0 while it is not known.</summary>
        public double FrameNow => Score?.FrameNow() ?? -1.0;

        /// <summary>Where the audio clock itself is its clock, its frame at zero of that; otherwise not a number.</summary>
        internal virtual double DspOffset => double.NaN;

        /// <summary>Whether decisions come.</summary>
        public abstract bool IsLive { get; }

        /// <summary>The section that sounds; empty while none does.</summary>
        public string Section { get; private set; } = "";

        /// <summary>The bar that sounds, from 1; 0 before the first.</summary>
        public int Bar { get; private set; }

        /// <summary>The beat that sounds, from 1; 0 before the first.</summary>
        public int Beat { get; private set; }

        /// <summary>The tempo that sounds, in quarter notes a minute.</summary>
        public double Tempo { get; private set; }

        /// <summary>The key that sounds, such as "D dorian".</summary>
        public string Key { get; private set; } = "";

        /// <summary>The feeling as it is believed now: valence -1 to 1, arousal 0 to 1, dominance -1 to 1.</summary>
        public Vector3 Feeling { get; private set; }

        /// <summary>Why the newest section was chosen, in words.</summary>
        public string Why { get; private set; } = "";

        /// <summary>Something happened in the game; how much of it, 0 to 1.</summary>
        public bool Event(string word, double intensity = 1.0) => Score?.Event(word, intensity) ?? false;

        /// <summary>How something stands in the game, 0 to 1 unless the game's table gives a range.</summary>
        public bool State(string key, double value) => Score?.State(key, value) ?? false;

        /// <summary>How several things stand.</summary>
        public bool State(Dictionary<string, double> values) => Score?.State(values) ?? false;

        /// <summary>A feeling outright; it holds for so many seconds, and 0 is until it is freed.</summary>
        public bool Feel(
            double valence, double arousal, double dominance = 0.0, double confidence = 1.0, double holdS = 5.0, bool free = false) =>
            Score?.Feel(valence, arousal, dominance, confidence, holdS, free) ?? false;

        /// <summary>A stated feeling ends.</summary>
        public bool FreeFeeling() => Score?.FreeFeeling() ?? false;

        /// <summary>Offer a feeling as one reading among others.</summary>
        public bool Evidence(
            string from, double? valence = null, double? arousal = null, double? dominance = null, double reliability = 1.0) =>
            Score?.Evidence(from, valence, arousal, dominance, reliability) ?? false;

        /// <summary>Send a sensor's reading.</summary>
        public bool Sense(string from, Dictionary<string, double> values) => Score?.Sense(from, values) ?? false;

        /// <summary>Send a line that the player said or wrote.</summary>
        public bool Text(string line) => Score?.Text(line) ?? false;

        /// <summary>Ask for a stinger, a section, a theme or a release.</summary>
        public bool Cue(CueKind kind, string cue, CueTime at = CueTime.NextBar, uint withinMs = 0, string marker = "") =>
            Score?.Cue(kind, cue, at, withinMs, marker) ?? false;

        /// <summary>Pin a parameter to a number.</summary>
        public bool Param(string param, double value) => Score?.Param(param, value) ?? false;

        /// <summary>Pin a parameter to a word.</summary>
        public bool Param(string param, string word) => Score?.Param(param, word) ?? false;

        /// <summary>Free a parameter.</summary>
        public bool FreeParam(string param) => Score?.FreeParam(param) ?? false;

        /// <summary>Move a bus to a level in dB.</summary>
        public bool Volume(Bus bus, double db) => Score?.Volume(bus, db) ?? false;

        /// <summary>Make room for speech or a menu, or end it.</summary>
        public bool Duck(double db = -6.0, bool on = true) => Score?.Duck(db, on) ?? false;

        /// <summary>Hold the music.</summary>
        public bool Pause() => Score?.Control(TransportVerb.Pause) ?? false;

        /// <summary>Have it go on.</summary>
        public bool Resume() => Score?.Control(TransportVerb.Resume) ?? false;

        /// <summary>Have it play on unheard, or heard again.</summary>
        public bool Mute(bool on) => Score?.Control(on ? TransportVerb.Mute : TransportVerb.Unmute) ?? false;

        /// <summary>End it with the section's ending, or by a fade of so many seconds.</summary>
        public bool Stop(double? fadeS = null) => Score?.Control(TransportVerb.Stop, fadeS) ?? false;

        /// <summary>Ask for every section in the tempo and the key in which it is recorded, as a mixer of recordings needs.</summary>
        public virtual void KeepRecorded(bool on)
        {
        }

        /// <summary>Make the engine-free part; null while there is none.</summary>
        protected abstract ScoreSource Make();

        /// <summary>The engine-free part is another one from now on: make it when it is wanted.</summary>
        protected void Drop()
        {
            if (_score != null)
            {
                _score.Decided -= OnDecided;
                _score.HandlerFailed -= Debug.LogException;
                _score.Sounding.Sounded -= OnSounded;
                _score = null;
            }
        }

        /// <summary>Tell that the music goes on from a state.</summary>
        protected void TellRestored(RenderState state)
        {
            Section = state.Section;
            Restored?.Invoke(state);
        }

        /// <summary>Tell that it is another music from here on.</summary>
        protected void TellAnew()
        {
            Section = "";
            Bar = Beat = 0;
            OpenedAnew?.Invoke();
        }

        void Bind()
        {
            if (_score != null)
            {
                _score.Decided += OnDecided;
                _score.HandlerFailed += Debug.LogException;
                _score.Sounding.Sounded += OnSounded;
            }
        }

        Soundings Listened()
        {
            var told = new Soundings(Debug.LogException);
            told.BeatSounded += OnBeatSounded;
            told.BarSounded += (bar, inside) => onBar.Invoke(bar);
            told.SectionChanged += OnSectionChanged;
            told.TempoChanged += (bpm, beats) => Tempo = bpm;
            told.KeyChanged += (tonic, mode) => Key = tonic + " " + mode;
            told.StingerSounded += stinger => onStinger.Invoke(stinger);
            told.MarkerReached += marker => onMarker.Invoke(marker);
            told.AffectChanged += felt => Feeling = new Vector3((float)felt.Valence, (float)felt.Arousal, (float)felt.Dominance);
            told.Controlled += done => Section = done.Verb == ControlVerb.Stopped ? "" : Section;
            return told;
        }

        void OnSounded(ScoreEvent e)
        {
            Sounding.Add(e);
            Sounding.Release(double.MaxValue);
        }

        void OnDecided(ScoreEvent e) => Decided?.Invoke(e);

        void OnBeatSounded(int bar, int beat, double bpm)
        {
            Bar = bar;
            Beat = beat;
            Tempo = bpm;
            onBeat.Invoke(bar, beat);
        }

        void OnSectionChanged(string section, ScoreEvent e)
        {
            Section = section;
            Why = e.Why == null ? "" : e.Why.Text;
            onSection.Invoke(section);
        }
    }
}
