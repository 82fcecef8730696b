using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>A baked set as a source of decisions. It belongs to one thread; its clock is handed to it.</summary>
    public sealed class BakedSource : ScoreSource
    {
        /// <summary>Frames from the conductor's own beginning to the first that sounds.</summary>
        const long Lead = 12000;

        readonly string _baked;
        readonly ulong _seed;
        readonly Func<double> _seconds;
        BakedConductor _conductor;
        double _zero;
        double _last;

        /// <summary>Prepares; <see cref="Begin"/> begins.</summary>
        /// <param name="baked">The text of a `baked.json`; a FormatException tells what is wrong with it.</param>
        /// <param name="seconds">A clock that never goes back, such as that of the sound card.</param>
        /// <param name="seed">The seed of every draw.</param>
        public BakedSource(string baked, Func<double> seconds, ulong seed = 0)
        {
            _baked = baked;
            _seconds = seconds;
            _seed = seed;
            _conductor = new BakedConductor(baked, seed);
        }

        /// <summary>Whether it plays.</summary>
        public bool IsPlaying { get; private set; }

        /// <summary>The seconds of its clock at which the bar that is laid out ends; -1 where none is.</summary>
        public double BarEnds => IsPlaying && _conductor.BarEnds >= 0 ? _zero + (double)_conductor.BarEnds / Levels.SampleRate : -1.0;

        /// <summary>Its frame at zero of its clock; not a number while it does not play.</summary>
        public double Offset => IsPlaying ? -_zero * Levels.SampleRate : double.NaN;

        /// <summary>Begin anew: the first section's first beat sounds at a time of the clock, 0.3 s from now at the earliest.</summary>
        /// <param name="at">Seconds of the clock.</param>
        /// <param name="section">The section to begin with; empty is the set's own.</param>
        public void Begin(double at, string section = "")
        {
            _conductor = new BakedConductor(_baked, _seed);
            Sounding.Clear();
            _last = _seconds();
            _zero = Math.Max(at, _last + 0.3) - (double)Lead / Levels.SampleRate;
            IsPlaying = true;
            if (section.Length > 0)
            {
                Cue(CueKind.Section, section);
            }
        }

        /// <summary>End at once, without a sound of it; a mixer's own fade hides it.</summary>
        public void End()
        {
            IsPlaying = false;
            Sounding.Clear();
        }

        /// <summary>Decide what is due, and tell what sounds. Call it every frame.</summary>
        public void Poll()
        {
            if (!IsPlaying)
            {
                return;
            }
            Tell(_conductor.Advance((long)FrameNow()));
            double frame = SoundingFrame();
            if (frame >= 0.0)
            {
                Sounding.Release(frame);
            }
        }

        /// <inheritdoc/>
        public override double FrameNow() => IsPlaying ? Math.Max((Clock() - _zero) * Levels.SampleRate, 0.0) : -1.0;

        /// <summary>A clock that begins anew, as on another device, goes on from where it was.</summary>
        double Clock()
        {
            double now = _seconds();
            _zero -= Math.Max(_last - now, 0.0);
            _last = now;
            return now;
        }

        /// <inheritdoc/>
        public override bool Say(ConductRequest request)
        {
            if (!IsPlaying)
            {
                return false;
            }
            Tell(_conductor.Say((long)FrameNow(), request));
            return true;
        }

        void Tell(IReadOnlyList<ScoreEvent> decided)
        {
            for (int i = 0; i < decided.Count; i++)
            {
                Decide(decided[i]);
            }
            while (_conductor.TakeNotice(out ErrorReason reason, out string text, out string about))
            {
                Notice(reason, text, about);
            }
        }
    }
}
