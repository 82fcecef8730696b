// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>When the music leaves the section that plays.</summary>
    public enum FromTime
    {
        /// <summary>Never sent.</summary>
        Unspecified = 0,

        /// <summary>At once.</summary>
        Immediate = 1,

        /// <summary>At the next beat.</summary>
        NextBeat = 2,

        /// <summary>At the next bar line.</summary>
        NextBar = 3,

        /// <summary>At the end of the section's body.</summary>
        End = 4,

        /// <summary>At the next marker.</summary>
        NextMarker = 5,

        /// <summary>At the next exit cue.</summary>
        ExitCue = 6,

        /// <summary>On a grid of the rule's own, in beats.</summary>
        Grid = 7,
    }
}
