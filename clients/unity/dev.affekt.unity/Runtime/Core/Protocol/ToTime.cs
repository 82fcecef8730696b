// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>Where the music enters the next section.</summary>
    public enum ToTime
    {
        /// <summary>Never sent.</summary>
        Unspecified = 0,

        /// <summary>At its first beat.</summary>
        Start = 1,

        /// <summary>At the position where the old section is.</summary>
        SamePosition = 2,

        /// <summary>Where it was left the last time.</summary>
        PreviousPosition = 3,

        /// <summary>At an entry cue.</summary>
        EntryCue = 4,

        /// <summary>On the same beat, at the new tempo.</summary>
        EquivalentBeat = 5,
    }
}
