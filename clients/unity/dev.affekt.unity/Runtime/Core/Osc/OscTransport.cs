#nullable enable
using System;
using Affekt.Net;
using Affekt.Protocol;

namespace Affekt.Osc
{
    /// <summary>
    /// The server's OSC over UDP, put into the contract's messages, so that a client does not know the difference but for what
    /// OSC does not carry: sound, save and restore, going on where a line broke, a session's token. One socket sends and
    /// receives, since the server answers where it was asked.
    /// </summary>
    public sealed class OscTransport : ITransport
    {
        private readonly string _host;
        private readonly int _port;
        private readonly OscHearer _hearer = new OscHearer();
        private OscLine? _line;

        /// <summary>Prepares.</summary>
        /// <param name="host">The server's host.</param>
        /// <param name="port">Its OSC port.</param>
        public OscTransport(string host = "127.0.0.1", int port = 9100)
        {
            _host = host;
            _port = port;
        }

        /// <inheritdoc/>
        public void Open(ITransportEars ears)
        {
            Close();
            _line = new OscLine(_host, _port, _hearer, ears);
        }

        /// <inheritdoc/>
        public bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            return _line != null && _line.Send(kind, bytes, offset, count);
        }

        /// <inheritdoc/>
        public void Poll()
        {
            _line?.Poll();
        }

        /// <inheritdoc/>
        public void Close()
        {
            _line?.Close();
            _line = null;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Close();
        }
    }
}
