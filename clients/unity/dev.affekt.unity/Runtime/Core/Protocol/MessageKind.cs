// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>The first byte of a binary frame on /v1/ws; the message follows.</summary>
    public enum MessageKind
    {
        /// <summary>Never sent.</summary>
        Unspecified = 0,

        /// <summary>Client: a ConductRequest; the first carries a Hello.</summary>
        ConductRequest = 1,

        /// <summary>Server: a ConductResponse.</summary>
        ConductResponse = 2,

        /// <summary>
        /// Client: a ListenRequest; one at a time on a socket, a second replaces the first, and one without a session
        /// ends it.
        /// </summary>
        ListenRequest = 3,

        /// <summary>Server: a ListenResponse, which holds an audio block.</summary>
        ListenResponse = 4,

        /// <summary>Client: a WatchRequest; one at a time on a socket, a second replaces the first.</summary>
        WatchRequest = 5,

        /// <summary>Server: a WatchResponse.</summary>
        WatchResponse = 6,

        /// <summary>Server: a Failure; the stream that it is about has ended.</summary>
        Failure = 7,
    }
}
