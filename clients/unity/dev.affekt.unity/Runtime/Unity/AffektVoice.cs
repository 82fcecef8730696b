using Affekt.Play;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>
    /// One sounding recording of the mixer. Its gain is worked out from the audio clock on the audio thread, so that a
    /// fade is where it belongs also while the game is busy; where scripts cannot filter sound (WebGL) the mixer moves
    /// the source's volume once a frame instead.
    /// </summary>
    [AddComponentMenu("")]
    [RequireComponent(typeof(AudioSource))]
    public sealed class AffektVoice : MonoBehaviour
    {
        const int Step = 64;

        volatile Strand _strand;
        AudioSource _source;
        AudioLowPassFilter _lowpass;
        AudioHighPassFilter _highpass;
        double _anchor;
        double _rate = Levels.SampleRate;
        volatile bool _exact;
        Transform _place;

        /// <summary>What it plays; null where it is free.</summary>
        public Strand Strand => _strand;

        /// <summary>The strand's recording begins at this time of the audio clock.</summary>
        public double Starts { get; private set; }

        internal AudioSource Source => _source;

        internal void Begin(Strand strand, AudioClip clip, double anchor, bool exact)
        {
            _source = _source == null ? GetComponent<AudioSource>() : _source;
            _anchor = anchor;
            _rate = AudioSettings.outputSampleRate;
            _exact = exact;
            _strand = strand;
            _source.clip = clip;
            _source.volume = exact ? 1f : (float)strand.GainAt(strand.Start);
            _source.timeSamples = (int)(strand.Offset * clip.frequency / Levels.SampleRate);
            Starts = TimeOf(strand.Start);
            _source.PlayScheduled(Starts);
            Close();
        }

        /// <summary>It is heard from a place of the game's, or from everywhere; it never hangs below it, so as to outlive it.</summary>
        internal void Stand(Transform place)
        {
            _place = place;
            Go();
        }

        /// <summary>Go where its place is; one that is gone leaves it where it was.</summary>
        internal void Go()
        {
            if (_place != null)
            {
                transform.position = _place.position;
            }
        }

        internal void Close()
        {
            Strand strand = _strand;
            if (strand == null || strand.End == Strand.Open)
            {
                return;
            }
            double end = TimeOf(strand.End);
            if (end <= AudioSettings.dspTime || strand.End <= strand.Start)
            {
                Free();
            }
            else
            {
                _source.SetScheduledEndTime(end);
            }
        }

        internal void Free()
        {
            if (_strand != null)
            {
                _source.Stop();
                _source.clip = null;
                _strand = null;
            }
        }

        internal void Tend(double now)
        {
            Strand strand = _strand;
            if (strand == null)
            {
                return;
            }
            if (!_source.isPlaying && now > Starts)
            {
                Free();
            }
            else if (!_exact)
            {
                _source.volume = (float)strand.GainAt(FrameOf(now));
            }
        }

        internal void Filter(float lowpass, float highpass)
        {
            if (lowpass < 19000f || _lowpass != null)
            {
                _lowpass = _lowpass == null ? gameObject.AddComponent<AudioLowPassFilter>() : _lowpass;
                _lowpass.cutoffFrequency = lowpass;
                _lowpass.enabled = lowpass < 19000f;
            }
            if (highpass > 21f || _highpass != null)
            {
                _highpass = _highpass == null ? gameObject.AddComponent<AudioHighPassFilter>() : _highpass;
                _highpass.cutoffFrequency = highpass;
                _highpass.enabled = highpass > 21f;
            }
        }

        double TimeOf(long frame) => (frame - _anchor) / Levels.SampleRate;

        long FrameOf(double time) => (long)(time * Levels.SampleRate + _anchor);

        void OnAudioFilterRead(float[] data, int channels)
        {
            Strand strand = _strand;
            if (!_exact)
            {
                return;
            }
            if (strand == null)
            {
                // The audio thread may still be in a buffer of what was stopped.
                System.Array.Clear(data, 0, data.Length);
                return;
            }
            int frames = data.Length / channels;
            double first = AudioSettings.dspTime * Levels.SampleRate + _anchor;
            double scale = Levels.SampleRate / _rate;
            double from = strand.GainAt((long)first);
            for (int at = 0; at < frames; at += Step)
            {
                int count = Mathf.Min(Step, frames - at);
                double to = strand.GainAt((long)(first + (at + count) * scale));
                for (int i = 0; i < count; i++)
                {
                    var gain = (float)(from + (to - from) * i / count);
                    for (int c = 0; c < channels; c++)
                    {
                        data[(at + i) * channels + c] *= gain;
                    }
                }
                from = to;
            }
        }
    }
}
