// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>When a cue sounds.</summary>
    public enum CueTime
    {
        /// <summary>At the next bar line.</summary>
        Unspecified = 0,

        /// <summary>At once.</summary>
        Now = 1,

        /// <summary>At the next beat.</summary>
        NextBeat = 2,

        /// <summary>At the next bar line.</summary>
        NextBar = 3,

        /// <summary>At the end of the section.</summary>
        End = 4,
    }
}
