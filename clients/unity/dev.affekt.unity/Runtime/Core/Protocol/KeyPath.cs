// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>How pitched layers get into another key.</summary>
    public enum KeyPath
    {
        /// <summary>As recorded.</summary>
        Unspecified = 0,

        /// <summary>As recorded.</summary>
        Recorded = 1,

        /// <summary>Shifted live, until shifted recordings are ready.</summary>
        Live = 2,

        /// <summary>By recordings that were shifted ahead; a game with a mixer of its own can do the same.</summary>
        Variant = 3,
    }
}
