using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>All that a baked conductor knows, and how it tells a decision.</summary>
    sealed class BakedScore
    {
        public readonly BakedTable Baked;
        public readonly ulong Seed;
        public readonly Feelings Feelings;
        public readonly List<Pass> Passes = new List<Pass>();
        public readonly List<LayerState> Layers = new List<LayerState>();
        public readonly List<Planned> Plan = new List<Planned>();
        public readonly Dictionary<string, long> Left = new Dictionary<string, long>();
        public readonly Dictionary<string, long> Places = new Dictionary<string, long>();
        public readonly Dictionary<string, (long Frame, string Take)> Stung = new Dictionary<string, (long, string)>();
        public readonly Dictionary<string, double> Numbers = new Dictionary<string, double>();
        public readonly Dictionary<string, (long X, long Value)> Roads = new Dictionary<string, (long, long)>();
        public readonly List<ScoreEvent> Ahead = new List<ScoreEvent>();
        public readonly List<ScoreEvent> Events = new List<ScoreEvent>();
        public readonly HashSet<string> Warned = new HashSet<string>();
        public readonly List<(ErrorReason Reason, string Text, string About)> Notices =
            new List<(ErrorReason, string, string)>();

        public long Frame = -1;
        public ulong Seq;
        public ulong NextId = 1;
        public long BarEnd;
        public Wish Wish;
        public Pending Pending;
        public string Section = "";
        public string Asked = "";
        public string CameFrom = "";
        public long Entered;
        public long Bars;
        public bool Stopping;
        public long QuietSince;
        public long Rests;
        public long RestFrom = -1;
        public long RestTo = -1;
        public string Tonic = "";
        public string Mode = "";
        public string Chord = "";
        public double Bpm;
        public long PausedAt = -1;
        public bool Stopped;
        public bool Muted;
        public long Duck;
        public long Bed;
        public long BedUntil = -1;

        public BakedScore(BakedTable baked, ulong seed)
        {
            Baked = baked;
            Seed = seed;
            Feelings = new Feelings(baked);
        }

        public BakedSection Brief => Section.Length == 0 ? null : Baked.Sections[Section];

        public Pass Now => Passes[Passes.Count - 1];

        public long Horizon => Frame + Baked.Ahead;

        public bool Plays => Section.Length > 0 && PausedAt < 0 && !Stopped;

        public void Then(Pass one)
        {
            Passes.Add(one);
            if (Passes.Count > 3)
            {
                Passes.RemoveAt(0);
            }
        }

        public Place PlaceOf(long frame)
        {
            for (int i = Passes.Count - 1; i >= 0; i--)
            {
                if (Passes[i].Frame <= frame)
                {
                    return Passes[i].At(Passes[i].TickAt(frame));
                }
            }
            return new Place(0, 1, 1.0, 1);
        }

        public void Lay(Planned planned)
        {
            int index = Plan.Count;
            while (index > 0 && Plan[index - 1].Tick > planned.Tick)
            {
                index--;
            }
            Plan.Insert(index, planned);
        }

        /// <summary>Commit a decision for the grid at a tick of the newest pass; the caller says what it is.</summary>
        public ScoreEvent Tell(long tick, Cause why) => Told(Now.FrameAt(tick), Now.At(tick), why, true);

        /// <summary>Commit a decision that acts at once, or at a frame; the caller says what it is.</summary>
        public ScoreEvent TellNow(Cause why, long frame = -1)
        {
            long at = frame < 0 ? Frame : frame;
            return Told(at, PlaceOf(at), why, false);
        }

        public void TellAgain(ScoreEvent e, long later)
        {
            var moved = new ScoreEvent();
            moved.CopyFrom(e);
            moved.Id = NextId++;
            moved.DecidedFrame = Frame;
            moved.Frame = e.Frame + later;
            moved.Supersedes = e.Id;
            Events.Add(moved);
            Ahead.Add(moved);
        }

        public void Warn(ErrorReason reason, string text, string about)
        {
            if (Warned.Add(about))
            {
                Notices.Add((reason, text, about));
            }
        }

        public long Read(string name)
        {
            int dot = name.IndexOf('.');
            string kind = dot < 0 ? name : name.Substring(0, dot);
            if (kind == "state")
            {
                return Feelings.Values.TryGetValue(name.Substring(dot + 1), out long held) ? held : 0;
            }
            if (kind == "param")
            {
                return Number(name.Substring(dot + 1));
            }
            int at = name.IndexOf('@');
            if (Numbers.TryGetValue(at < 0 ? name : name.Substring(0, at), out double pin))
            {
                return Whole.Millionths(pin);
            }
            Feeling aim = Feelings.Aim(Brief);
            switch (name)
            {
                case "valence":
                    return aim.Valence;
                case "arousal":
                    return aim.Arousal;
                case "dominance":
                    return aim.Dominance;
                default:
                    return Baked.Inputs[name].Look(aim);
            }
        }

        public long Number(string name) => Numbers.TryGetValue(name, out double pin) ? Whole.Millionths(pin) : 0;

        ScoreEvent Told(long frame, Place place, Cause why, bool grid)
        {
            var made = new ScoreEvent
            {
                Id = NextId++,
                DecidedFrame = Frame,
                Frame = frame,
                Tick = place.Tick,
                Bar = (uint)Math.Max(place.Bar, 0),
                Beat = place.Beat,
                SectionBar = (uint)Math.Max(place.SectionBar, 0),
            };
            Why told = made.MakeWhy();
            told.Rule = why.Rule;
            told.CauseSeq = why.Seq;
            told.Text = why.Text;
            Events.Add(made);
            if (grid)
            {
                Ahead.Add(made);
            }
            return made;
        }
    }
}
