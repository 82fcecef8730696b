#nullable enable
using Affekt.Protocol;

namespace Affekt.Tests
{
    /// <summary>Messages of a server, for tests.</summary>
    public static class Told
    {
        /// <summary>A welcome to a session.</summary>
        public static ConductResponse Welcome(string name = "arena", string token = "key", double zero = 1000.0)
        {
            ConductResponse told = new ConductResponse();
            OpenedSession session = told.MakeWelcome().MakeSession();
            session.Name = name;
            session.Token = token;
            session.Set = "wayfarer";
            session.ServerSecondsAtFrame0 = zero;
            return told;
        }

        /// <summary>A pong.</summary>
        public static ConductResponse Pong(ulong id, double serverSeconds)
        {
            ConductResponse told = new ConductResponse();
            Pong pong = told.MakePong();
            pong.Id = id;
            pong.ServerSeconds = serverSeconds;
            return told;
        }

        /// <summary>A beat.</summary>
        public static ConductResponse Beat(ulong id, long frame, uint bar = 1, double beat = 1.0)
        {
            ConductResponse told = new ConductResponse { Seq = id };
            ScoreEvent decision = told.MakeEvent();
            decision.Id = id;
            decision.Frame = frame;
            decision.Bar = bar;
            decision.SectionBar = bar;
            decision.Beat = beat;
            decision.MakeBeatAct().Bpm = 90.0;
            return told;
        }

        /// <summary>A layer's move.</summary>
        public static ConductResponse Layer(ulong id, long frame, string layer, double gainDb)
        {
            ConductResponse told = new ConductResponse { Seq = id };
            ScoreEvent decision = told.MakeEvent();
            decision.Id = id;
            decision.Frame = frame;
            LayerAct act = decision.MakeLayer();
            act.Layer = layer;
            act.GainDb = gainDb;
            return told;
        }

        /// <summary>The end.</summary>
        public static ConductResponse Ended(string why)
        {
            ConductResponse told = new ConductResponse();
            told.MakeEnded().Why = why;
            return told;
        }
    }
}
