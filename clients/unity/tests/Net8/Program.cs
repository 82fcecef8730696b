#nullable enable
using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Affekt.Tests
{
    /// <summary>On .NET 8: without words the tests, by NUnit; else a peer of a test that Python drives.</summary>
    internal static class Program
    {
        private static int Main(string[] words)
        {
            return words.Length == 0 ? NUnitRunner.Run() : Peer.Run(words, () => new PriorKnowledge());
        }

        /// <summary>HTTP/2 without TLS, as a server of gRPC on loopback speaks it.</summary>
        private sealed class PriorKnowledge : DelegatingHandler
        {
            internal PriorKnowledge()
                : base(new SocketsHttpHandler())
            {
            }

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken end)
            {
                request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
                return base.SendAsync(request, end);
            }
        }
    }
}
