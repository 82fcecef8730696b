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

        /// <summary>Frames of a buffer.</summary>
        public static int BufferFrames { get; set; } = 1024;

        /// <summary>Frames that were mixed so far.</summary>
        public static long Frames { get; private set; }

        /// <summary>Is told each buffer, interleaved; it is filled anew afterwards.</summary>
        public static Action<float[]> Heard { get; set; }

        internal static List<AudioSource> Sources { get; } = new List<AudioSource>();

        /// <summary>Begin at zero, with nothing that plays.</summary>
        public static void Reset()
        {
            Frames = 0;
            Heard = null;
            Sources.Clear();
        }

        /// <summary>Mix until the clock has reached a time in seconds.</summary>
        public static void AdvanceTo(double seconds)
        {
            long due = (long)(seconds * AudioSettings.outputSampleRate + 0.5);
            while (Frames + BufferFrames <= due)
            {
                MixOne();
            }
        }

        static void MixOne()
        {
            if (_mix.Length != BufferFrames * Channels)
            {
                _mix = new float[BufferFrames * Channels];
                _own = new float[BufferFrames * Channels];
            }
            Array.Clear(_mix, 0, _mix.Length);
            double now = AudioSettings.dspTime;
            for (int i = 0; !AudioListener.pause && i < Sources.Count; i++)
            {
                Sources[i].Mix(now, _mix, _own, Channels, AudioSettings.outputSampleRate);
            }
            Frames += BufferFrames;
            Heard?.Invoke(_mix);
        }
    }
}
