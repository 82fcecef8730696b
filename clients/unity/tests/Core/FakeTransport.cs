#nullable enable
using System;
using System.Collections.Generic;
using Affekt.Net;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Tests
{
    /// <summary>A line whose other end is the test.</summary>
    public sealed class FakeTransport : ITransport
    {
        private readonly ProtoWriter _writer = new ProtoWriter();

        /// <summary>Who hears, or null while the line is closed.</summary>
        public ITransportEars? Ears { get; private set; }

        /// <summary>How often it was opened.</summary>
        public int Openings { get; private set; }

        /// <summary>What the game said, pings left out.</summary>
        public List<ConductRequest> Said { get; } = new List<ConductRequest>();

        /// <summary>When pings came, by their numbers.</summary>
        public List<ulong> Pings { get; } = new List<ulong>();

        /// <summary>What sound was asked for.</summary>
        public List<ListenRequest> Listens { get; } = new List<ListenRequest>();

        /// <summary>Whether what is said is kept.</summary>
        public bool Keeps { get; set; } = true;

        /// <inheritdoc/>
        public void Open(ITransportEars ears)
        {
            Ears = ears;
            Openings++;
        }

        /// <inheritdoc/>
        public bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            if (!Keeps)
            {
                return true;
            }
            if (kind == MessageKind.ListenRequest)
            {
                ListenRequest listen = new ListenRequest();
                new ProtoReader().Decode(listen, bytes, offset, count);
                Listens.Add(listen);
                return true;
            }
            ConductRequest request = new ConductRequest();
            new ProtoReader().Decode(request, bytes, offset, count);
            if (request.Ping != null)
            {
                Pings.Add(request.Ping.Id);
            }
            else
            {
                Said.Add(request);
            }
            return true;
        }

        /// <inheritdoc/>
        public void Poll()
        {
        }

        /// <inheritdoc/>
        public void Close()
        {
            Ears = null;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Close();
        }

        /// <summary>Lets the game hear a message.</summary>
        public void Tell(IProtoMessage message, MessageKind kind = MessageKind.ConductResponse)
        {
            ArraySegment<byte> bytes = _writer.Encode(message);
            Ears!.Heard(kind, bytes.Array!, bytes.Offset, bytes.Count);
        }
    }
}
