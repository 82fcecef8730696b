using System;
using System.Collections.Generic;
using Affekt.Play;
using Affekt.Protocol;
using UnityEngine;
using UnityEngine.Audio;

namespace Affekt.Unity
{
    /// <summary>
    /// Commanded mode: plays a set's recordings on AudioSources by the decisions of a source, in sample lock. Recordings
    /// play at their own tempo and in their own key, so the source is asked to keep to these.
    /// </summary>
    [AddComponentMenu("Affekt/Affekt Mixer")]
    [DefaultExecutionOrder(-40)]
    public sealed class AffektMixer : MonoBehaviour, IMixPlayer, IPlayhead
    {
        const double Horizon = 0.4;
        const double MostDrift = 240.0;
        const double Leak = 0.001;
        const double Share = 0.5;
        const double Jump = 0.1;
        const int Frames = 3;

        [SerializeField, Tooltip("A session or a baked set.")]
        AffektSource source;

        [SerializeField, Tooltip("The recordings.")]
        AffektSet musicSet;

        [SerializeField, Tooltip("Where the music goes; empty is straight to the listener.")]
        AudioMixerGroup output;

        [SerializeField, Min(0.02f), Tooltip("Seconds ahead that sources are scheduled; decisions come 0.15 s ahead.")]
        float leadTime = 0.1f;

        [SerializeField, Tooltip("Layers that stand somewhere in the world.")]
        List<LayerPlace> places = new List<LayerPlace>();

        readonly List<AffektVoice> _voices = new List<AffektVoice>();
        readonly Dictionary<(ulong, long), double> _anchors = new Dictionary<(ulong, long), double>();
        readonly HashSet<string> _told = new HashSet<string>();
        readonly Ramp _gate = new Ramp(1.0);
        MixScore _score;
        AffektSource _heard;
        double _offset;
        bool _set;
        bool _watched;
        double _wall;
        double _lag;
        double _dsp;
        double _least;
        int _over;
        bool _held;
        float _lowpass = 20000f;
        float _lowpassGoal = 20000f;
        float _highpass = 20f;
        float _highpassGoal = 20f;
        double _safety = 0.05;

        /// <summary>An effect that this mixer does not play itself moves: name, value, seconds. Give it to an AudioMixer.</summary>
        public event Action<string, double, double> EffectMoved;

        /// <summary>A session or a baked set.</summary>
        public AffektSource Source
        {
            get => source;
            set
            {
                source = value;
                Attach();
            }
        }

        /// <summary>The recordings.</summary>
        public AffektSet MusicSet
        {
            get => musicSet;
            set
            {
                musicSet = value;
                Silence();
                Build();
            }
        }

        /// <summary>Where the music goes; null is straight to the listener.</summary>
        public AudioMixerGroup Output
        {
            get => output;
            set => output = value;
        }

        /// <summary>Layers that stand somewhere in the world; heeded when a layer begins.</summary>
        public List<LayerPlace> Places { get => places; set => places = value; }

        /// <inheritdoc/>
        public double HeardFrame => _set && Sounding > 0 ? FrameAt(AudioSettings.dspTime) : -1.0;

        /// <summary>How many recordings sound or wait for their time.</summary>
        public int Sounding
        {
            get
            {
                int count = 0;
                for (int i = 0; i < _voices.Count; i++)
                {
                    count += _voices[i].Strand == null ? 0 : 1;
                }
                return count;
            }
        }

        /// <summary>Decisions that came too late for their frame.</summary>
        public int Late => _score == null ? 0 : _score.Desk.Late;

        /// <summary>Recordings that were wanted and that the set did not bring.</summary>
        public int Missing { get; private set; }

        /// <summary>The session frame at a time of the audio clock.</summary>
        public double FrameAt(double dspTime) => dspTime * Levels.SampleRate + _offset;

        /// <summary>Let it be heard or not, from a time of the audio clock on, in a fade of so many seconds.</summary>
        public void Open(bool open, double dspTime, double fadeS)
        {
            var frame = (long)FrameAt(dspTime);
            _gate.Set(frame, _gate.At(frame), open ? 1.0 : 0.0, (long)(fadeS * Levels.SampleRate), true);
        }

        /// <summary>Be heard or not, from now on.</summary>
        public void Open(bool open) => _gate.Set(long.MinValue + 1, open ? 1.0 : 0.0, open ? 1.0 : 0.0, 0, false);

        /// <summary>Stop every recording at once and forget what was decided.</summary>
        public void Silence()
        {
            Free();
            _score = null;
            _set = false;
        }

        /// <inheritdoc/>
        long IMixPlayer.FramesOf(string file)
        {
            AudioClip clip = musicSet.Clip(file);
            return clip == null ? 0 : (long)clip.samples * Levels.SampleRate / clip.frequency;
        }

        /// <inheritdoc/>
        void IMixPlayer.Play(Strand strand)
        {
            AudioClip clip = musicSet.Clip(strand.File);
            if (clip == null)
            {
                Missing++;
                if (_told.Add(strand.File))
                {
                    Debug.LogWarning($"Affekt: {musicSet.name} has no clip for {strand.File}; use the menu Affekt ▸ Bring a set…", this);
                }
                return;
            }
            AffektVoice voice = Spare();
            strand.Player = voice;
            Transform place = PlaceOf(strand.Layer);
            voice.Stand(place);
            AudioSource player = voice.GetComponent<AudioSource>();
            player.spatialBlend = place == null ? 0f : 1f;
            player.outputAudioMixerGroup = output;
            voice.Filter(_lowpass, _highpass);
            voice.Begin(strand, clip, Anchor(strand), Application.platform != RuntimePlatform.WebGLPlayer);
        }

        /// <inheritdoc/>
        void IMixPlayer.End(Strand strand)
        {
            var voice = strand.Player as AffektVoice;
            if (voice != null && voice.Strand == strand)
            {
                voice.Close();
            }
        }

        /// <summary>Seconds of the audio clock of a session frame, as all recordings of one pass of a section have it.</summary>
        double Anchor(Strand strand)
        {
            long pass = strand.Tag == 0 ? 0 : strand.Pass;
            if (strand.Tag == 0)
            {
                return _offset;
            }
            if (_anchors.TryGetValue((strand.Tag, pass), out double found))
            {
                return found;
            }
            double anchor = _offset;
            if (_anchors.TryGetValue((strand.Tag, pass - 1), out double before))
            {
                anchor = before + Math.Max(-MostDrift, Math.Min(MostDrift, _offset - before));
            }
            if (_anchors.Count > 64)
            {
                _anchors.Clear();
            }
            _anchors[(strand.Tag, pass)] = anchor;
            return anchor;
        }

        void OnEnable()
        {
            AudioSettings.OnAudioConfigurationChanged += OnConfiguration;
            Measure();
            Attach();
            Build();
        }

        void OnDisable()
        {
            AudioSettings.OnAudioConfigurationChanged -= OnConfiguration;
            Detach();
            Silence();
        }

        void Measure()
        {
            AudioSettings.GetDSPBufferSize(out int frames, out int _);
            _safety = 2.0 * frames / AudioSettings.outputSampleRate;
        }

        /// <summary>The clock may begin anew, and nothing plays any more.</summary>
        void OnConfiguration(bool deviceWasChanged)
        {
            Measure();
            _watched = false;
            PlaceAnew();
        }

        /// <summary>Another clock: all that sounds is begun again where it is due by then.</summary>
        void PlaceAnew()
        {
            Free();
            _set = false;
            _score?.Desk.Again();
        }

        void Free()
        {
            Prune();
            for (int i = 0; i < _voices.Count; i++)
            {
                _voices[i].Free();
            }
            _anchors.Clear();
        }

        /// <summary>What others destroyed is forgotten.</summary>
        void Prune()
        {
            for (int i = _voices.Count - 1; i >= 0; i--)
            {
                if (_voices[i] == null)
                {
                    _voices.RemoveAt(i);
                }
            }
        }

        void Attach()
        {
            Detach();
            _heard = isActiveAndEnabled ? source : null;
            if (_heard != null)
            {
                _heard.Decided += OnDecided;
                _heard.Restored += OnRestored;
                _heard.OpenedAnew += OnOpenedAnew;
                _heard.Playhead = this;
                _heard.KeepRecorded(true);
            }
        }

        void Detach()
        {
            if (_heard != null)
            {
                _heard.Decided -= OnDecided;
                _heard.Restored -= OnRestored;
                _heard.OpenedAnew -= OnOpenedAnew;
                _heard.KeepRecorded(false);
                if (ReferenceEquals(_heard.Playhead, this))
                {
                    _heard.Playhead = null;
                }
            }
            _heard = null;
        }

        void Build()
        {
            if (_score == null && musicSet != null && musicSet.Shape != null)
            {
                _score = new MixScore(musicSet.Shape, this, _gate);
                _score.EffectMoved += OnEffect;
            }
        }

        void OnDecided(ScoreEvent e)
        {
            Build();
            _score?.Take(e);
        }

        void OnRestored(RenderState state)
        {
            Build();
            _score?.Restore(state);
        }

        void OnOpenedAnew()
        {
            Silence();
            Build();
        }

        void OnEffect(string name, double value, long frame, long frames)
        {
            switch (name)
            {
                case "lowpass":
                    _lowpassGoal = (float)value;
                    break;
                case "highpass":
                    _highpassGoal = (float)value;
                    break;
                default:
                    EffectMoved?.Invoke(name, value, (double)frames / Levels.SampleRate);
                    break;
            }
        }

        void Update()
        {
            double now = AudioSettings.dspTime;
            Prune();
            Watch(now);
            double frame = _heard == null ? -1.0 : _heard.FrameNow;
            if (_score == null || frame < 0.0)
            {
                return;
            }
            double own = _heard.DspOffset;
            if (double.IsNaN(own))
            {
                Follow(frame);
            }
            else
            {
                Keep(own);
            }
            _heard.Playhead = _heard.Playhead ?? this;
            var first = (long)FrameAt(now + _safety);
            _score.Desk.Advance(first, first + (long)(leadTime * Levels.SampleRate), first + (long)(Horizon * Levels.SampleRate));
            Sweep();
            for (int i = 0; i < _voices.Count; i++)
            {
                _voices[i].Tend(now);
            }
        }

        /// <summary>
        /// The audio clock stands still within a buffer, so that it lags behind the wall's by more or less: the least lag is
        /// the true one. It is watched before there is music, so that the first section is placed well.
        /// </summary>
        void Watch(double dsp)
        {
            double wall = Time.realtimeSinceStartupAsDouble;
            double lag = wall - dsp;
            bool stands = _watched && dsp == _dsp;
            _dsp = dsp;
            if (!_watched || lag <= _lag + Math.Max(Jump, 2.0 * _safety))
            {
                _over = 0;
            }
            else if (!stands)
            {
                // It stood still, as while the listener is paused: a leak would take hours to see it.
                _least = _over == 0 ? lag : Math.Min(_least, lag);
                _over++;
            }
            _held = _over >= Frames;
            _lag = !_watched ? lag : _held ? _least : Math.Min(_lag + (wall - _wall) * Leak, lag);
            _over = _held ? 0 : _over;
            _watched = true;
            _wall = wall;
        }

        /// <summary>The source goes by the audio clock itself: there is nothing to smooth.</summary>
        void Keep(double offset)
        {
            if (_set && Math.Abs(offset - _offset) > 1.0)
            {
                PlaceAnew();
            }
            _offset = offset;
            _set = true;
        }

        void Follow(double frame)
        {
            if (_held)
            {
                PlaceAnew();
            }
            double offset = frame - (_wall - _lag) * Levels.SampleRate;
            bool jumped = !_set || Math.Abs(offset - _offset) > Levels.SampleRate;
            _offset = jumped ? offset : _offset + (offset - _offset) * Share;
            _set = true;
        }

        void LateUpdate()
        {
            for (int i = 0; i < _voices.Count; i++)
            {
                if (_voices[i] != null)
                {
                    _voices[i].Go();
                }
            }
        }

        void Sweep()
        {
            float share = Mathf.Clamp01(Time.unscaledDeltaTime * 8f);
            float lowpass = _lowpass * Mathf.Pow(_lowpassGoal / _lowpass, share);
            float highpass = _highpass * Mathf.Pow(_highpassGoal / _highpass, share);
            if (Mathf.Abs(lowpass - _lowpass) > 0.5f || Mathf.Abs(highpass - _highpass) > 0.05f)
            {
                _lowpass = lowpass;
                _highpass = highpass;
                for (int i = 0; i < _voices.Count; i++)
                {
                    _voices[i].Filter(_lowpass, _highpass);
                }
            }
        }

        AffektVoice Spare()
        {
            Prune();
            for (int i = 0; i < _voices.Count; i++)
            {
                if (_voices[i].Strand == null)
                {
                    return _voices[i];
                }
            }
            var made = new GameObject("Affekt voice " + (_voices.Count + 1));
            made.transform.SetParent(transform, false);
            AudioSource player = made.AddComponent<AudioSource>();
            player.playOnAwake = false;
            player.priority = 16;
            AffektVoice voice = made.AddComponent<AffektVoice>();
            _voices.Add(voice);
            return voice;
        }

        Transform PlaceOf(string layer)
        {
            for (int i = 0; layer.Length > 0 && i < places.Count; i++)
            {
                if (places[i].layer == layer)
                {
                    return places[i].place;
                }
            }
            return null;
        }
    }
}
