// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>What a cue asks for.</summary>
    public enum CueKind
    {
        /// <summary>Refused.</summary>
        Unspecified = 0,

        /// <summary>A short figure over the music.</summary>
        Stinger = 1,

        /// <summary>Another section.</summary>
        Section = 2,

        /// <summary>A melody's head.</summary>
        Theme = 3,

        /// <summary>Lets go what a section or a playlist sustains.</summary>
        Release = 4,
    }
}
