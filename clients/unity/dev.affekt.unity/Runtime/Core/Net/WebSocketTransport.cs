#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>
    /// The server's WebSocket, in protobuf: conversation and sound on one line. It has two threads of its own while it is
    /// open. Not for WebGL, where a page's own WebSocket serves.
    /// </summary>
    public sealed class WebSocketTransport : ITransport
    {
        private readonly Uri _address;
        private readonly string _serverToken;
        private WebSocketLine? _line;

        /// <summary>Prepares.</summary>
        /// <param name="server">Such as http://127.0.0.1:8787 or wss://music.example/v1/ws.</param>
        /// <param name="serverToken">The server's own token, where it asks for one.</param>
        public WebSocketTransport(Uri server, string serverToken = "")
        {
            UriBuilder address = new UriBuilder(server);
            bool secure = address.Scheme == "https" || address.Scheme == "wss";
            address.Scheme = secure ? "wss" : "ws";
            address.Path = address.Path.Length > 1 ? address.Path : "/v1/ws";
            _address = address.Uri;
            _serverToken = serverToken;
        }

        /// <inheritdoc/>
        public void Open(ITransportEars ears)
        {
            Close();
            _line = new WebSocketLine(_address, _serverToken, ears);
        }

        /// <inheritdoc/>
        public bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            return _line != null && _line.Send(kind, bytes, offset, count);
        }

        /// <inheritdoc/>
        public void Poll()
        {
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
