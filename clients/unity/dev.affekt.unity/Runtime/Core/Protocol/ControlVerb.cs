// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>What a session's transport and levels may do.</summary>
    public enum ControlVerb
    {
        /// <summary>Never sent.</summary>
        Unspecified = 0,

        /// <summary>The music holds its breath.</summary>
        Pause = 1,

        /// <summary>It goes on.</summary>
        Resume = 2,

        /// <summary>It begins to end.</summary>
        Stop = 3,

        /// <summary>It has ended.</summary>
        Stopped = 4,

        /// <summary>It plays on unheard.</summary>
        Mute = 5,

        /// <summary>It is heard again.</summary>
        Unmute = 6,

        /// <summary>A bus moves to a level.</summary>
        Volume = 7,

        /// <summary>A saved state was put back.</summary>
        Restored = 8,
    }
}
