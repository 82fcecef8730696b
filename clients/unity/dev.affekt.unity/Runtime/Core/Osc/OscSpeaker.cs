#nullable enable
using System;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Osc
{
    /// <summary>Puts what a game says into OSC's addresses, as docs/integrate.md lists them.</summary>
    public sealed class OscSpeaker
    {
        private readonly OscWriter _writer = new OscWriter();
        private readonly Action<ArraySegment<byte>> _send;

        /// <summary>Prepares.</summary>
        /// <param name="send">Is given each packet; its bytes hold during the call.</param>
        public OscSpeaker(Action<ArraySegment<byte>> send)
        {
            _send = send;
        }

        /// <summary>The session that is spoken to.</summary>
        public string Session { get; set; } = "";

        /// <summary>Says a request.</summary>
        /// <param name="said">The request.</param>
        /// <returns>What OSC has no address for, such as "save"; empty where all was said.</returns>
        public string Say(ConductRequest said)
        {
            switch (said.Said)
            {
                case ConductRequest.SaidKind.Event:
                    Begin("/affekt/event", ",ssf").Text(said.Event!.Name).Float(said.Event.Intensity ?? 1.0);
                    return Sent();
                case ConductRequest.SaidKind.State:
                    return Each("/affekt/state", said.State!.Values);
                case ConductRequest.SaidKind.Feeling:
                    return Feel(said.Feeling!);
                case ConductRequest.SaidKind.FreeFeeling:
                    Begin("/affekt/affect/free", ",s");
                    return Sent();
                case ConductRequest.SaidKind.Sense:
                    return Sense(said.Sense!);
                case ConductRequest.SaidKind.Cue:
                    return Cue(said.Cue!);
                case ConductRequest.SaidKind.Param:
                    return Param(said.Param!);
                case ConductRequest.SaidKind.Transport:
                    return Transport(said.Transport!);
                case ConductRequest.SaidKind.Volume:
                    Control("volume:" + Words.Of(said.Volume!.Bus), said.Volume.Db);
                    return Sent();
                case ConductRequest.SaidKind.Duck:
                    Control("duck", said.Duck!.On ?? true ? said.Duck.Db ?? -6.0 : 0.0);
                    return Sent();
                case ConductRequest.SaidKind.Ping:
                    Ping(said.Ping!.Id);
                    return "";
                default:
                    return said.Said.ToString().ToLowerInvariant();
            }
        }

        /// <summary>Opens a session.</summary>
        /// <param name="set">Its set; empty is the server's own choice.</param>
        public void Open(string set)
        {
            Begin("/affekt/session/open", set.Length > 0 ? ",ss" : ",s");
            if (set.Length > 0)
            {
                _writer.Text(set);
            }
            Sent();
        }

        /// <summary>Asks for the session's score.</summary>
        public void Notify()
        {
            _writer.Reset().Message("/notify", ",is").Int(1).Text(Session);
            Sent();
        }

        /// <summary>Asks the server's time.</summary>
        /// <param name="id">Comes back with the answer.</param>
        public void Ping(ulong id)
        {
            _writer.Reset().Message("/affekt/clock/ping", ",i").Int((int)(id & 0x7FFFFFFF));
            Sent();
        }

        /// <summary>Asks where the session's frame 0 lies.</summary>
        public void Origin()
        {
            Begin("/affekt/clock/origin", ",s");
            Sent();
        }

        /// <summary>Sends back what a server asked for that wants to know that it is heard.</summary>
        /// <param name="number">The number it sent.</param>
        public void Prove(int number)
        {
            _writer.Reset().Message("/prove", ",i").Int(number);
            Sent();
        }

        private OscWriter Begin(string address, string types)
        {
            return _writer.Reset().Message(address, types).Text(Session);
        }

        private string Sent()
        {
            _send(_writer.Written);
            return "";
        }

        private void Control(string verb, double value)
        {
            Begin("/affekt/control", ",ssf").Text(verb).Float(value);
        }

        private string Each(string address, ProtoList<NamedValue> values)
        {
            for (int n = 0; n < values.Count; n++)
            {
                Begin(address, ",ssf").Text(values[n].Name).Float(values[n].Value);
                Sent();
            }
            return "";
        }

        private string Feel(StateFeeling feeling)
        {
            if (feeling.Free)
            {
                return "free";
            }
            Begin("/affekt/affect", ",sfffff")
                .Float(feeling.Valence)
                .Float(feeling.Arousal)
                .Float(feeling.Dominance)
                .Float(feeling.Confidence ?? 1.0)
                .Float(feeling.HoldS ?? 5.0);
            return Sent();
        }

        private string Sense(Sense sense)
        {
            switch (sense.Reading)
            {
                case Protocol.Sense.ReadingKind.HeartRate:
                    Begin("/affekt/sense/heart_rate", ",sf").Float(sense.HeartRate!.Bpm);
                    return Sent();
                case Protocol.Sense.ReadingKind.Eda:
                    Begin("/affekt/sense/eda", ",sf").Float(sense.Eda!.Microsiemens);
                    return Sent();
                case Protocol.Sense.ReadingKind.Blendshapes:
                    return Each("/affekt/sense/blendshape", sense.Blendshapes!.Weights);
                case Protocol.Sense.ReadingKind.Text:
                    Begin("/affekt/text", ",ss").Text(sense.Text!.Line);
                    return Sent();
                default:
                    return sense.Reading.ToString().ToLowerInvariant();
            }
        }

        private string Cue(Cue cue)
        {
            if (cue.Marker.Length > 0)
            {
                return "marker";
            }
            string at = cue.At == CueTime.Unspecified ? "next_bar" : Words.Of(cue.At);
            Begin("/affekt/cue", cue.WithinMs > 0 ? ",ssssi" : ",ssss").Text(Words.Of(cue.Kind)).Text(cue.Name).Text(at);
            if (cue.WithinMs > 0)
            {
                _writer.Int((int)Math.Min(cue.WithinMs, int.MaxValue));
            }
            return Sent();
        }

        private string Param(Param param)
        {
            switch (param.Value)
            {
                case Protocol.Param.ValueKind.Number:
                    Begin("/affekt/param", ",ssf").Text(param.Name).Float(param.Number);
                    break;
                case Protocol.Param.ValueKind.Word:
                    Begin("/affekt/param", ",sss").Text(param.Name).Text(param.Word);
                    break;
                default:
                    Begin("/affekt/param/free", ",ss").Text(param.Name);
                    break;
            }
            return Sent();
        }

        private string Transport(Transport transport)
        {
            string verb = Words.Of(transport.Verb);
            if (transport.FadeS.HasValue)
            {
                Control(verb, transport.FadeS.Value);
            }
            else
            {
                Begin("/affekt/control", ",ss").Text(verb);
            }
            return Sent();
        }
    }
}
