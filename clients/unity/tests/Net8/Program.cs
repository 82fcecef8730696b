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
            if (words.Length == 0)
            {
                return NUnitRunner.Run();
            }
            Func<HttpMessageHandler> handler = () => new PriorKnowledge();
            return words[0] == "frames"
                ? new FramePeer(Peer.Transport(words[1], words[2], handler), words).Run()
                : Peer.Run(words, handler);
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
