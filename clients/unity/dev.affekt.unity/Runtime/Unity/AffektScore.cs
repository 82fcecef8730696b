using System;
using System.Collections.Generic;
using Affekt.Play;
using Affekt.Protocol;
using UnityEngine;
using UnityEngine.Audio;

namespace Affekt.Unity
{
    /// <summary>
    /// The switch: one source for the game, whichever way the score sounds. When there is no server, or it falls silent, the
    /// baked table takes over at the next bar; when the server is back, it hands back on a bar.
    /// </summary>
    [AddComponentMenu("Affekt/Affekt Score")]
    [DefaultExecutionOrder(-30)]
    public sealed class AffektScore : AffektSource
    {
        const double FadeS = 0.06;
        const double AheadS = 0.1;
        const double LateS = 0.5;

        [SerializeField, Tooltip("How it should sound where it can.")]
        ScoreMode mode = ScoreMode.Streamed;

        [SerializeField, Tooltip("The session on the server; none is needed for Baked.")]
        AffektSession session;

        [SerializeField, Tooltip("The recordings: needed for Commanded, and with a baked.json for Baked and for when there is no server.")]
        AffektSet musicSet;

        [SerializeField, Tooltip("Where the music goes; empty is straight to the listener.")]
        AudioMixerGroup output;

        [SerializeField, Tooltip("Layers that stand somewhere in the world; a stream has none.")]
        List<LayerPlace> places = new List<LayerPlace>();

        [SerializeField, Min(0f), Tooltip("Seconds that a server may be silent before the baked table takes over.")]
        float patience = 0.4f;

        [SerializeField, Min(0f), Tooltip("Seconds that a server may take to answer at the start.")]
        float firstPatience = 2f;

        AffektSession _hooked;
        AffektAudioSource _stream;
        AffektMixer _commanded;
        AffektMixer _local;
        AffektBaked _baked;
        SwitchSource _switch;
        double _lost;
        long _backAt = -1;
        double _quietAt = -1.0;

        /// <summary>It sounds otherwise from here on: by the server or by the baked table.</summary>
        public event Action<ScoreMode> Turned;

        /// <summary>How it sounds now.</summary>
        public ScoreMode Now { get; private set; }

        /// <summary>Whether anything has been chosen yet.</summary>
        public bool Begun { get; private set; }

        /// <summary>How it should sound where it can.</summary>
        public ScoreMode Mode
        {
            get => mode;
            set
            {
                if (mode != value)
                {
                    mode = value;
                    Restart();
                }
            }
        }

        /// <summary>The session on the server.</summary>
        public AffektSession Session
        {
            get => session;
            set
            {
                if (session != value)
                {
                    session = value;
                    Restart();
                }
            }
        }

        /// <summary>The recordings.</summary>
        public AffektSet MusicSet
        {
            get => musicSet;
            set
            {
                if (musicSet != value)
                {
                    musicSet = value;
                    Restart();
                }
            }
        }

        /// <summary>Where the music goes, however it sounds; null is straight to the listener.</summary>
        public AudioMixerGroup Output
        {
            get => output;
            set
            {
                output = value;
                foreach (AffektMixer mixer in new[] { _commanded, _local })
                {
                    if (mixer != null)
                    {
                        mixer.Output = value;
                    }
                }
                if (_stream != null)
                {
                    _stream.GetComponent<AudioSource>().outputAudioMixerGroup = value;
                }
            }
        }

        /// <summary>Layers that stand somewhere in the world; what is added is heeded when the layer begins next.</summary>
        public List<LayerPlace> Places => places;

        /// <summary>The player of the stream; null in other modes.</summary>
        public AffektAudioSource Stream => _stream;

        /// <summary>The mixer that plays by the server's decisions; null in other modes.</summary>
        public AffektMixer Commanded => _commanded;

        /// <summary>The mixer that plays by the baked table; null where the set has none.</summary>
        public AffektMixer Local => _local;

        /// <summary>The baked table; null where the set has none.</summary>
        public AffektBaked Baked => _baked;

        /// <inheritdoc/>
        public override bool IsLive => _switch != null && _switch.Now != null;

        /// <summary>How it sounds where it can: WebGL plays no stream.</summary>
        ScoreMode Wished => mode == ScoreMode.Streamed && Application.platform == RuntimePlatform.WebGLPlayer
            ? ScoreMode.Commanded
            : mode;

        bool ServerWanted => mode != ScoreMode.Baked && session != null;

        bool ServerThere => ServerWanted && session.IsLive && session.FrameNow >= 0.0;

        /// <inheritdoc/>
        protected override ScoreSource Make()
        {
            _switch = new SwitchSource();
            return _switch;
        }

        void OnEnable()
        {
            Build();
            _lost = Time.realtimeSinceStartupAsDouble + firstPatience - patience;
        }

        void OnDisable()
        {
            Unhook();
            Clear();
        }

        void Restart()
        {
            if (isActiveAndEnabled)
            {
                Unhook();
                Clear();
                Build();
                _lost = Time.realtimeSinceStartupAsDouble + firstPatience - patience;
            }
        }

        void Build()
        {
            _ = Score;
            if (Wished == ScoreMode.Streamed && session != null)
            {
                _stream = Part("Affekt stream").AddComponent<AffektAudioSource>();
                _stream.Session = session;
                _stream.GetComponent<AudioSource>().outputAudioMixerGroup = output;
            }
            if (Wished == ScoreMode.Commanded && session != null && musicSet != null)
            {
                _commanded = Mixer("Affekt mixer", session);
            }
            if (musicSet != null && musicSet.Baked.Length > 0)
            {
                GameObject part = Part("Affekt baked");
                part.SetActive(false);
                _baked = part.AddComponent<AffektBaked>();
                _baked.PlayOnEnable = false;
                _baked.MusicSet = musicSet;
                part.SetActive(true);
                _local = Mixer("Affekt baked mixer", _baked);
            }
            Hook();
        }

        void Hook()
        {
            _hooked = session;
            if (_hooked != null)
            {
                _hooked.Welcomed += OnServerWelcomed;
                _hooked.OpenedAnew += OnServerAnew;
                _hooked.Restored += OnServerRestored;
                _hooked.Decided += OnServerDecided;
            }
        }

        void Unhook()
        {
            // A session that was destroyed equals null, and may still be taken off.
            if (!ReferenceEquals(_hooked, null))
            {
                _hooked.Welcomed -= OnServerWelcomed;
                _hooked.OpenedAnew -= OnServerAnew;
                _hooked.Restored -= OnServerRestored;
                _hooked.Decided -= OnServerDecided;
            }
            _hooked = null;
        }

        void Clear()
        {
            _switch?.Become(null);
            foreach (Behaviour part in new Behaviour[] { _stream, _commanded, _local, _baked })
            {
                if (part != null)
                {
                    // Not SetActive: the engine forbids it while it switches this object off.
                    part.enabled = false;
                    Destroy(part.gameObject);
                }
            }
            _stream = null;
            _commanded = _local = null;
            _baked = null;
            Begun = false;
            _backAt = -1;
            _quietAt = -1.0;
        }

        GameObject Part(string called)
        {
            var made = new GameObject(called);
            made.transform.SetParent(transform, false);
            return made;
        }

        AffektMixer Mixer(string called, AffektSource from)
        {
            GameObject part = Part(called);
            part.SetActive(false);
            AffektMixer made = part.AddComponent<AffektMixer>();
            made.MusicSet = musicSet;
            made.Output = output;
            made.Places = places;
            made.Source = from;
            part.SetActive(true);
            return made;
        }

        void Update()
        {
            double now = Time.realtimeSinceStartupAsDouble;
            if (ServerThere)
            {
                _lost = now;
            }
            _switch.Beside = Begun && Now == ScoreMode.Baked && ServerThere ? session.Client : null;
            if (Begun && Now != ScoreMode.Baked && ServerThere && !ReferenceEquals(_switch.Now, session.Client))
            {
                // The session was closed and opened at another address.
                _switch.Become(session.Client);
            }
            if (!Begun)
            {
                Choose(now);
            }
            else if (Now != ScoreMode.Baked && !ServerThere && now - _lost > patience)
            {
                FallBack();
            }
            else if (Now == ScoreMode.Baked && _backAt >= 0 && ServerThere)
            {
                MindBack();
            }
            if (_quietAt >= 0.0 && AudioSettings.dspTime > _quietAt)
            {
                _quietAt = -1.0;
                _baked?.End();
            }
            _switch.Poll();
        }

        void Choose(double now)
        {
            if (ServerThere)
            {
                Begun = true;
                Take(Wished, session.Client);
                _switch.TellStanding(session.Client);
            }
            else if (_baked != null && !_switch.Held && (!ServerWanted || now - _lost > patience))
            {
                Begun = true;
                if (_commanded != null)
                {
                    _commanded.Open(false);
                }
                BeginBaked(0.0, "");
            }
        }

        void FallBack()
        {
            if (_baked == null || _switch.Held)
            {
                // Nobody takes over: what the mixer has goes round until the server is back, and what is held stays held.
                return;
            }
            double dsp = AudioSettings.dspTime;
            double at = dsp + 0.3;
            string section = _switch.Section;
            double frame = _commanded != null ? _commanded.FrameAt(dsp) : session == null ? -1.0 : session.FrameNow;
            if (_switch.BarLine >= 0 && frame >= 0.0)
            {
                long bar = _switch.BarAfter((long)(frame + 0.35 * Levels.SampleRate));
                at = dsp + (bar - frame) / Levels.SampleRate;
            }
            if (_commanded != null)
            {
                _commanded.Open(false, at - FadeS, FadeS);
            }
            BeginBaked(at, section);
        }

        void BeginBaked(double at, string section)
        {
            _backAt = -1;
            _quietAt = -1.0;
            _local.Open(true);
            _baked.Begin(at, section);
            Take(ScoreMode.Baked, _baked.Source);
            _switch.TellStanding(_baked.Source);
        }

        /// <summary>
        /// Hand back when the bar line comes. A stream is heard later than the server's clock says, by what it holds in hand,
        /// and the baked table plays until then; a line that passed before the stream sounded is missed.
        /// </summary>
        void MindBack()
        {
            double frame = _stream == null ? session.FrameNow : _stream.IsSounding ? _stream.Buffer.HeardFrame : -1.0;
            double clock = frame < 0.0 ? session.FrameNow : frame;
            if (clock > _backAt + LateS * Levels.SampleRate)
            {
                _backAt = -1;
            }
            else if (frame >= _backAt - AheadS * Levels.SampleRate)
            {
                HandBack(frame);
            }
        }

        void HandBack(double frame)
        {
            double dsp = AudioSettings.dspTime;
            double at = dsp + (_backAt - frame) / Levels.SampleRate;
            _local.Open(false, at - FadeS, FadeS);
            _quietAt = at + 0.2;
            if (_commanded != null)
            {
                _commanded.Open(true, at, 0.005);
            }
            if (_stream != null)
            {
                _stream.Open(true, _backAt, 0.005);
            }
            _backAt = -1;
            Take(Wished, session.Client);
        }

        void Take(ScoreMode next, ScoreSource from)
        {
            Now = next;
            _switch.Become(from);
            if (next == ScoreMode.Baked)
            {
                CloseServer();
            }
            Turned?.Invoke(next);
        }

        void CloseServer()
        {
            if (_stream != null)
            {
                _stream.Open(false, -1.0, FadeS);
            }
        }

        void OnServerWelcomed(Welcome welcome)
        {
            if (Begun)
            {
                _switch.TellStanding(session.Client);
            }
            if (Begun && Now == ScoreMode.Baked && _switch.Section.Length > 0)
            {
                session.Cue(CueKind.Section, _switch.Section, CueTime.Now);
            }
        }

        void OnServerAnew()
        {
            if (_commanded != null && Now == ScoreMode.Baked)
            {
                _commanded.Open(false);
            }
            _backAt = -1;
        }

        void OnServerRestored(RenderState state) => _backAt = -1;

        void OnServerDecided(ScoreEvent e)
        {
            if (Now != ScoreMode.Baked || !Begun)
            {
                return;
            }
            // The music hands over on a bar line of the server's, once the section after its first bar is decided.
            bool line = e.Act == ScoreEvent.ActKind.BeatAct && e.Beat == 1.0;
            if (line && _backAt < 0 && e.SectionBar >= 2 && session.FrameNow >= 0.0)
            {
                _backAt = e.Frame;
            }
        }
    }
}
