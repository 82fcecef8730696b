#nullable enable
using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Net
{
    /// <summary>One conversation over gRPC, and the sound beside it, each with a thread that reads.</summary>
    internal sealed class GrpcLine
    {
        private const string Conduct = "SessionService/Conduct";
        private const string Listen = "AudioService/Listen";
        private readonly HttpClient _client;
        private readonly Uri _server;
        private readonly string _serverToken;
        private readonly ITransportEars _ears;
        private readonly CancellationTokenSource _end = new CancellationTokenSource();
        private readonly Outbox _outbox = new Outbox();
        private readonly ProtoReader _reader = new ProtoReader();
        private readonly ListenRequest _wish = new ListenRequest();
        private CancellationTokenSource? _listening;

        internal GrpcLine(HttpClient client, Uri server, string serverToken, ITransportEars ears)
        {
            _client = client;
            _server = server;
            _serverToken = serverToken;
            _ears = ears;
            new Thread(Converse) { IsBackground = true, Name = "affekt-grpc" }.Start();
        }

        /// <summary>Sends a message; false where there is no line or no room.</summary>
        internal bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            if (kind == MessageKind.ConductRequest)
            {
                return _outbox.Put(kind, bytes, offset, count);
            }
            if (kind != MessageKind.ListenRequest || !_reader.Decode(_wish, bytes, offset, count))
            {
                return false;
            }
            LeaveOff(_listening);
            _listening = null;
            if (_wish.Session.Length > 0)
            {
                CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                HttpContent content = GrpcFraming.Content(bytes, offset, count);
                _listening = end;
                new Thread(() => Hear(content, end.Token)) { IsBackground = true, Name = "affekt-grpc-sound" }.Start();
            }
            return true;
        }

        /// <summary>Ends it at once; its threads follow when they can.</summary>
        internal void Close()
        {
            _outbox.Close();
            LeaveOff(_end);
        }

        private static void LeaveOff(CancellationTokenSource? what)
        {
            try
            {
                what?.Cancel();
            }
            catch (AggregateException)
            {
                // What a handler throws while it is cancelled is of no use to anybody.
            }
        }

        private void Converse()
        {
            string reason = "";
            string text = "the server ended the conversation";
            try
            {
                GrpcPipe pipe = new GrpcPipe(_outbox, _ears.Opened);
                Read(Conduct, pipe, MessageKind.ConductResponse, _end.Token);
            }
            catch (Exception error)
            {
                RefusedException refused = GrpcFraming.RefusalOf(error);
                reason = refused.Reason == "UNREACHABLE" ? "" : refused.Reason;
                text = refused.Message;
            }
            _outbox.Close();
            _ears.Broke(reason, text);
        }

        private void Hear(HttpContent content, CancellationToken end)
        {
            try
            {
                Read(Listen, content, MessageKind.ListenResponse, end);
            }
            catch (Exception error)
            {
                if (!end.IsCancellationRequested)
                {
                    Refuse(GrpcFraming.RefusalOf(error));
                }
            }
        }

        private void Read(string method, HttpContent content, MessageKind kind, CancellationToken end)
        {
            byte[] bytes = new byte[8192];
            using HttpRequestMessage request = GrpcFraming.Request(_server, method, _serverToken, content);
            using HttpResponseMessage response = _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end).GetAwaiter().GetResult();
            using Stream stream = response.Content.ReadAsStreamAsync().GetAwaiter().GetResult();
            int count;
            while ((count = GrpcFraming.Read(stream, ref bytes, end)) >= 0)
            {
                _ears.Heard(kind, bytes, 0, count);
            }
            GrpcFraming.ThrowIfRefused(response);
        }

        private void Refuse(RefusedException refused)
        {
            Failure failure = new Failure
            {
                Reason = Words.ErrorReasonOf(refused.Reason),
                Text = refused.Message,
                About = "listen",
            };
            ArraySegment<byte> bytes = new ProtoWriter().Encode(failure);
            _ears.Heard(MessageKind.Failure, bytes.Array!, bytes.Offset, bytes.Count);
        }
    }
}
