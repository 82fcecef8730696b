// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>A group of sounds with a level of its own.</summary>
    public enum Bus
    {
        /// <summary>Refused.</summary>
        Unspecified = 0,

        /// <summary>All of it.</summary>
        Master = 1,

        /// <summary>The layers.</summary>
        Music = 2,

        /// <summary>The stingers.</summary>
        Stingers = 3,

        /// <summary>The generated voices.</summary>
        Notes = 4,
    }
}
