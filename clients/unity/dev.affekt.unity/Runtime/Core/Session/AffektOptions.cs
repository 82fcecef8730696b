#nullable enable

namespace Affekt
{
    /// <summary>Which session a client wants. The server's address and token are the transport's.</summary>
    public sealed class AffektOptions
    {
        /// <summary>The session's name, 1 to 64 letters, digits, _, . or -; one is invented where it is empty.</summary>
        public string Session { get; set; } = "";

        /// <summary>The set of a new session; empty is the server's own choice.</summary>
        public string Set { get; set; } = "";

        /// <summary>The seed of every random draw of a new session; null lets the server draw one.</summary>
        public ulong? Seed { get; set; }

        /// <summary>The token of a session that is open, to join it.</summary>
        public string SessionToken { get; set; } = "";
    }
}
