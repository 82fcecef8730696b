#nullable enable
using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Net
{
    /// <summary>Questions that have one answer: sessions, save games and sets, over gRPC. Not for every frame.</summary>
    public sealed class GrpcCalls : IDisposable
    {
        private readonly Uri _server;
        private readonly string _serverToken;
        private readonly HttpClient _client;

        /// <summary>Prepares.</summary>
        /// <param name="server">Such as http://127.0.0.1:50051.</param>
        /// <param name="handler">Speaks HTTP/2; it is this object's from here on.</param>
        /// <param name="serverToken">The server's own token, where it asks for one.</param>
        public GrpcCalls(Uri server, HttpMessageHandler handler, string serverToken = "")
        {
            _server = server;
            _serverToken = serverToken;
            _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        }

        /// <summary>Opens a session, or attaches to it by its token.</summary>
        /// <param name="request">What is wanted.</param>
        /// <param name="end">Gives up.</param>
        /// <returns>The session. It throws <see cref="RefusedException"/>.</returns>
        public Task<OpenSessionResponse> OpenSession(OpenSessionRequest request, CancellationToken end = default)
        {
            return Ask("SessionService/OpenSession", request, new OpenSessionResponse(), end);
        }

        /// <summary>Ends a session now.</summary>
        /// <param name="request">Which one.</param>
        /// <param name="end">Gives up.</param>
        /// <returns>Nothing. It throws <see cref="RefusedException"/>.</returns>
        public Task<CloseSessionResponse> CloseSession(CloseSessionRequest request, CancellationToken end = default)
        {
            return Ask("SessionService/CloseSession", request, new CloseSessionResponse(), end);
        }

        /// <summary>Tells where a session is.</summary>
        /// <param name="request">Which one.</param>
        /// <param name="end">Gives up.</param>
        /// <returns>Its place in the music. It throws <see cref="RefusedException"/>.</returns>
        public Task<GetSessionResponse> GetSession(GetSessionRequest request, CancellationToken end = default)
        {
            return Ask("SessionService/GetSession", request, new GetSessionResponse(), end);
        }

        /// <summary>Returns a snapshot for a save game.</summary>
        /// <param name="request">Of which session.</param>
        /// <param name="end">Gives up.</param>
        /// <returns>The snapshot. It throws <see cref="RefusedException"/>.</returns>
        public Task<SaveSessionResponse> SaveSession(SaveSessionRequest request, CancellationToken end = default)
        {
            return Ask("SessionService/SaveSession", request, new SaveSessionResponse(), end);
        }

        /// <summary>Opens a session from a snapshot.</summary>
        /// <param name="request">The snapshot, and the new session's name.</param>
        /// <param name="end">Gives up.</param>
        /// <returns>The session. It throws <see cref="RefusedException"/>.</returns>
        public Task<RestoreSessionResponse> RestoreSession(RestoreSessionRequest request, CancellationToken end = default)
        {
            return Ask("SessionService/RestoreSession", request, new RestoreSessionResponse(), end);
        }

        /// <summary>Lists the sets.</summary>
        /// <param name="end">Gives up.</param>
        /// <returns>Each in brief. It throws <see cref="RefusedException"/>.</returns>
        public Task<ListSetsResponse> ListSets(CancellationToken end = default)
        {
            return Ask("LibraryService/ListSets", new ListSetsRequest(), new ListSetsResponse(), end);
        }

        /// <summary>Returns a set with its set.json.</summary>
        /// <param name="request">Which set.</param>
        /// <param name="end">Gives up.</param>
        /// <returns>The set. It throws <see cref="RefusedException"/>.</returns>
        public Task<GetSetResponse> GetSet(GetSetRequest request, CancellationToken end = default)
        {
            return Ask("LibraryService/GetSet", request, new GetSetResponse(), end);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _client.Dispose();
        }

        private async Task<T> Ask<T>(string method, IProtoMessage request, T answer, CancellationToken end)
            where T : IProtoMessage
        {
            ArraySegment<byte> bytes = new ProtoWriter().Encode(request);
            HttpContent content = GrpcFraming.Content(bytes.Array!, bytes.Offset, bytes.Count);
            using HttpRequestMessage asked = GrpcFraming.Request(_server, method, _serverToken, content);
            try
            {
                using HttpResponseMessage response = await _client.SendAsync(asked, end).ConfigureAwait(false);
                byte[] whole = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
                GrpcFraming.ThrowIfRefused(response);
                byte[] message = new byte[256];
                int count = GrpcFraming.Read(new MemoryStream(whole), ref message, end);
                if (count < 0 || !new ProtoReader().Decode(answer, message, 0, count))
                {
                    throw new RefusedException("MALFORMED", "the server's answer could not be read");
                }
                return answer;
            }
            catch (Exception error) when (!(error is OperationCanceledException))
            {
                throw GrpcFraming.RefusalOf(error);
            }
        }
    }
}
