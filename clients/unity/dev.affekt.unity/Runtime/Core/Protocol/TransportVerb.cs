// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>What the transport may be told.</summary>
    public enum TransportVerb
    {
        /// <summary>Refused.</summary>
        Unspecified = 0,

        /// <summary>Hold your breath.</summary>
        Pause = 1,

        /// <summary>Go on.</summary>
        Resume = 2,

        /// <summary>End: with the section's ending, or by a fade.</summary>
        Stop = 3,

        /// <summary>Play on unheard.</summary>
        Mute = 4,

        /// <summary>Be heard again.</summary>
        Unmute = 5,
    }
}
