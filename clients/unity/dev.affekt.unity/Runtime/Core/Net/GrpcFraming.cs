#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using Affekt.Wire;

namespace Affekt.Net
{
    /// <summary>gRPC over HTTP/2 as bytes: frames of a flag, a length and a message, and the status in the trailers.</summary>
    internal static class GrpcFraming
    {
        internal const int Head = 5;
        private static readonly Version Two = new Version(2, 0);

        /// <summary>Returns a call's request; its content is gRPC's.</summary>
        internal static HttpRequestMessage Request(Uri server, string method, string serverToken, HttpContent content)
        {
            HttpRequestMessage request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/affekt.v1." + method));
            request.Version = Two;
            request.Content = content;
            content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            if (serverToken.Length > 0)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", serverToken);
            }
            return request;
        }

        /// <summary>Returns a message as the only frame of a request.</summary>
        internal static HttpContent Content(byte[] bytes, int offset, int count)
        {
            byte[] frame = new byte[Head + count];
            WriteHead(frame, count);
            Buffer.BlockCopy(bytes, offset, frame, Head, count);
            return new ByteArrayContent(frame);
        }

        /// <summary>Writes what stands before a message.</summary>
        internal static void WriteHead(byte[] into, int count)
        {
            into[0] = 0;
            into[1] = (byte)(count >> 24);
            into[2] = (byte)(count >> 16);
            into[3] = (byte)(count >> 8);
            into[4] = (byte)count;
        }

        /// <summary>Reads a message into a buffer that grows with it; -1 at the end.</summary>
        internal static int Read(Stream from, ref byte[] into, CancellationToken end)
        {
            int got = Fill(from, into, Head, end);
            if (got == 0)
            {
                return -1;
            }
            long count = ((long)into[1] << 24) | ((long)into[2] << 16) | ((long)into[3] << 8) | into[4];
            if (got < Head || into[0] != 0 || count > ProtoReader.Longest)
            {
                throw new IOException("the server's answer is no gRPC message that this client reads");
            }
            if (into.Length < count)
            {
                into = new byte[Math.Max((int)count, 2 * into.Length)];
            }
            if (Fill(from, into, (int)count, end) < count)
            {
                throw new IOException("the server's answer ended within a message");
            }
            return (int)count;
        }

        /// <summary>Throws what a call's trailers, or headers where there is nothing else, refuse it with.</summary>
        internal static void ThrowIfRefused(HttpResponseMessage response)
        {
            string status = First(response, "grpc-status");
            if (status == "0")
            {
                return;
            }
            string text = Uri.UnescapeDataString(First(response, "grpc-message"));
            string reason = First(response, "affekt-reason");
            if (reason.Length == 0)
            {
                // 14 is UNAVAILABLE; without a status the connection broke, or it was no gRPC server.
                reason = status == "14" || status.Length == 0 ? "UNREACHABLE" : "INTERNAL";
            }
            if (text.Length == 0)
            {
                text = status.Length > 0 ? "the server refused with status " + status : "the server does not answer gRPC";
            }
            throw new RefusedException(reason, text);
        }

        /// <summary>Returns the innermost reason of a failed call as a refusal.</summary>
        internal static RefusedException RefusalOf(Exception error)
        {
            for (Exception? one = error; one != null; one = one.InnerException)
            {
                if (one is RefusedException refused)
                {
                    return refused;
                }
                error = one;
            }
            return new RefusedException("UNREACHABLE", error.Message);
        }

        private static int Fill(Stream from, byte[] into, int count, CancellationToken end)
        {
            int got = 0;
            while (got < count)
            {
                int more = from.ReadAsync(into, got, count - got, end).GetAwaiter().GetResult();
                if (more == 0)
                {
                    break;
                }
                got += more;
            }
            return got;
        }

        private static string First(HttpResponseMessage response, string name)
        {
            if (response.TrailingHeaders.TryGetValues(name, out IEnumerable<string>? said)
                || response.Headers.TryGetValues(name, out said))
            {
                foreach (string one in said)
                {
                    return one;
                }
            }
            return "";
        }
    }
}
