namespace UnityEngine
{
    /// <summary>The audio clock.</summary>
    public static class AudioSettings
    {
        /// <summary>Hears of another device or of other settings.</summary>
        public delegate void AudioConfigurationChangeHandler(bool deviceWasChanged);

        /// <summary>The device or the settings are others.</summary>
        public static event AudioConfigurationChangeHandler OnAudioConfigurationChanged;

        /// <summary>Seconds of the audio clock: the beginning of the buffer that is mixed next.</summary>
        public static double dspTime => Affekt.Shim.FakeAudio.Offset + (double)Affekt.Shim.FakeAudio.Frames / outputSampleRate;

        /// <summary>Frames a second.</summary>
        public static int outputSampleRate { get; set; } = 48000;

        /// <summary>Tell the size of a buffer and how many there are.</summary>
        public static void GetDSPBufferSize(out int bufferLength, out int numBuffers)
        {
            bufferLength = Affekt.Shim.FakeAudio.BufferFrames;
            numBuffers = 4;
        }

        internal static void Changed(bool device) => OnAudioConfigurationChanged?.Invoke(device);
    }
}
