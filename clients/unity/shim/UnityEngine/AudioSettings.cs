namespace UnityEngine
{
    /// <summary>The audio clock.</summary>
    public static class AudioSettings
    {
        /// <summary>Seconds of the audio clock: the beginning of the buffer that is mixed next.</summary>
        public static double dspTime => (double)Affekt.Shim.FakeAudio.Frames / outputSampleRate;

        /// <summary>Frames a second.</summary>
        public static int outputSampleRate { get; set; } = 48000;

        /// <summary>Tell the size of a buffer and how many there are.</summary>
        public static void GetDSPBufferSize(out int bufferLength, out int numBuffers)
        {
            bufferLength = Affekt.Shim.FakeAudio.BufferFrames;
            numBuffers = 4;
        }
    }
}
