#nullable enable
using System;
using System.Diagnostics;
using System.Threading;
using Affekt.Net;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Tests
{
    /// <summary>
    /// Asks the server's time many times, one after another, and prints how long each answer took, in microseconds:
    /// `trips WIRE ADDRESS SESSION SET MANY`
    /// </summary>
    public sealed class TripPeer : ITransportEars
    {
        private readonly ITransport _transport;
        private readonly string[] _words;
        private readonly AutoResetEvent _opened = new AutoResetEvent(false);
        private readonly AutoResetEvent _welcomed = new AutoResetEvent(false);
        private readonly AutoResetEvent _answered = new AutoResetEvent(false);
        private readonly ProtoReader _reader = new ProtoReader();
        private readonly ProtoWriter _writer = new ProtoWriter();
        private readonly ConductResponse _response = new ConductResponse();
        private long _due;
        private long _at;

        /// <summary>Prepares.</summary>
        public TripPeer(ITransport transport, string[] words)
        {
            _transport = transport;
            _words = words;
        }

        /// <inheritdoc/>
        public void Opened()
        {
            _opened.Set();
        }

        /// <inheritdoc/>
        public void Heard(MessageKind kind, byte[] bytes, int offset, int count)
        {
            long now = Stopwatch.GetTimestamp();
            if (kind != MessageKind.ConductResponse || !_reader.Decode(_response, bytes, offset, count))
            {
                return;
            }
            if (_response.Item == ConductResponse.ItemKind.Welcome)
            {
                _welcomed.Set();
            }
            else if (_response.Pong != null && (long)_response.Pong.Id == Interlocked.Read(ref _due))
            {
                Interlocked.Exchange(ref _at, now);
                _answered.Set();
            }
        }

        /// <inheritdoc/>
        public void Broke(string reason, string text)
        {
            Console.Error.WriteLine(reason + " " + text);
        }

        /// <summary>Does it.</summary>
        public int Run()
        {
            _transport.Open(this);
            _opened.WaitOne(10000);
            ConductRequest request = new ConductRequest();
            Hello hello = request.MakeHello();
            hello.ProtocolMin = hello.ProtocolMax = 1;
            Opening open = hello.MakeOpen();
            open.Name = _words[3];
            open.Set = _words[4];
            Send(request);
            if (!_welcomed.WaitOne(10000))
            {
                return 1;
            }
            int many = int.Parse(_words[5]);
            for (int n = -50; n < many; n++)
            {
                Interlocked.Exchange(ref _due, n + 51);
                request.Clear();
                request.MakePing().Id = (ulong)(n + 51);
                long sent = Stopwatch.GetTimestamp();
                Send(request);
                if (!_answered.WaitOne(5000))
                {
                    return 1;
                }
                if (n >= 0)
                {
                    Console.WriteLine((Interlocked.Read(ref _at) - sent) * 1000000 / Stopwatch.Frequency);
                }
                Thread.Sleep(2);
            }
            _transport.Dispose();
            return 0;
        }

        private void Send(ConductRequest request)
        {
            ArraySegment<byte> bytes = _writer.Encode(request);
            _transport.Send(MessageKind.ConductRequest, bytes.Array!, bytes.Offset, bytes.Count);
        }
    }
}
