#nullable enable
using System;
using System.Net.WebSockets;
using System.Threading;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Net
{
    /// <summary>One connection of a WebSocket, from its beginning to its end: one thread reads, another writes.</summary>
    internal sealed class WebSocketLine
    {
        private readonly Uri _address;
        private readonly ITransportEars _ears;
        private readonly ClientWebSocket _socket = new ClientWebSocket();
        private readonly CancellationTokenSource _end = new CancellationTokenSource();
        private readonly Outbox _outbox = new Outbox();
        private byte[] _bytes = new byte[8192];

        internal WebSocketLine(Uri address, string serverToken, ITransportEars ears)
        {
            _address = address;
            _ears = ears;
            _socket.Options.AddSubProtocol("affekt.v1");
            if (serverToken.Length > 0)
            {
                _socket.Options.SetRequestHeader("Authorization", "Bearer " + serverToken);
            }
            Begin(Read, "affekt-ws-read");
        }

        /// <summary>Sends a frame; false where there is no line or no room.</summary>
        internal bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            return _outbox.Put(kind, bytes, offset, count);
        }

        /// <summary>Ends it at once; its threads follow when they can.</summary>
        internal void Close()
        {
            _outbox.Close();
            try
            {
                _end.Cancel();
            }
            catch (Exception error) when (error is ObjectDisposedException || error is AggregateException)
            {
                // Its reading thread has ended it already.
            }
        }

        private static void Begin(ThreadStart work, string name)
        {
            new Thread(work) { IsBackground = true, Name = name }.Start();
        }

        private void Read()
        {
            string text = "the server ended the conversation";
            try
            {
                _socket.ConnectAsync(_address, _end.Token).GetAwaiter().GetResult();
                Begin(Write, "affekt-ws-write");
                _ears.Opened();
                while (ReadMessage())
                {
                }
                text = string.IsNullOrEmpty(_socket.CloseStatusDescription) ? text : _socket.CloseStatusDescription!;
            }
            catch (Exception error)
            {
                text = Innermost(error);
            }
            _outbox.Close();
            _ears.Broke("", text);
            _socket.Dispose();
        }

        private static string Innermost(Exception error)
        {
            while (error.InnerException != null)
            {
                error = error.InnerException;
            }
            return error.Message;
        }

        /// <summary>Reads a message and tells it; false at the end.</summary>
        private bool ReadMessage()
        {
            int count = 0;
            WebSocketReceiveResult got;
            do
            {
                if (count == _bytes.Length)
                {
                    if (count > ProtoReader.Longest)
                    {
                        throw new WebSocketException("a message is longer than any should be");
                    }
                    Array.Resize(ref _bytes, 2 * count);
                }
                ArraySegment<byte> room = new ArraySegment<byte>(_bytes, count, _bytes.Length - count);
                got = _socket.ReceiveAsync(room, _end.Token).GetAwaiter().GetResult();
                count += got.Count;
            }
            while (!got.EndOfMessage);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }
            if (got.MessageType == WebSocketMessageType.Binary && count > 0)
            {
                _ears.Heard((MessageKind)_bytes[0], _bytes, 1, count - 1);
            }
            return true;
        }

        private void Write()
        {
            byte[] taken = new byte[1024];
            byte[] frame = new byte[1024];
            try
            {
                while (_outbox.Wait(ref taken, out MessageKind kind, out int count))
                {
                    if (frame.Length <= count)
                    {
                        frame = new byte[2 * count];
                    }
                    frame[0] = (byte)kind;
                    Buffer.BlockCopy(taken, 0, frame, 1, count);
                    ArraySegment<byte> whole = new ArraySegment<byte>(frame, 0, count + 1);
                    _socket.SendAsync(whole, WebSocketMessageType.Binary, true, _end.Token).GetAwaiter().GetResult();
                }
            }
            catch (Exception error)
            {
                _outbox.Close();
                _ears.Broke("", Innermost(error));
            }
        }
    }
}
