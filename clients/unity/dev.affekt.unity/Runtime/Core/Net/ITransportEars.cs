#nullable enable
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>What a transport tells, on whatever thread it likes, one call at a time for each kind of message.</summary>
    public interface ITransportEars
    {
        /// <summary>The line is there: messages may be sent.</summary>
        void Opened();

        /// <summary>A message came; the bytes are the transport's again when this returns.</summary>
        /// <param name="kind">ConductResponse, ListenResponse or Failure; others are passed over.</param>
        /// <param name="bytes">Where its bytes are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        void Heard(MessageKind kind, byte[] bytes, int offset, int count);

        /// <summary>The line is gone, or never came to be; nothing follows.</summary>
        /// <param name="reason">The server's reason such as UNKNOWN_SESSION; empty where it gave none.</param>
        /// <param name="text">What happened, in a sentence for a person.</param>
        void Broke(string reason, string text);
    }
}
