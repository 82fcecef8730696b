#nullable enable
using System;
using System.Globalization;
using System.Net.Sockets;
using System.Threading;
using Affekt.Net;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Osc
{
    /// <summary>One conversation over UDP: a thread hears, the game's thread speaks.</summary>
    internal sealed class OscLine
    {
        private const double AskAgainS = 0.5;
        private const double GiveUpS = 5.0;
        private const string None = "no Affekt answers OSC there; start 'affekt serve'";
        private readonly Socket _socket;
        private readonly ITransportEars _ears;
        private readonly OscSpeaker _speaker;
        private readonly OscSpeaker _answerer;
        private readonly OscHearer _hearer;
        private readonly ProtoReader _reader = new ProtoReader();
        private readonly ProtoWriter _writer = new ProtoWriter();
        private readonly ConductRequest _request = new ConductRequest();
        private readonly ConductResponse _response = new ConductResponse();
        private readonly SystemTime _time = new SystemTime();
        private volatile bool _over;
        private volatile string _session = "";
        private string _set = "";
        private volatile bool _welcomed;
        private double _askedAt;
        private double _beganAt;
        private uint _openedAs;
        private double _serverSeconds;
        private double _pongAt = -1.0;
        private bool _placed;

        internal OscLine(string host, int port, OscHearer hearer, ITransportEars ears)
        {
            _ears = ears;
            _hearer = hearer;
            _speaker = new OscSpeaker(Send);
            _answerer = new OscSpeaker(Send);
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            _socket.Connect(host, port);
            ears.Opened();
            new Thread(Hear) { IsBackground = true, Name = "affekt-osc" }.Start();
        }

        /// <summary>Says a message of the contract; false where OSC has none of the kind.</summary>
        internal bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            if (_over || kind != MessageKind.ConductRequest || !_reader.Decode(_request, bytes, offset, count))
            {
                return false;
            }
            if (_request.Hello != null)
            {
                Hello hello = _request.Hello;
                _session = hello.Open == null ? hello.Session : hello.Open.Name;
                _set = hello.Open == null ? "" : hello.Open.Set;
                _speaker.Session = _session;
                _beganAt = _time.Seconds;
                Ask();
                return true;
            }
            return _speaker.Say(_request).Length == 0;
        }

        /// <summary>Asks again while nobody has answered.</summary>
        internal void Poll()
        {
            if (_over || _welcomed || _session.Length == 0 || _time.Seconds - _askedAt < AskAgainS)
            {
                return;
            }
            if (_time.Seconds - _beganAt > GiveUpS)
            {
                End("", None);
            }
            else
            {
                Ask();
            }
        }

        /// <summary>Ends it.</summary>
        internal void Close()
        {
            _over = true;
            _socket.Dispose();
        }

        private void Ask()
        {
            _askedAt = _time.Seconds;
            _speaker.Open(_set);
            _speaker.Ping(0);
            _speaker.Origin();
        }

        private void Send(ArraySegment<byte> packet)
        {
            try
            {
                _socket.Send(packet.Array!, packet.Offset, packet.Count, SocketFlags.None);
            }
            catch (Exception error) when (error is SocketException || error is ObjectDisposedException)
            {
                // What went before was refused; whoever hears learns it too, and ends the line.
            }
        }

        private void End(string reason, string text)
        {
            if (!_over)
            {
                _over = true;
                _ears.Broke(reason, text);
            }
        }

        private void Hear()
        {
            byte[] bytes = new byte[65536];
            OscReader reader = new OscReader();
            Action<OscMessage> hear = Hear;
            try
            {
                while (!_over)
                {
                    reader.Read(bytes, 0, _socket.Receive(bytes, 0, bytes.Length, SocketFlags.None), hear);
                }
            }
            catch (Exception error) when (error is SocketException || error is ObjectDisposedException)
            {
                End("", None);
            }
        }

        private void Hear(OscMessage message)
        {
            switch (message.Address)
            {
                case "/affekt/session/opened":
                    if (message.Text(0) == _session)
                    {
                        _openedAs = (uint)message.Integer(1);
                        Greet();
                    }
                    break;
                case "/affekt/clock/pong":
                    HearPong(message);
                    break;
                case "/affekt/clock/origin":
                    if (message.Text(0) == _session && Seconds(message, out double origin))
                    {
                        _hearer.Origin = origin;
                        _placed = true;
                        Greet();
                    }
                    break;
                case "/fail":
                    HearFail(message);
                    break;
                case "/prove":
                    _answerer.Prove((int)message.Integer(0));
                    break;
                default:
                    ScoreEvent? decision = _welcomed ? _hearer.Decision(message, _session, ServerSeconds()) : null;
                    if (decision != null)
                    {
                        _response.Clear();
                        _response.MakeEvent().CopyFrom(decision);
                        Tell();
                    }
                    break;
            }
        }

        private void HearPong(OscMessage message)
        {
            if (!Seconds(message, out double server))
            {
                return;
            }
            _serverSeconds = server;
            _pongAt = _time.Seconds;
            if (message.Integer(0) == 0)
            {
                Greet();
                return;
            }
            _response.Clear();
            Pong pong = _response.MakePong();
            pong.Id = (ulong)message.Integer(0);
            pong.ServerSeconds = server;
            Tell();
        }

        private static bool Seconds(OscMessage message, out double seconds)
        {
            return double.TryParse(message.Text(1), NumberStyles.Float, CultureInfo.InvariantCulture, out seconds);
        }

        private void HearFail(OscMessage message)
        {
            string reason = message.Text(1);
            string text = message.Text(2);
            if (!_welcomed)
            {
                // Where the session is not open yet, its origin is asked for in vain; that is asked again.
                if (message.Text(0) == "/affekt/session/open")
                {
                    End(reason, text);
                }
                return;
            }
            _response.Clear();
            string mine = _session + ": ";
            if (message.Text(0) == "/affekt/session" && reason == "CLOSED")
            {
                if (!text.StartsWith(mine, StringComparison.Ordinal))
                {
                    return;
                }
                _response.MakeEnded().Why = text.Substring(mine.Length);
                Tell();
                End("", text);
                return;
            }
            else
            {
                Notice notice = _response.MakeNotice();
                notice.Reason = Words.ErrorReasonOf(reason);
                notice.Text = text;
                notice.About = message.Text(0);
            }
            Tell();
        }

        /// <summary>Tells the welcome as soon as both the session and the server's time are known.</summary>
        private void Greet()
        {
            if (_welcomed || _openedAs == 0 || _pongAt < 0.0 || !_placed)
            {
                return;
            }
            _answerer.Session = _session;
            _answerer.Notify();
            _response.Clear();
            Welcome welcome = _response.MakeWelcome();
            welcome.Protocol = 1;
            welcome.ServerSeconds = _serverSeconds;
            OpenedSession session = welcome.MakeSession();
            session.Name = _session;
            session.Id = _openedAs;
            session.Token = "osc-" + _openedAs.ToString(CultureInfo.InvariantCulture);
            session.Set = _set;
            session.ServerSecondsAtFrame0 = _hearer.Origin;
            Tell();
            _welcomed = true;
        }

        private double ServerSeconds()
        {
            return _serverSeconds + (_time.Seconds - _pongAt);
        }

        private void Tell()
        {
            ArraySegment<byte> bytes = _writer.Encode(_response);
            _ears.Heard(MessageKind.ConductResponse, bytes.Array!, bytes.Offset, bytes.Count);
        }
    }
}
