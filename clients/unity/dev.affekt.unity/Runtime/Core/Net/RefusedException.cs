#nullable enable
using System;

namespace Affekt.Net
{
    /// <summary>The server refused a call, or did not answer it.</summary>
    public sealed class RefusedException : Exception
    {
        /// <summary>Prepares.</summary>
        /// <param name="reason">The server's reason such as UNKNOWN_SESSION; UNREACHABLE where none answered.</param>
        /// <param name="text">What to do next.</param>
        public RefusedException(string reason, string text)
            : base(text)
        {
            Reason = reason;
        }

        /// <summary>The server's reason such as UNKNOWN_SESSION; UNREACHABLE where none answered.</summary>
        public string Reason { get; }
    }
}
