using System;

namespace UnityEngine
{
    /// <summary>A recording, or a stream that a script fills.</summary>
    public sealed class AudioClip : Object
    {
        float[] _data;
        Func<int, float[], int> _read;
        PCMReaderCallback _stream;

        /// <summary>Asks a script for samples.</summary>
        public delegate void PCMReaderCallback(float[] data);

        /// <summary>Tells a script the place that is read next.</summary>
        public delegate void PCMSetPositionCallback(int position);

        /// <summary>Frames.</summary>
        public int samples { get; private set; }

        /// <summary>Channels.</summary>
        public int channels { get; private set; }

        /// <summary>Frames a second.</summary>
        public int frequency { get; private set; }

        /// <summary>Seconds.</summary>
        public float length => frequency == 0 ? 0f : (float)samples / frequency;

        /// <summary>How it is kept in memory.</summary>
        public AudioClipLoadType loadType => Affekt.Shim.FakeClips.LoadType;

        /// <summary>The stand-in's own: a recording of the game's, not made by a script.</summary>
        internal bool Imported { get; set; }

        /// <summary>The stand-in's own: gone with the device that it was made for.</summary>
        internal bool Lost { get; set; }

        /// <summary>Whether it can be played without a wait.</summary>
        public AudioDataLoadState loadState { get; internal set; } = AudioDataLoadState.Loaded;

        /// <summary>Have it ready.</summary>
        public bool LoadAudioData()
        {
            loadState = AudioDataLoadState.Loaded;
            return true;
        }

        /// <summary>Make an empty one.</summary>
        public static AudioClip Create(string name, int lengthSamples, int channels, int frequency, bool stream) =>
            Create(name, lengthSamples, channels, frequency, stream, null);

        /// <summary>Make one that a script fills.</summary>
        public static AudioClip Create(
            string name, int lengthSamples, int channels, int frequency, bool stream, PCMReaderCallback pcmreadercallback)
        {
            return new AudioClip
            {
                name = name,
                samples = lengthSamples,
                channels = channels,
                frequency = frequency,
                _stream = stream ? pcmreadercallback : null,
                _data = stream ? null : new float[lengthSamples * channels],
            };
        }

        /// <summary>Write samples.</summary>
        public bool SetData(float[] data, int offsetSamples)
        {
            Array.Copy(data, 0, _data, offsetSamples * channels, data.Length);
            return true;
        }

        /// <summary>Read samples.</summary>
        public bool GetData(float[] data, int offsetSamples)
        {
            Read(offsetSamples, data, data.Length / channels);
            return true;
        }

        /// <summary>The stand-in's own: a recording that is read piece by piece: (first frame, samples to fill) → frames.</summary>
        internal static AudioClip Of(string name, int samples, int channels, int frequency, Func<int, float[], int> read) =>
            new AudioClip
            {
                name = name, samples = samples, channels = channels, frequency = frequency, _read = read, Imported = true,
            };

        /// <summary>Fill interleaved samples from a frame on; behind the end there is silence.</summary>
        internal void Read(int frame, float[] into, int frames)
        {
            int wanted = frames * channels;
            if (_stream != null)
            {
                float[] exact = into.Length == wanted ? into : new float[wanted];
                _stream(exact);
                Array.Copy(exact, into, wanted);
                return;
            }
            Array.Clear(into, 0, wanted);
            if (_read != null)
            {
                _read(frame, into);
                return;
            }
            int count = Math.Min(wanted, _data.Length - frame * channels);
            if (count > 0)
            {
                Array.Copy(_data, frame * channels, into, 0, count);
            }
        }
    }
}
