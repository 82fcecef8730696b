#nullable enable
using System;
using System.Net.Http;
using System.Threading;
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>
    /// The server's gRPC over any handler that speaks HTTP/2: in Unity YetAnotherHttpHandler with Http2Only, elsewhere
    /// .NET's own. The conversation is one call, the sound another.
    /// </summary>
    public sealed class GrpcTransport : ITransport
    {
        private readonly Uri _server;
        private readonly string _serverToken;
        private readonly HttpClient _client;
        private GrpcLine? _line;

        /// <summary>Prepares.</summary>
        /// <param name="server">Such as http://127.0.0.1:50051.</param>
        /// <param name="handler">Speaks HTTP/2; it is the transport's from here on.</param>
        /// <param name="serverToken">The server's own token, where it asks for one.</param>
        public GrpcTransport(Uri server, HttpMessageHandler handler, string serverToken = "")
        {
            _server = server;
            _serverToken = serverToken;
            _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        }

        /// <inheritdoc/>
        public void Open(ITransportEars ears)
        {
            Close();
            _line = new GrpcLine(_client, _server, _serverToken, ears);
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
            _client.Dispose();
        }
    }
}
