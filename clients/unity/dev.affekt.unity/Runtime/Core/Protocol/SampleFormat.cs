// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>How samples are written.</summary>
    public enum SampleFormat
    {
        /// <summary>Signed 16-bit.</summary>
        Unspecified = 0,

        /// <summary>Interleaved stereo, signed 16-bit, little-endian.</summary>
        S16 = 1,

        /// <summary>Interleaved stereo, 32-bit float, little-endian; full scale is ±1.</summary>
        F32 = 2,

        /// <summary>One Opus packet a block, stereo.</summary>
        Opus = 3,
    }
}
