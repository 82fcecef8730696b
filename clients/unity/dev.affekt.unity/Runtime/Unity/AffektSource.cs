using System;
using System.Collections.Generic;
using Affekt.Play;
using Affekt.Protocol;
using UnityEngine;
using UnityEngine.Events;

namespace Affekt.Unity
{
    /// <summary>
    /// What a game speaks to and hears decisions from: a session on a server, or a baked set without one. Every event is
    /// raised on the main thread. A decision is told twice: when it arrives, about 150 ms ahead, and when it sounds.
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

        readonly SoundQueue _queue = new SoundQueue();

        /// <summary>A decision arrived. It may be used again after the call: copy what is to be kept.</summary>
        public event Action<ScoreEvent> Decided;

        /// <summary>The music goes on from a state: after joining a session, or after replies were missed.</summary>
        public event Action<RenderState> Restored;

        /// <summary>The music is another one from here on: a new session, with frames of its own.</summary>
        public event Action OpenedAnew;

        /// <summary>Any decision sounds.</summary>
        public event Action<ScoreEvent> Sounded;

        /// <summary>A beat sounds: bar, beat, quarter notes a minute.</summary>
        public event Action<int, int, double> BeatSounded;

        /// <summary>A bar begins: its number, and that within the section.</summary>
        public event Action<int, int> BarSounded;

        /// <summary>Another section begins to sound.</summary>
        public event Action<string, ScoreEvent> SectionChanged;

        /// <summary>A layer moves: its name, dB, beats.</summary>
        public event Action<string, double, double> LayerChanged;

        /// <summary>The tempo changes: quarter notes a minute, beats.</summary>
        public event Action<double, double> TempoChanged;

        /// <summary>The key changes: tonic, mode.</summary>
        public event Action<string, string> KeyChanged;

        /// <summary>The harmony changes: chord, scale.</summary>
        public event Action<string, string> ChordChanged;

        /// <summary>A generated note sounds: voice, pitch, velocity, beats.</summary>
        public event Action<string, int, int, double> NoteSounded;

        /// <summary>A stinger sounds.</summary>
        public event Action<string> StingerSounded;

        /// <summary>A marker is reached.</summary>
        public event Action<string> MarkerReached;

        /// <summary>The music gives way: dB.</summary>
        public event Action<double> Ducked;

        /// <summary>The feeling as it is believed now: valence, arousal, dominance.</summary>
        public event Action<double, double, double> AffectChanged;

        /// <summary>What the music should be now.</summary>
        public event Action<Intent> IntentChanged;

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

        /// <summary>What is heard; a player sets itself here. Without one, what sounds follows the clock.</summary>
        public IPlayhead Playhead { get; set; }

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

        /// <summary>The session frame (48 kHz) now; -1 while it is not known.</summary>
        public abstract double FrameNow { get; }

        /// <summary>Whether decisions come.</summary>
        public abstract bool IsLive { get; }

        /// <summary>Something happened in the game; how much of it, 0 to 1.</summary>
        public abstract void Event(string name, double intensity = 1.0);

        /// <summary>How something stands in the game, 0 to 1 unless the game's table gives a range.</summary>
        public abstract void State(string key, double value);

        /// <summary>How several things stand.</summary>
        public virtual void State(IReadOnlyDictionary<string, double> values)
        {
            foreach (KeyValuePair<string, double> one in values)
            {
                State(one.Key, one.Value);
            }
        }

        /// <summary>A feeling outright; it holds for so many seconds, and 0 is until it is freed.</summary>
        public abstract void Feel(
            double valence, double arousal, double dominance, double confidence = 1.0, double holdS = 5.0, bool free = false);

        /// <summary>A stated feeling ends.</summary>
        public abstract void FreeFeeling();

        /// <summary>Ask for a stinger, a section, a theme or a release.</summary>
        public abstract void Cue(CueKind kind, string name, CueTime at = CueTime.NextBar, int withinMs = 0, string marker = "");

        /// <summary>Pin a parameter to a number.</summary>
        public abstract void Param(string name, double value);

        /// <summary>Pin a parameter to a word.</summary>
        public abstract void Param(string name, string word);

        /// <summary>Free a parameter.</summary>
        public abstract void FreeParam(string name);

        /// <summary>Pause, resume, stop, mute, unmute; a stop may fade for some seconds.</summary>
        public abstract void Control(TransportVerb verb, double fadeS = 0.0);

        /// <summary>Move a bus to a level.</summary>
        public abstract void Volume(Bus bus, double db);

        /// <summary>Make room for speech or a menu, or end it.</summary>
        public abstract void Duck(double db = -6.0, bool on = true);

        /// <summary>Hold the music.</summary>
        public void Pause() => Control(TransportVerb.Pause);

        /// <summary>Have it go on.</summary>
        public void Resume() => Control(TransportVerb.Resume);

        /// <summary>End it with the section's ending, or by a fade.</summary>
        public void Stop(double fadeS = 0.0) => Control(TransportVerb.Stop, fadeS);

        /// <summary>Tell a decision that arrived, and keep it until it sounds.</summary>
        protected void Arrived(ScoreEvent e)
        {
            _queue.Add(e);
            Decided?.Invoke(e);
        }

        /// <summary>Tell that the music goes on from a state.</summary>
        protected void Begun(RenderState state)
        {
            _queue.Clear();
            Section = state.Section;
            Tempo = state.Bpm > 0.0 ? state.Bpm : Tempo;
            for (int i = 0; i < state.Pending.Count; i++)
            {
                _queue.Add(state.Pending[i]);
            }
            Restored?.Invoke(state);
        }

        /// <summary>Tell that it is another music from here on.</summary>
        protected void Anew()
        {
            _queue.Clear();
            Section = "";
            Bar = Beat = 0;
            OpenedAnew?.Invoke();
        }

        /// <summary>Tell what sounds by now; call it once a frame.</summary>
        protected void TellSounding()
        {
            double frame = Playhead == null ? FrameNow : Playhead.HeardFrame;
            ScoreEvent e;
            while (frame >= 0.0 && (e = _queue.Next(frame)) != null)
            {
                Tell(e);
            }
        }

        void Tell(ScoreEvent e)
        {
            Sounded?.Invoke(e);
            switch (e.Act)
            {
                case ScoreEvent.ActKind.BeatAct:
                    Struck(e);
                    break;
                case ScoreEvent.ActKind.Section:
                    Section = e.Section.Section;
                    SectionChanged?.Invoke(Section, e);
                    onSection.Invoke(Section);
                    break;
                case ScoreEvent.ActKind.Layer:
                    LayerChanged?.Invoke(e.Layer.Layer, e.Layer.GainDb, e.Layer.FadeBeats);
                    break;
                case ScoreEvent.ActKind.Tempo:
                    Tempo = e.Tempo.Bpm;
                    TempoChanged?.Invoke(e.Tempo.Bpm, e.Tempo.RampBeats);
                    break;
                case ScoreEvent.ActKind.Key:
                    Key = e.Key.Tonic + " " + e.Key.Mode;
                    KeyChanged?.Invoke(e.Key.Tonic, e.Key.Mode);
                    break;
                case ScoreEvent.ActKind.Chord:
                    ChordChanged?.Invoke(e.Chord.Chord, e.Chord.Scale);
                    break;
                case ScoreEvent.ActKind.Note:
                    NoteSounded?.Invoke(e.Note.Voice, (int)e.Note.Pitch, (int)e.Note.Velocity, e.Note.Beats);
                    break;
                case ScoreEvent.ActKind.Stinger:
                    StingerSounded?.Invoke(e.Stinger.Name);
                    onStinger.Invoke(e.Stinger.Name);
                    break;
                case ScoreEvent.ActKind.Marker:
                    MarkerReached?.Invoke(e.Marker.Name);
                    onMarker.Invoke(e.Marker.Name);
                    break;
                case ScoreEvent.ActKind.Duck:
                    Ducked?.Invoke(e.Duck.Db);
                    break;
                case ScoreEvent.ActKind.Affect:
                    Feeling = new Vector3((float)e.Affect.Valence, (float)e.Affect.Arousal, (float)e.Affect.Dominance);
                    AffectChanged?.Invoke(e.Affect.Valence, e.Affect.Arousal, e.Affect.Dominance);
                    break;
                case ScoreEvent.ActKind.Intent:
                    IntentChanged?.Invoke(e.Intent);
                    break;
                case ScoreEvent.ActKind.Control:
                    Section = e.Control.Verb == ControlVerb.Stopped ? "" : Section;
                    break;
            }
        }

        void Struck(ScoreEvent e)
        {
            Bar = (int)e.Bar;
            Beat = (int)e.Beat;
            Tempo = e.BeatAct.Bpm;
            if (Beat == 1)
            {
                BarSounded?.Invoke(Bar, (int)e.SectionBar);
                onBar.Invoke(Bar);
            }
            BeatSounded?.Invoke(Bar, Beat, Tempo);
            onBeat.Invoke(Bar, Beat);
        }
    }
}
