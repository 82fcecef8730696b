#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>
    /// A line to a server that carries messages of the contract. It is called on the game's thread and never waits; what
    /// happens is told to the ears it was opened with. Connecting again is the client's business, not the transport's.
    /// </summary>
    public interface ITransport : IDisposable
    {
        /// <summary>Begins to connect; a line that was open before is given up without a word.</summary>
        /// <param name="ears">Who hears what comes on this line, and no other.</param>
        void Open(ITransportEars ears);

        /// <summary>Sends a message in the order of sending; the bytes are copied.</summary>
        /// <param name="kind">ConductRequest, or ListenRequest (one without a session ends the sound).</param>
        /// <param name="bytes">Where its bytes are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        /// <returns>Whether it was taken; not while there is no line, nor where too much waits.</returns>
        bool Send(MessageKind kind, byte[] bytes, int offset, int count);

        /// <summary>Gives a transport without a thread of its own its turn; the client calls it first in its Poll.</summary>
        void Poll();

        /// <summary>Gives up the line without a word; <see cref="Open"/> may follow.</summary>
        void Close();
    }
}
