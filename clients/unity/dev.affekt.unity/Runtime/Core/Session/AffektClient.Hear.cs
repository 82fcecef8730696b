#nullable enable
using System;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt
{
    /// <content>What comes from the server, and the pings.</content>
    public sealed partial class AffektClient
    {
        private const int PingsKept = 16;
        private const double PingS = 4.0;
        private const double QuickPingS = 0.06;
        private const int QuickPings = 4;
        private readonly ProtoReader _reader = new ProtoReader();
        private readonly ConductResponse _response = new ConductResponse();
        private readonly Failure _failure = new Failure();
        private readonly ConductRequest _ping = new ConductRequest();
        private readonly double[] _pingSent = new double[PingsKept];
        private readonly ulong[] _pingIds = new ulong[PingsKept];
        private byte[] _taken = new byte[4096];
        private ulong _pings;
        private int _pingsHere;
        private double _greetedAt;
        private double _nextPing;

        private void HearLine(Line line, double now)
        {
            if (line.TakeOpened())
            {
                Greet();
            }
            while (_line == line && _inbox.Take(ref _taken, out MessageKind kind, out double at, out int count))
            {
                _heardAt = at;
                Hear(kind, count, at);
            }
            if (_line != line)
            {
                return;
            }
            if (line.HasBroken(out string reason, out string text))
            {
                Lose(reason, text);
            }
            else if (_welcomed ? now - _heardAt > SilentS : now - _connectedAt > ConnectS)
            {
                Lose("", _welcomed ? "the server has fallen silent" : "the server does not answer");
            }
        }

        private void Hear(MessageKind kind, int count, double at)
        {
            if (kind == MessageKind.ConductResponse && _reader.Decode(_response, _taken, 0, count))
            {
                Hear(_response, at);
            }
            else if (kind == MessageKind.Failure && _reader.Decode(_failure, _taken, 0, count))
            {
                HearFailure();
            }
            else if (kind == MessageKind.ConductResponse || kind == MessageKind.Failure)
            {
                BadMessages++;
                Notice(ErrorReason.Malformed, "a message could not be read; is the server of this version?", "");
            }
        }

        private void Hear(ConductResponse response, double at)
        {
            if (response.Seq > 0 && (_lastSeq == null || response.Seq > _lastSeq))
            {
                _lastSeq = response.Seq;
            }
            switch (response.Item)
            {
                case ConductResponse.ItemKind.Welcome:
                    HearWelcome(response.Welcome!);
                    break;
                case ConductResponse.ItemKind.Event:
                    HearEvent(response.Event!);
                    break;
                case ConductResponse.ItemKind.Pong:
                    HearPong(response.Pong!, at);
                    break;
                case ConductResponse.ItemKind.Notice:
                    Notice(response.Notice!.Reason, response.Notice.Text, response.Notice.About);
                    break;
                case ConductResponse.ItemKind.Saved:
                    HearSaved(response.Saved!);
                    break;
                case ConductResponse.ItemKind.Snapshot:
                    HearSnapshot(response.Snapshot!);
                    break;
                case ConductResponse.ItemKind.Ended:
                    HearEnded(response.Ended!.Why);
                    break;
            }
        }

        private void HearWelcome(Welcome welcome)
        {
            OpenedSession? session = welcome.Session;
            if (session == null)
            {
                return;
            }
            bool other = session.Token != _welcome.Session?.Token;
            bool anew = _knewIt && other;
            if (other)
            {
                _newest = 0;
                _lastSeq = null;
                Sounding.Clear();
                _sink?.Restart();
            }
            _welcome.CopyFrom(welcome);
            _welcomed = _knewIt = true;
            _sessionToken = session.Token;
            _name = session.Name;
            _set = session.Set;
            _invented = false;
            _backoff.Reset();
            Clock.Forget();
            _pingsHere = 0;
            _nextPing = _greetedAt = _time.Seconds;
            AskForSound();
            Become(ConnectionState.Open, "connected");
            try
            {
                Welcomed?.Invoke(_welcome);
                if (anew)
                {
                    OpenedAnew?.Invoke();
                }
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }

        private void HearEvent(ScoreEvent decision)
        {
            // After a broken line some are told a second time.
            if (decision.Id > _newest)
            {
                _newest = decision.Id;
                Decide(decision);
            }
        }

        private void HearPong(Pong pong, double at)
        {
            int place = (int)(pong.Id % PingsKept);
            if (_pingIds[place] != pong.Id || _welcome.Session == null)
            {
                return;
            }
            _pingIds[place] = 0;
            double seconds = pong.ServerSeconds - _welcome.Session.ServerSecondsAtFrame0;
            Clock.Hear(_pingSent[place], at, seconds * JitterBuffer.Rate);
        }

        private void HearSaved(Saved saved)
        {
            try
            {
                MusicSaved?.Invoke(saved.Name, saved.Snapshot);
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }

        private void HearSnapshot(Snapshot snapshot)
        {
            RenderState? state = snapshot.State;
            if (state == null)
            {
                return;
            }
            Sounding.Clear();
            for (int n = 0; n < state.Pending.Count; n++)
            {
                Sounding.Add(state.Pending[n]);
                _newest = Math.Max(_newest, state.Pending[n].Id);
            }
            try
            {
                SnapshotReceived?.Invoke(state);
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }

        private void HearEnded(string why)
        {
            Forget();
            if (why != Stops)
            {
                _wanted = false;
                Hang();
            }
            try
            {
                Ended?.Invoke(why);
            }
            catch (Exception error)
            {
                Fault(error);
            }
            if (!_wanted)
            {
                Become(ConnectionState.Closed, why);
            }
        }

        private void HearFailure()
        {
            string reason = Words.Of(_failure.Reason);
            if (_welcomed && _failure.About.Length > 0)
            {
                if (_listens || _failure.About != "listen")
                {
                    Notice(_failure.Reason, _failure.Text, _failure.About);
                }
                return;
            }
            _failReason = reason;
            _failText = _failure.Text;
        }

        private void Ping(double now)
        {
            if (now < _nextPing)
            {
                return;
            }
            _pingsHere++;
            bool quick = _pingsHere < QuickPings;
            double due = _greetedAt + (quick ? _pingsHere * QuickPingS : (_pingsHere - QuickPings + 1) * PingS);
            _nextPing = Math.Max(due, now);
            _ping.Clear();
            _ping.MakePing().Id = ++_pings;
            int place = (int)(_pings % PingsKept);
            _pingIds[place] = _pings;
            _pingSent[place] = _time.Seconds;
            Send(MessageKind.ConductRequest, _ping);
        }
    }
}
