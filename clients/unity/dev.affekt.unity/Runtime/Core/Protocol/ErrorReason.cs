// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>
    /// Why something was refused. gRPC carries the reason in the status details as google.rpc.ErrorInfo, with domain
    /// "affekt.v1" and the name without its prefix ("UNKNOWN_SET"), and plainly as trailing metadata "affekt-reason";
    /// OSC's /fail says the same word; WebSocket sends a Failure.
    /// </summary>
    public enum ErrorReason
    {
        /// <summary>Never sent.</summary>
        Unspecified = 0,

        /// <summary>It could not be read: a field is missing, or bytes are not what they claim to be.</summary>
        Malformed = 1,

        /// <summary>A value is outside what its field allows.</summary>
        OutOfRange = 2,

        /// <summary>No session has this name.</summary>
        UnknownSession = 3,

        /// <summary>The name is taken; attach with its token, or choose another.</summary>
        SessionExists = 4,

        /// <summary>The server has no set of this name.</summary>
        UnknownSet = 5,

        /// <summary>The set itself is wrong; run `affekt sets check`.</summary>
        BadSet = 6,

        /// <summary>
        /// The set has no section, layer, stinger or parameter of this name, or the game's table no such word.
        /// </summary>
        UnknownName = 7,

        /// <summary>Part of the contract, but this server cannot do it yet.</summary>
        NotYet = 8,

        /// <summary>The token is missing or wrong.</summary>
        BadToken = 9,

        /// <summary>This peer may not do this.</summary>
        Forbidden = 10,

        /// <summary>A message, a list or a text is longer than allowed.</summary>
        TooLarge = 11,

        /// <summary>More messages came in a second than allowed; the surplus was skipped.</summary>
        TooFast = 12,

        /// <summary>The server has no room for another session, stream or listener.</summary>
        TooMany = 13,

        /// <summary>This server was built without what is asked for, or speaks another protocol.</summary>
        Unsupported = 14,

        /// <summary>The snapshot is damaged, or belongs to another set.</summary>
        BadSnapshot = 15,

        /// <summary>The session has ended.</summary>
        Closed = 16,

        /// <summary>The server made a mistake; its log says more.</summary>
        Internal = 17,
    }
}
