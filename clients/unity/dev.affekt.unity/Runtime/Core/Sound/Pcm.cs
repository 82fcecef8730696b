#nullable enable
using System;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt
{
    /// <summary>Samples as they come over a wire, as floats.</summary>
    public static class Pcm
    {
        /// <summary>Decodes interleaved little-endian samples.</summary>
        /// <param name="format">S16 (or unspecified) or F32.</param>
        /// <param name="bytes">The bytes.</param>
        /// <param name="into">Where to; replaced by a longer array where it is too short.</param>
        /// <returns>How many samples there were; -1 for a format that this cannot decode.</returns>
        public static int Decode(SampleFormat format, ArraySegment<byte> bytes, ref float[] into)
        {
            byte[] from = bytes.Array ?? Array.Empty<byte>();
            bool wide = format == SampleFormat.F32;
            if (format == SampleFormat.Opus)
            {
                return -1;
            }
            int many = bytes.Count / (wide ? 4 : 2);
            if (into.Length < many)
            {
                into = new float[many];
            }
            int at = bytes.Offset;
            for (int n = 0; n < many; n++)
            {
                if (wide)
                {
                    uint bits = (uint)(from[at] | (from[at + 1] << 8) | (from[at + 2] << 16) | (from[at + 3] << 24));
                    float value = FloatBits.From(bits);
                    into[n] = float.IsNaN(value) || float.IsInfinity(value) ? 0f : value;
                    at += 4;
                }
                else
                {
                    into[n] = (short)(from[at] | (from[at + 1] << 8)) / 32768f;
                    at += 2;
                }
            }
            return many;
        }
    }
}
