using Affekt.Protocol;

namespace Affekt.Play
{
    /// <summary>
    /// One source that is another at times: what is said goes to the one that plays, and what that one decides is told. It
    /// remembers how things stand in the game, so that whoever takes over knows.
    /// </summary>
    public sealed class SwitchSource : ScoreSource
    {
        readonly Standing _standing = new Standing();
        readonly ConductRequest _again = new ConductRequest();
        ScoreSource _now;

        /// <summary>The source that plays; null while none does.</summary>
        public ScoreSource Now => _now;

        /// <summary>Hears how things stand as well, since it may take over soon; null where there is none.</summary>
        public ScoreSource Beside { get; set; }

        /// <summary>Whether the game holds the music.</summary>
        public bool Held => _standing.Held;

        /// <summary>The section that was decided last; empty before the first.</summary>
        public string Section { get; private set; } = "";

        /// <summary>The session frame of the newest bar line that was decided; -1 before the first.</summary>
        public long BarLine { get; private set; } = -1;

        /// <summary>Frames of the bar that begins there.</summary>
        public long BarFrames { get; private set; }

        /// <summary>Go over to another source, and tell it how things stand.</summary>
        public void Become(ScoreSource next)
        {
            if (_now != null)
            {
                _now.Decided -= Pass;
                _now.Noticed -= Notice;
            }
            _now = next;
            Sounding.Clear();
            BarLine = -1;
            if (next != null)
            {
                next.Decided += Pass;
                next.Noticed += Notice;
                Playhead = next.Playhead;
            }
        }

        /// <summary>Tell a source how things stand in the game.</summary>
        public void TellStanding(ScoreSource to) => _standing.Tell(to);

        /// <summary>The first bar line at or after a frame, as the newest bar goes on.</summary>
        public long BarAfter(long frame)
        {
            if (BarLine < 0 || BarFrames <= 0)
            {
                return frame;
            }
            long bars = frame <= BarLine ? 0 : (frame - BarLine + BarFrames - 1) / BarFrames;
            return BarLine + bars * BarFrames;
        }

        /// <summary>Tell what sounds. Call it every frame.</summary>
        public void Poll()
        {
            if (_now == null)
            {
                return;
            }
            Playhead = _now.Playhead;
            double frame = SoundingFrame();
            if (frame >= 0.0)
            {
                Sounding.Release(frame);
            }
        }

        /// <inheritdoc/>
        public override double FrameNow() => _now == null ? -1.0 : _now.FrameNow();

        /// <inheritdoc/>
        public override bool Say(ConductRequest request)
        {
            if (_standing.Note(request) && Beside != null)
            {
                _again.CopyFrom(request);
                Beside.Say(_again);
            }
            if (_now == null)
            {
                return false;
            }
            _again.CopyFrom(request);
            return _now.Say(_again);
        }

        void Pass(ScoreEvent e)
        {
            if (e.Act == ScoreEvent.ActKind.Section)
            {
                Section = e.Section.Section;
            }
            else if (e.Act == ScoreEvent.ActKind.BeatAct && e.Beat == 1.0)
            {
                BarLine = e.Frame;
                double quarters = 4.0 * e.BeatAct.Numerator / System.Math.Max(e.BeatAct.Denominator, 1);
                BarFrames = (long)(quarters * 60.0 * Levels.SampleRate / System.Math.Max(e.BeatAct.Bpm, 1.0) + 0.5);
            }
            Decide(e);
        }
    }
}
