#nullable enable
using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using Affekt.Net;
using Affekt.Osc;

namespace Affekt.Tests
{
    /// <summary>What Python's tests and benches start and talk to.</summary>
    public static class Peer
    {
        /// <summary>Does what the words say.</summary>
        /// <param name="words">The first names the work.</param>
        /// <param name="handler">Makes what speaks HTTP/2; null where nothing does.</param>
        /// <returns>The exit code.</returns>
        public static int Run(string[] words, Func<HttpMessageHandler>? handler)
        {
            Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
            switch (words[0])
            {
                case "codec":
                    return CodecPeer.Run(words[1], words[2]);
                case "talk":
                    return new TalkPeer(Transport(words[1], words[2], handler), words).Run();
                case "conform":
                    return new ConformPeer().Run();
                case "drift":
                    return DriftPeer.Run(double.Parse(words[1]), double.Parse(words[2]));
                case "calls":
                    return CallsPeer.Run(new Uri("http://" + words[1]), handler!());
                case "trips":
                    return new TripPeer(Transport(words[1], words[2], handler), words).Run();
                default:
                    Console.Error.WriteLine("no such work: " + words[0]);
                    return 2;
            }
        }

        internal static ITransport Transport(string wire, string address, Func<HttpMessageHandler>? handler)
        {
            int colon = address.LastIndexOf(':');
            string token = Environment.GetEnvironmentVariable("AFFEKT_PEER_TOKEN") ?? "";
            switch (wire)
            {
                case "ws":
                    return new WebSocketTransport(new Uri("http://" + address), token);
                case "grpc":
                    return new GrpcTransport(new Uri("http://" + address), handler!(), token);
                default:
                    return new OscTransport(address.Substring(0, colon), int.Parse(address.Substring(colon + 1)));
            }
        }
    }
}
