#nullable enable
using Affekt.Net;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt
{
    /// <summary>
    /// One connection's ears. What comes is kept for the game's thread; blocks of sound go straight on. A line that the
    /// client has given up hears nothing more, however late its threads are.
    /// </summary>
    internal sealed class Line : ITransportEars
    {
        private readonly object _gate = new object();
        private readonly ITimeSource _time;
        private readonly MessageQueue _inbox;
        private readonly ProtoReader _reader = new ProtoReader();
        private readonly ListenResponse _heard = new ListenResponse();
        private volatile IAudioSink? _sink;
        private volatile bool _over;
        private bool _opened;
        private bool _broke;
        private string _reason = "";
        private string _text = "";
        private int _bad;

        internal Line(ITimeSource time, MessageQueue inbox, IAudioSink? sink)
        {
            _time = time;
            _inbox = inbox;
            _sink = sink;
        }

        /// <summary>Where blocks of sound go.</summary>
        internal IAudioSink? Sink
        {
            set => _sink = value;
        }

        /// <summary>Messages that could not be read.</summary>
        internal int Bad
        {
            get => _bad;
        }

        /// <inheritdoc/>
        public void Opened()
        {
            lock (_gate)
            {
                _opened = true;
            }
        }

        /// <inheritdoc/>
        public void Heard(MessageKind kind, byte[] bytes, int offset, int count)
        {
            if (_over)
            {
                return;
            }
            if (kind == MessageKind.ListenResponse)
            {
                Play(bytes, offset, count);
            }
            else if (!_inbox.Put(kind, _time.Seconds, bytes, offset, count))
            {
                Broke("", "more came than the game took in");
            }
        }

        /// <inheritdoc/>
        public void Broke(string reason, string text)
        {
            lock (_gate)
            {
                if (!_broke)
                {
                    _broke = true;
                    _reason = reason;
                    _text = text;
                }
            }
        }

        /// <summary>Hears nothing more.</summary>
        internal void GiveUp()
        {
            _over = true;
            _sink = null;
        }

        /// <summary>Whether it opened since this was asked.</summary>
        internal bool TakeOpened()
        {
            lock (_gate)
            {
                bool opened = _opened;
                _opened = false;
                return opened;
            }
        }

        /// <summary>Whether it broke, and why.</summary>
        internal bool HasBroken(out string reason, out string text)
        {
            lock (_gate)
            {
                reason = _reason;
                text = _text;
                return _broke;
            }
        }

        private void Play(byte[] bytes, int offset, int count)
        {
            IAudioSink? sink = _sink;
            if (sink == null)
            {
                return;
            }
            if (!_reader.Decode(_heard, bytes, offset, count))
            {
                _bad++;
            }
            else if (_heard.Block != null)
            {
                sink.Hear(_heard.Block);
            }
        }
    }
}
