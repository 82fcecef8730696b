using System;
using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>Plays a clip at an exact time of the audio clock. Level changes glide over one buffer, as the engine's do.</summary>
    public sealed class AudioSource : Behaviour
    {
        const double None = -1.0;
        double _start = None;
        double _end = None;
        double _place;
        float _was = -1f;
        bool _held;
        float[] _read = Array.Empty<float>();

        /// <summary>What is played.</summary>
        public AudioClip clip { get; set; }

        /// <summary>Level, 0 to 1.</summary>
        public float volume { get; set; } = 1f;

        /// <summary>Speed, and with it pitch.</summary>
        public float pitch { get; set; } = 1f;

        /// <summary>Whether it goes round.</summary>
        public bool loop { get; set; }

        /// <summary>Whether it plays when its object wakes.</summary>
        public bool playOnAwake { get; set; } = true;

        /// <summary>0: everywhere; 1: at its place.</summary>
        public float spatialBlend { get; set; }

        /// <summary>0 is the last to be left out.</summary>
        public int priority { get; set; } = 128;

        /// <summary>Whether it plays on while the listener is paused.</summary>
        public bool ignoreListenerPause { get; set; }

        /// <summary>Whether reverb zones leave it alone.</summary>
        public bool bypassReverbZones { get; set; }

        /// <summary>Where it goes.</summary>
        public Audio.AudioMixerGroup outputAudioMixerGroup { get; set; }

        /// <summary>Whether it plays or waits for its time.</summary>
        public bool isPlaying { get; private set; }

        /// <summary>The next frame of the clip.</summary>
        public int timeSamples
        {
            get => (int)_place;
            set => _place = value;
        }

        /// <summary>Play at once.</summary>
        public void Play() => PlayScheduled(AudioSettings.dspTime);

        /// <summary>Play at a time of the audio clock.</summary>
        public void PlayScheduled(double time)
        {
            _start = time;
            _end = None;
            _held = false;
            _was = -1f;
            isPlaying = clip == null || !clip.Lost;
        }

        /// <summary>Move the time at which it begins.</summary>
        public void SetScheduledStartTime(double time) => _start = time;

        /// <summary>Set the time at which it ends.</summary>
        public void SetScheduledEndTime(double time) => _end = time;

        /// <summary>End at once.</summary>
        public void Stop()
        {
            FakeAudio.Stopping?.Invoke(this);
            End();
        }

        /// <summary>The stand-in's own: what the device that is gone takes with it.</summary>
        internal void Lose()
        {
            End();
            if (clip != null && !clip.Imported)
            {
                clip.Lost = true;
            }
        }

        void End()
        {
            isPlaying = false;
            _place = 0.0;
            _start = _end = None;
        }

        /// <summary>Hold.</summary>
        public void Pause() => _held = true;

        /// <summary>Go on.</summary>
        public void UnPause() => _held = false;

        /// <summary>Add what sounds in a buffer to `mix`; `own` is scratch of the same size.</summary>
        internal void Mix(double now, float[] mix, float[] own, int channels, int rate)
        {
            int frames = mix.Length / channels;
            if (!isPlaying || _held || !isActiveAndEnabled)
            {
                return;
            }
            Array.Clear(own, 0, own.Length);
            int first = Math.Max((int)Math.Round((_start - now) * rate), 0);
            int last = _end < 0.0 ? frames : Math.Min((int)Math.Round((_end - now) * rate), frames);
            if (first < last && clip != null)
            {
                Fill(own, first, last, channels, rate);
            }
            if (_end >= 0.0 && last < frames)
            {
                End();
            }
            foreach (Messages.Filter filter in Messages.FiltersOf(gameObject))
            {
                FakePlayer.Guard(() => filter(own, channels));
            }
            float from = _was < 0f ? volume : _was;
            for (int i = 0; i < frames; i++)
            {
                float level = from + (volume - from) * (i + 1) / frames;
                for (int c = 0; c < channels; c++)
                {
                    mix[i * channels + c] += own[i * channels + c] * level;
                }
            }
            _was = volume;
        }

        void Fill(float[] own, int first, int last, int channels, int rate)
        {
            double step = pitch * clip.frequency / rate;
            int span = (int)Math.Ceiling((last - first) * step) + 2;
            if (_read.Length < span * clip.channels)
            {
                _read = new float[span * clip.channels];
            }
            int at = (int)_place;
            clip.Read(at, _read, step == 1.0 ? last - first : span);
            for (int i = first; i < last; i++)
            {
                double place = _place - at;
                int low = (int)place;
                float part = (float)(place - low);
                for (int c = 0; c < channels; c++)
                {
                    int k = low * clip.channels + Math.Min(c, clip.channels - 1);
                    own[i * channels + c] = part == 0f ? _read[k] : _read[k] + (_read[k + clip.channels] - _read[k]) * part;
                }
                _place += step;
                if (_place >= clip.samples)
                {
                    if (!loop)
                    {
                        End();
                        return;
                    }
                    _place -= clip.samples;
                    at = 0;
                    clip.Read(0, _read, step == 1.0 ? last - i : span);
                }
            }
        }
    }
}
