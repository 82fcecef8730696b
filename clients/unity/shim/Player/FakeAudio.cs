using System;
using System.Collections.Generic;
using UnityEngine;

namespace Affekt.Shim
{
    /// <summary>The fake audio clock: mixes what plays, a buffer at a time, into what a test hears.</summary>
    public static class FakeAudio
    {
        /// <summary>Channels that are mixed.</summary>
        public const int Channels = 2;

        static float[] _mix = Array.Empty<float>();
        static float[] _own = Array.Empty<float>();
        static double _due;
        static double _wall;

        /// <summary>Frames of a buffer.</summary>
        public static int BufferFrames { get; set; } = 1024;

        /// <summary>Frames that were mixed so far.</summary>
        public static long Frames { get; private set; }

        /// <summary>Seconds by which its clock is ahead of the wall's at the start.</summary>
        public static double Offset { get; set; }

        /// <summary>How much faster than the wall's clock it goes: 0.0001 is a hundred millionths.</summary>
        public static double Drift { get; set; }

        /// <summary>Whether it stands still, as while the editor is paused; a paused listener stops it too.</summary>
        public static bool Stopped { get; set; }

        /// <summary>Is told when a script stops a source, before it stops: the place for a buffer of the audio thread.</summary>
        public static Action<AudioSource> Stopping { get; set; }

        /// <summary>Is told each buffer, interleaved; it is filled anew afterwards.</summary>
        public static Action<float[]> Heard { get; set; }

        internal static List<AudioSource> Sources { get; } = new List<AudioSource>();

        /// <summary>Begin at zero, with nothing that plays.</summary>
        public static void Reset()
        {
            Frames = 0;
            _due = _wall = 0.0;
            Offset = Drift = 0.0;
            Stopped = false;
            Heard = null;
            Stopping = null;
            Sources.Clear();
        }

        /// <summary>Mix until the wall's clock has reached a time in seconds; a clock that stands still mixes nothing.</summary>
        public static void AdvanceTo(double seconds)
        {
            if (!Stopped && !AudioListener.pause)
            {
                _due += (seconds - _wall) * AudioSettings.outputSampleRate * (1.0 + Drift);
            }
            _wall = seconds;
            while (Frames + BufferFrames <= (long)(_due + 0.5))
            {
                MixOne();
            }
        }

        /// <summary>Have a clip be a recording of the game's: it outlives a change of the device, unlike what a script made.</summary>
        public static AudioClip Imported(AudioClip clip)
        {
            clip.Imported = true;
            return clip;
        }

        /// <summary>Another device: the clock begins anew, nothing plays any more, and clips that scripts made are gone.</summary>
        public static void ChangeDevice(int rate, int bufferFrames)
        {
            foreach (AudioSource one in Sources)
            {
                one.Lose();
            }
            AudioSettings.outputSampleRate = rate;
            BufferFrames = bufferFrames;
            Frames = 0;
            _due = Offset = 0.0;
            AudioSettings.Changed(true);
        }

        /// <summary>Mix one buffer now.</summary>
        public static void MixOne()
        {
            if (_mix.Length != BufferFrames * Channels)
            {
                _mix = new float[BufferFrames * Channels];
                _own = new float[BufferFrames * Channels];
            }
            Array.Clear(_mix, 0, _mix.Length);
            double now = AudioSettings.dspTime;
            for (int i = 0; i < Sources.Count; i++)
            {
                Sources[i].Mix(now, _mix, _own, Channels, AudioSettings.outputSampleRate);
            }
            Frames += BufferFrames;
            Heard?.Invoke(_mix);
        }
    }
}
