#nullable enable
using System;
using Affekt.Protocol;

namespace Affekt
{
    /// <content>How the line is opened, lost and opened again.</content>
    public sealed partial class AffektClient
    {
        private readonly ConductRequest _opening = new ConductRequest();

        private void Connect()
        {
            Hang();
            if (_name.Length == 0)
            {
                _name = "game-" + _random.Next().ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
                _invented = true;
            }
            _connectedAt = _time.Seconds;
            Become(ConnectionState.Connecting, "connecting");
            _line = new Line(_time, _inbox, _sink);
            try
            {
                _transport.Open(_line);
            }
            catch (Exception error)
            {
                _line.Broke("", error.Message);
            }
        }

        /// <summary>Gives up the line.</summary>
        private void Hang()
        {
            _line?.GiveUp();
            if (_line != null)
            {
                BadMessages += _line.Bad;
                _transport.Close();
            }
            _line = null;
            _welcomed = false;
            _inbox.Clear();
        }

        private void Greet()
        {
            _opening.Clear();
            Hello hello = _opening.MakeHello();
            hello.ProtocolMin = hello.ProtocolMax = 1;
            hello.Capabilities.Add(Capability.Commands);
            hello.Capabilities.Add(Capability.Audio);
            hello.Capabilities.Add(Capability.Sense);
            hello.Capabilities.Add(Capability.Resume);
            if (_sessionToken.Length > 0)
            {
                hello.Session = _name;
                hello.Token = _sessionToken;
                hello.LastSeq = _lastSeq;
            }
            else
            {
                Opening open = hello.MakeOpen();
                open.Name = _name;
                open.Set = _set;
                open.Seed = _options.Seed;
            }
            _heardAt = _time.Seconds;
            Send(MessageKind.ConductRequest, _opening);
        }

        private void Lose(string reason, string text)
        {
            bool greeted = _welcomed;
            reason = _failReason.Length > 0 ? _failReason : reason;
            text = _failReason.Length > 0 ? _failText : text;
            _failReason = _failText = "";
            Breaks += greeted ? 1 : 0;
            Hang();
            if (!_wanted)
            {
                return;
            }
            bool gone = reason == "UNKNOWN_SESSION" || reason == "BAD_TOKEN" || reason == "CLOSED";
            if (!greeted && gone && _sessionToken.Length > 0)
            {
                Forget();
                Later(0.0, "the session has gone; opening it again");
            }
            else if (!greeted && reason == "SESSION_EXISTS" && _invented)
            {
                _name = "";
                Later(0.0, "the name is taken; inventing another");
            }
            else if (!greeted && reason.Length > 0 && reason != "TOO_MANY" && reason != "INTERNAL")
            {
                _wanted = false;
                Become(ConnectionState.Denied, text.Length > 0 ? text : "the server refused: " + reason);
            }
            else
            {
                Later(_backoff.Next(), text.Length > 0 ? text : "the server does not answer");
            }
        }

        private void Later(double seconds, string text)
        {
            WaitS = seconds;
            _retryAt = _time.Seconds + seconds;
            Become(ConnectionState.Waiting, text);
        }

        /// <summary>Forgets a session that is over.</summary>
        private void Forget()
        {
            _sessionToken = "";
            _lastSeq = null;
            _newest = 0;
        }
    }
}
