#nullable enable

namespace Affekt
{
    /// <summary>How a client and its server stand.</summary>
    public enum ConnectionState
    {
        /// <summary>Not opened, left, or the session is over.</summary>
        Closed = 0,

        /// <summary>It is being connected.</summary>
        Connecting = 1,

        /// <summary>The conversation is on.</summary>
        Open = 2,

        /// <summary>The server does not answer; it is tried again.</summary>
        Waiting = 3,

        /// <summary>The server refused, and would again.</summary>
        Denied = 4,
    }
}
