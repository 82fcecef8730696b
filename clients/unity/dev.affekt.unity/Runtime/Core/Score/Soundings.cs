#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>What a score tells when it sounds, in the order of sounding, on the game's thread.</summary>
    public sealed class Soundings
    {
        private readonly Action<Exception> _fault;
        private readonly SoundingQueue _queue = new SoundingQueue();

        /// <summary>Prepares.</summary>
        /// <param name="fault">Is told when a listener throws.</param>
        public Soundings(Action<Exception> fault)
        {
            _fault = fault;
        }

        /// <summary>Any decision sounds. It holds during the call; copy what is kept.</summary>
        public event Action<ScoreEvent>? Sounded;

        /// <summary>A beat: its bar and beat from 1, and the tempo in quarter notes a minute.</summary>
        public event Action<int, int, double>? BeatSounded;

        /// <summary>A bar begins: counted since the session began, and within the section.</summary>
        public event Action<int, int>? BarSounded;

        /// <summary>Another section takes over, or the same one again.</summary>
        public event Action<string, ScoreEvent>? SectionChanged;

        /// <summary>A layer moves to a level in dB, over so many beats; -96 is silence.</summary>
        public event Action<string, double, double>? LayerChanged;

        /// <summary>The tempo changes to quarter notes a minute, over so many beats.</summary>
        public event Action<double, double>? TempoChanged;

        /// <summary>The key changes: tonic and mode.</summary>
        public event Action<string, string>? KeyChanged;

        /// <summary>The harmony changes: a chord symbol, and the scale.</summary>
        public event Action<string, string>? ChordChanged;

        /// <summary>A generated note: voice, MIDI pitch, MIDI velocity, beats.</summary>
        public event Action<string, int, int, double>? NoteSounded;

        /// <summary>A stinger sounds.</summary>
        public event Action<string>? StingerSounded;

        /// <summary>A named place in the section was reached.</summary>
        public event Action<string>? MarkerReached;

        /// <summary>An effect moves to a value, over so many beats.</summary>
        public event Action<string, double, double>? EffectMoved;

        /// <summary>The music gives way by so many dB; 0 ends it.</summary>
        public event Action<double>? Ducked;

        /// <summary>The transport or a bus's level.</summary>
        public event Action<ControlAct>? Controlled;

        /// <summary>The feeling as it is believed now, twice a second.</summary>
        public event Action<Affect>? AffectChanged;

        /// <summary>What is wished of the music now, twice a second.</summary>
        public event Action<Intent>? IntentChanged;

        /// <summary>How many decisions wait until they sound.</summary>
        public int Waiting => _queue.Count;

        /// <summary>How many decisions were passed over because too many waited.</summary>
        public int Dropped => _queue.Dropped;

        /// <summary>Keeps a copy of a decision until it sounds.</summary>
        /// <param name="decision">The decision.</param>
        public void Add(ScoreEvent decision)
        {
            _queue.Add(decision);
        }

        /// <summary>Forgets what waits.</summary>
        public void Clear()
        {
            _queue.Clear();
        }

        /// <summary>Tells everything that sounds at a frame or before.</summary>
        /// <param name="frame">The session frame that sounds now.</param>
        public void Release(double frame)
        {
            ScoreEvent? next;
            while ((next = _queue.Take(frame)) != null)
            {
                try
                {
                    Tell(next);
                }
                catch (Exception error)
                {
                    _fault(error);
                }
            }
        }

        private void Tell(ScoreEvent one)
        {
            Sounded?.Invoke(one);
            switch (one.Act)
            {
                case ScoreEvent.ActKind.BeatAct:
                    TellBeat(one, one.BeatAct!);
                    break;
                case ScoreEvent.ActKind.Section:
                    SectionChanged?.Invoke(one.Section!.Section, one);
                    break;
                case ScoreEvent.ActKind.Layer:
                    LayerChanged?.Invoke(one.Layer!.Layer, one.Layer.GainDb, one.Layer.FadeBeats);
                    break;
                case ScoreEvent.ActKind.Tempo:
                    TempoChanged?.Invoke(one.Tempo!.Bpm, one.Tempo.RampBeats);
                    break;
                case ScoreEvent.ActKind.Key:
                    KeyChanged?.Invoke(one.Key!.Tonic, one.Key.Mode);
                    break;
                case ScoreEvent.ActKind.Chord:
                    ChordChanged?.Invoke(one.Chord!.Chord, one.Chord.Scale);
                    break;
                case ScoreEvent.ActKind.Note:
                    NoteAct note = one.Note!;
                    NoteSounded?.Invoke(note.Voice, (int)note.Pitch, (int)note.Velocity, note.Beats);
                    break;
                case ScoreEvent.ActKind.Stinger:
                    StingerSounded?.Invoke(one.Stinger!.Name);
                    break;
                case ScoreEvent.ActKind.Marker:
                    MarkerReached?.Invoke(one.Marker!.Name);
                    break;
                case ScoreEvent.ActKind.Effect:
                    EffectMoved?.Invoke(one.Effect!.Name, one.Effect.Value, one.Effect.FadeBeats);
                    break;
                case ScoreEvent.ActKind.Duck:
                    Ducked?.Invoke(one.Duck!.Db);
                    break;
                case ScoreEvent.ActKind.Control:
                    Controlled?.Invoke(one.Control!);
                    break;
                case ScoreEvent.ActKind.Affect:
                    AffectChanged?.Invoke(one.Affect!);
                    break;
                case ScoreEvent.ActKind.Intent:
                    IntentChanged?.Invoke(one.Intent!);
                    break;
            }
        }

        private void TellBeat(ScoreEvent one, BeatAct act)
        {
            int bar = (int)one.Bar;
            int beat = (int)one.Beat;
            if (beat == 1)
            {
                BarSounded?.Invoke(bar, (int)one.SectionBar);
            }
            BeatSounded?.Invoke(bar, beat, act.Bpm);
        }
    }
}
