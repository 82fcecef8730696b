#nullable enable
using System;
using Affekt.Net;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt
{
    /// <summary>
    /// A session on a server. It says what a game says, tells what is decided and what sounds, keeps the session's clock, and
    /// takes the conversation up again when the line breaks or the server starts anew. All of it happens on the game's
    /// thread, in <see cref="Poll"/>, which never throws and in a steady stream allocates nothing.
    /// </summary>
    public sealed partial class AffektClient : ScoreSource, IDisposable
    {
        private const double ConnectS = 10.0;
        private const double SilentS = 12.0;
        private const string Stops = "the server stops";
        private readonly AffektOptions _options;
        private readonly ITransport _transport;
        private readonly ITimeSource _time;
        private readonly Random _random;
        private readonly Backoff _backoff;
        private readonly MessageQueue _inbox = new MessageQueue();
        private readonly ProtoWriter _writer = new ProtoWriter();
        private readonly Welcome _welcome = new Welcome();
        private readonly ListenRequest _listening = new ListenRequest();
        private string _name;
        private string _set;
        private string _sessionToken;
        private bool _invented;
        private bool _wanted;
        private bool _welcomed;
        private bool _knewIt;
        private bool _listens;
        private IAudioSink? _sink;
        private Line? _line;
        private double _connectedAt;
        private double _heardAt;
        private double _retryAt;
        private string _failReason = "";
        private string _failText = "";
        private ulong? _lastSeq;
        private ulong _newest;
        private ulong _clientSeq;

        /// <summary>Prepares; <see cref="Open"/> begins.</summary>
        /// <param name="options">Which session is wanted.</param>
        /// <param name="transport">How the server is reached; it is the client's from here on.</param>
        /// <param name="time">The clock; the machine's own where null.</param>
        /// <param name="random">For waits and invented names; where null, one that differs each time.</param>
        public AffektClient(AffektOptions options, ITransport transport, ITimeSource? time = null, Random? random = null)
        {
            _options = options;
            _transport = transport;
            _time = time ?? new SystemTime();
            _random = random ?? new Random();
            _backoff = new Backoff(_random.NextDouble);
            _name = options.Session;
            _set = options.Set;
            _sessionToken = options.SessionToken;
        }

        /// <summary>How client and server stand: the state, and a sentence for a person.</summary>
        public event Action<ConnectionState, string>? ConnectionChanged;

        /// <summary>The conversation is on. The welcome holds until the next one.</summary>
        public event Action<Welcome>? Welcomed;

        /// <summary>The session had gone and was opened again: what was pinned and felt is lost, and may be said again.</summary>
        public event Action? OpenedAnew;

        /// <summary>What sounds now, after joining or after more was missed than is kept. It holds during the call.</summary>
        public event Action<RenderState>? SnapshotReceived;

        /// <summary>A snapshot that was asked for by Save: its name and text.</summary>
        public event Action<string, string>? MusicSaved;

        /// <summary>The session is over: why.</summary>
        public event Action<string>? Ended;

        /// <summary>How client and server stand.</summary>
        public ConnectionState Connection { get; private set; }

        /// <summary>That in a sentence.</summary>
        public string ConnectionText { get; private set; } = "";

        /// <summary>Whether what is said is heard.</summary>
        public bool IsOpen => Connection == ConnectionState.Open;

        /// <summary>The last welcome; empty before the first.</summary>
        public Welcome Welcome => _welcome;

        /// <summary>The session's name.</summary>
        public string Session => _name;

        /// <summary>The set that plays, once it is known.</summary>
        public string Set => _set;

        /// <summary>The key to join the session; keep it to yourself.</summary>
        public string SessionToken => _sessionToken;

        /// <summary>The last reply that was seen; what came after it is asked for again when the line breaks.</summary>
        public ulong LastSeq => _lastSeq ?? 0;

        /// <summary>The session's clock.</summary>
        public SessionClock Clock { get; } = new SessionClock();

        /// <summary>While it waits: the seconds from the break to the next try.</summary>
        public double WaitS { get; private set; }

        /// <summary>How often a line that had been welcomed broke.</summary>
        public int Breaks { get; private set; }

        /// <summary>Messages that could not be read.</summary>
        public int BadMessages { get; private set; }

        /// <summary>Messages that found nobody to hear them.</summary>
        public int Lost { get; private set; }

        /// <summary>Begins, and keeps at it until <see cref="Close"/>.</summary>
        public void Open()
        {
            if (_wanted)
            {
                return;
            }
            _wanted = true;
            _backoff.Reset();
            Connect();
        }

        /// <summary>Leaves; the session waits 30 s for somebody else.</summary>
        public void Close()
        {
            if (!_wanted)
            {
                return;
            }
            _wanted = false;
            Hang();
            Become(ConnectionState.Closed, "left");
        }

        /// <summary>Tries again at once, while it waits.</summary>
        public void Retry()
        {
            if (Connection == ConnectionState.Waiting)
            {
                Connect();
            }
        }

        /// <summary>Leaves, and ends the transport.</summary>
        public void Dispose()
        {
            Close();
            _transport.Dispose();
        }

        /// <summary>Takes in what came, keeps the line and the clock, and tells what sounds. Call it every frame.</summary>
        public void Poll()
        {
            _transport.Poll();
            double now = _time.Seconds;
            if (Connection == ConnectionState.Waiting && now >= _retryAt)
            {
                Connect();
            }
            if (_line != null)
            {
                HearLine(_line, now);
            }
            if (Connection == ConnectionState.Open)
            {
                Ping(now);
            }
            double frame = SoundingFrame();
            if (frame >= 0.0)
            {
                Sounding.Release(frame);
            }
        }

        /// <inheritdoc/>
        public override double FrameNow()
        {
            return Clock.Frame(_time.Seconds);
        }

        /// <inheritdoc/>
        public override bool Say(ConductRequest request)
        {
            if (!_welcomed)
            {
                Lost++;
                return false;
            }
            request.ClientSeq = ++_clientSeq;
            bool sent = Send(MessageKind.ConductRequest, request);
            Lost += sent ? 0 : 1;
            return sent;
        }

        /// <summary>Asks for the sound; it goes on after a broken line until <see cref="Unlisten"/>.</summary>
        /// <param name="sink">Where blocks go, on the network's thread.</param>
        /// <param name="format">S16 or F32.</param>
        /// <param name="frames">480 or 960 a block.</param>
        /// <param name="layout">Which channels.</param>
        public void Listen(
            IAudioSink sink,
            SampleFormat format = SampleFormat.S16,
            uint frames = 960,
            ChannelLayout layout = ChannelLayout.Stereo)
        {
            _listens = true;
            _sink = sink;
            _listening.Format = format;
            _listening.Frames = frames;
            _listening.Layout = layout;
            if (_line != null)
            {
                _line.Sink = sink;
            }
            AskForSound();
        }

        /// <summary>Ends the sound.</summary>
        public void Unlisten()
        {
            if (!_listens)
            {
                return;
            }
            _listens = false;
            _sink = null;
            if (_line != null)
            {
                _line.Sink = null;
            }
            if (_welcomed)
            {
                _listening.Session = _listening.Token = "";
                Send(MessageKind.ListenRequest, _listening);
            }
        }

        private bool Send(MessageKind kind, IProtoMessage message)
        {
            ArraySegment<byte> bytes = _writer.Encode(message);
            return _transport.Send(kind, bytes.Array!, bytes.Offset, bytes.Count);
        }

        private void AskForSound()
        {
            if (!_listens || !_welcomed)
            {
                return;
            }
            _listening.Session = _name;
            _listening.Token = _sessionToken;
            Send(MessageKind.ListenRequest, _listening);
        }

        private void Become(ConnectionState state, string text)
        {
            Connection = state;
            ConnectionText = text;
            try
            {
                ConnectionChanged?.Invoke(state, text);
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }
    }
}
