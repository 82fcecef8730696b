// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>Which channels there are, in the order in which they are interleaved.</summary>
    public enum ChannelLayout
    {
        /// <summary>Stereo.</summary>
        Unspecified = 0,

        /// <summary>Left, right.</summary>
        Stereo = 1,

        /// <summary>Front left, front right, rear left, rear right.</summary>
        Quad = 2,

        /// <summary>First-order ambisonics, AmbiX: W, Y, Z, X, with SN3D norms.</summary>
        Ambix = 3,
    }
}
