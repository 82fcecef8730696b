#nullable enable
using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>A request's body that lasts as long as the conversation: what is put into the outbox goes out.</summary>
    internal sealed class GrpcPipe : HttpContent
    {
        private readonly Outbox _outbox;
        private readonly Action _opened;

        /// <summary>Prepares; `opened` is called when the body may be written.</summary>
        internal GrpcPipe(Outbox outbox, Action opened)
        {
            _outbox = outbox;
            _opened = opened;
        }

        /// <inheritdoc/>
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            return Task.Factory.StartNew(
                () => Write(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        /// <inheritdoc/>
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        private void Write(Stream stream)
        {
            byte[] taken = new byte[1024];
            byte[] frame = new byte[1024];
            stream.FlushAsync().GetAwaiter().GetResult();
            _opened();
            while (_outbox.Wait(ref taken, out MessageKind _, out int count))
            {
                int whole = GrpcFraming.Head + count;
                if (frame.Length < whole)
                {
                    frame = new byte[2 * whole];
                }
                GrpcFraming.WriteHead(frame, count);
                Buffer.BlockCopy(taken, 0, frame, GrpcFraming.Head, count);
                stream.WriteAsync(frame, 0, whole).GetAwaiter().GetResult();
                if (!_outbox.HasMore)
                {
                    stream.FlushAsync().GetAwaiter().GetResult();
                }
            }
        }
    }
}
