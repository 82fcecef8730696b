#nullable enable
using System.Threading;
using Affekt.Protocol;

namespace Affekt.Net
{
    /// <summary>What waits to be sent by a thread of its own, which sleeps while nothing does.</summary>
    internal sealed class Outbox
    {
        private readonly MessageQueue _queue = new MessageQueue(1024, 1 << 20);
        private readonly AutoResetEvent _signal = new AutoResetEvent(false);
        private volatile bool _closed;

        /// <summary>Whether nothing more is sent.</summary>
        internal bool IsClosed => _closed;

        /// <summary>Adds a message; false where it is closed or full.</summary>
        internal bool Put(MessageKind kind, byte[] bytes, int offset, int count)
        {
            if (_closed || !_queue.Put(kind, 0.0, bytes, offset, count))
            {
                return false;
            }
            _signal.Set();
            return true;
        }

        /// <summary>Waits for a message; false once it is closed.</summary>
        internal bool Wait(ref byte[] into, out MessageKind kind, out int count)
        {
            while (!_closed)
            {
                if (_queue.Take(ref into, out kind, out _, out count))
                {
                    return true;
                }
                _signal.WaitOne();
            }
            kind = MessageKind.Unspecified;
            count = 0;
            return false;
        }

        /// <summary>Whether the next message need not be waited for.</summary>
        internal bool HasMore => _queue.Count > 0;

        /// <summary>Ends it, and wakes who waits.</summary>
        internal void Close()
        {
            _closed = true;
            _signal.Set();
        }
    }
}
