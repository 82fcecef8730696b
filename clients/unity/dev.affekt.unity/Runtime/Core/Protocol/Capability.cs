// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>What a client can do, or a server offers.</summary>
    public enum Capability
    {
        /// <summary>Ignored.</summary>
        Unspecified = 0,

        /// <summary>Plays score events on a mixer of its own (a server: sends them).</summary>
        Commands = 1,

        /// <summary>Plays the audio stream (a server: renders it).</summary>
        Audio = 2,

        /// <summary>Decodes Opus (a server: encodes it).</summary>
        Opus = 3,

        /// <summary>Sends readings of sensors (a server: understands them).</summary>
        Sense = 4,

        /// <summary>Goes on after a broken connection from the last reply it saw.</summary>
        Resume = 5,
    }
}
