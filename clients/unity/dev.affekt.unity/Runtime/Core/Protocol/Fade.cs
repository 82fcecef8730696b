// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>How two sections meet.</summary>
    public enum Fade
    {
        /// <summary>Never sent.</summary>
        Unspecified = 0,

        /// <summary>A cut.</summary>
        Disabled = 1,

        /// <summary>The new one fades in.</summary>
        In = 2,

        /// <summary>The old one fades out.</summary>
        Out = 3,

        /// <summary>Both, one into the other.</summary>
        Cross = 4,

        /// <summary>The set chooses.</summary>
        Automatic = 5,
    }
}
