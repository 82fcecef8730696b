using System;
using System.Collections.Generic;
using System.IO;
using Affekt.Shim;
using UnityEngine;

/// <summary>Recordings as clips, and what was heard as a file: WAV of 16 bits.</summary>
static class Wav
{
    /// <summary>Read a file as a clip.</summary>
    public static AudioClip Read(string path)
    {
        byte[] all = File.ReadAllBytes(path);
        int channels = BitConverter.ToInt16(all, 22);
        int rate = BitConverter.ToInt32(all, 24);
        int at = 12;
        while (all[at] != 'd' || all[at + 1] != 'a' || all[at + 2] != 't' || all[at + 3] != 'a')
        {
            at += 8 + BitConverter.ToInt32(all, at + 4);
        }
        int count = BitConverter.ToInt32(all, at + 4) / 2;
        var samples = new float[count];
        for (int i = 0; i < count; i++)
        {
            samples[i] = BitConverter.ToInt16(all, at + 8 + 2 * i) / 32768f;
        }
        AudioClip clip = AudioClip.Create(Path.GetFileName(path), count / channels, channels, rate, false);
        clip.SetData(samples, 0);
        return FakeAudio.Imported(clip);
    }

    /// <summary>Write interleaved stereo samples of 32 bits as they are, without a head.</summary>
    public static void Write(string path, List<float> samples)
    {
        var bytes = new byte[samples.Count * 4];
        Buffer.BlockCopy(samples.ToArray(), 0, bytes, 0, bytes.Length);
        File.WriteAllBytes(path, bytes);
    }
}
