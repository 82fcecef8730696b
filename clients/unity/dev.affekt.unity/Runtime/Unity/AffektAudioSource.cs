using Affekt.Play;
using Affekt.Protocol;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>
    /// Streamed mode: plays a session's sound as the server renders it. A reserve rides out the network, and the sound card's
    /// clock is followed by playing up to half a percent faster or slower. Not for WebGL: use AffektMixer there.
    /// </summary>
    [AddComponentMenu("Affekt/Affekt Audio Source")]
    [RequireComponent(typeof(AudioSource))]
    [DefaultExecutionOrder(-40)]
    public sealed class AffektAudioSource : MonoBehaviour
    {
        [SerializeField, Tooltip("Whose sound.")]
        AffektSession session;

        [SerializeField, Range(10f, 500f), Tooltip("Milliseconds in hand: a block may be late by so much.")]
        float reserveMs = 60f;

        JitterBuffer _buffer;
        AffektSession _heard;
        AudioSource _source;
        float _gate = 1f;
        float _open = 1f;
        float _step;
        double _openAt;
        float _openGoal = 1f;

        /// <summary>Whose sound.</summary>
        public AffektSession Session
        {
            get => session;
            set
            {
                session = value;
                if (isActiveAndEnabled)
                {
                    Detach();
                    Attach();
                }
            }
        }

        /// <summary>What is held and counted: underruns, overruns, holes. Null while it does not listen.</summary>
        public JitterBuffer Buffer => _buffer;

        /// <summary>Whether it sounds.</summary>
        public bool IsSounding => _buffer != null && _buffer.IsSounding;

        /// <summary>Let it be heard or not, from a session frame on, in a fade of so many seconds.</summary>
        public void Open(bool open, double frame, double fadeS)
        {
            _openGoal = open ? 1f : 0f;
            _openAt = frame;
            _step = (float)(1.0 / System.Math.Max(fadeS * AudioSettings.outputSampleRate, 1.0));
        }

        void OnEnable()
        {
            AudioSettings.OnAudioConfigurationChanged += OnConfiguration;
            _source = GetComponent<AudioSource>();
            _source.loop = true;
            _source.playOnAwake = false;
            _source.priority = 0;
            Attach();
            Play();
        }

        /// <summary>A clip that a script made is lost with the device, and nothing plays any more.</summary>
        void OnConfiguration(bool deviceWasChanged)
        {
            if (_buffer != null)
            {
                _buffer.OutputRate = AudioSettings.outputSampleRate;
                _buffer.OutputLatencyMs = OutMs();
            }
            Play();
        }

        void Play()
        {
            AudioClip before = _source.clip;
            _source.clip = AudioClip.Create("Affekt", AudioSettings.outputSampleRate, 2, AudioSettings.outputSampleRate, false);
            if (before != null)
            {
                Destroy(before);
            }
            _source.Play();
        }

        static double OutMs()
        {
            AudioSettings.GetDSPBufferSize(out int frames, out int count);
            return 1000.0 * frames * (count - 1) / AudioSettings.outputSampleRate;
        }

        void OnDisable()
        {
            AudioSettings.OnAudioConfigurationChanged -= OnConfiguration;
            Detach();
            _source.Stop();
        }

        void Attach()
        {
            if (session == null)
            {
                return;
            }
            if (session.Connection != null && session.Connection.Wire == WireKind.Osc)
            {
                Debug.LogError("Affekt: OSC carries no sound; choose WebSocket or gRPC in the connection, or use AffektMixer", this);
                return;
            }
            var buffer = new JitterBuffer(reserveMs, AudioSettings.outputSampleRate) { OutputLatencyMs = OutMs() };
            _buffer = buffer;
            _heard = session;
            _heard.Client?.Listen(buffer, SampleFormat.S16, 960);
            _heard.Playhead = buffer;
        }

        void Detach()
        {
            if (_heard != null)
            {
                _heard.Client?.Unlisten();
                if (ReferenceEquals(_heard.Playhead, _buffer))
                {
                    _heard.Playhead = null;
                }
            }
            _heard = null;
            _buffer = null;
        }

        void Update()
        {
            if (_buffer != null && _heard != null && _heard.Client != null && _heard.Playhead == null)
            {
                _heard.Client.Listen(_buffer, SampleFormat.S16, 960);
                _heard.Playhead = _buffer;
            }
        }

        void OnAudioFilterRead(float[] data, int channels)
        {
            JitterBuffer buffer = _buffer;
            if (buffer == null)
            {
                return;
            }
            int frames = data.Length / channels;
            buffer.Read(data, 0, frames, channels);
            if (buffer.HeardFrame >= _openAt)
            {
                _open = _openGoal;
            }
            if (_gate == 1f && _open == 1f)
            {
                return;
            }
            for (int i = 0; i < frames; i++)
            {
                _gate = _gate < _open ? System.Math.Min(_gate + _step, _open) : System.Math.Max(_gate - _step, _open);
                for (int c = 0; c < channels; c++)
                {
                    data[i * channels + c] *= _gate;
                }
            }
        }
    }
}
