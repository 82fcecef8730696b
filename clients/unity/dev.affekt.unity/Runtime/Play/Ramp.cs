using System;

namespace Affekt.Play
{
    /// <summary>
    /// A gain that moves at absolute frames. Moves may lie ahead. One thread aims it; any thread may read it, and sees a
    /// move whole or not at all.
    /// </summary>
    public sealed class Ramp
    {
        volatile Move _last;

        /// <summary>Begin at a gain.</summary>
        public Ramp(double value)
        {
            _last = new Move(long.MinValue, long.MinValue, value, value, false, null);
        }

        /// <summary>Where it goes in the end.</summary>
        public double Goal => _last.To;

        /// <summary>From which frame on it moves no more.</summary>
        public long Settles => _last.End;

        /// <summary>The gain at a frame.</summary>
        public double At(long frame)
        {
            Move move = _last;
            while (frame < move.Start && move.Before != null)
            {
                move = move.Before;
            }
            return move.At(frame);
        }

        /// <summary>Go from where it is at a frame to a gain; with `power`, in steady power beside one that does the reverse.</summary>
        public void Aim(long frame, double to, long length, bool power)
        {
            double from = At(frame);
            Set(frame, from, to, length, power);
        }

        /// <summary>Go from one gain to another.</summary>
        public void Set(long frame, double from, double to, long length, bool power)
        {
            Move before = _last;
            while (before.Start >= frame && before.Before != null)
            {
                before = before.Before;
            }
            _last = new Move(frame, frame + length, from, to, power, before.Lone());
        }

        /// <summary>Move later what was not over at a frame: the frames from then on are a pause.</summary>
        public void Delay(long since, long by)
        {
            Move move = _last;
            if (move.End > since && move.Start != long.MinValue)
            {
                _last = new Move(move.Start + by, move.End + by, move.From, move.To, move.Power, null);
            }
        }

        sealed class Move
        {
            public readonly long Start;
            public readonly long End;
            public readonly double From;
            public readonly double To;
            public readonly bool Power;
            public readonly Move Before;

            public Move(long start, long end, double from, double to, bool power, Move before)
            {
                Start = start;
                End = end;
                From = from;
                To = to;
                Power = power;
                Before = before;
            }

            public Move Lone() => Before == null || Before.Before == null
                ? this
                : new Move(Start, End, From, To, Power, Before.Before.Before == null ? Before : Before.Lone());

            public double At(long frame)
            {
                if (frame >= End)
                {
                    return To;
                }
                if (frame <= Start)
                {
                    return From;
                }
                double u = (double)(frame - Start) / (End - Start);
                if (!Power)
                {
                    return From + (To - From) * u;
                }
                return To >= From
                    ? From + (To - From) * Math.Sin(u * Math.PI / 2.0)
                    : To + (From - To) * Math.Cos(u * Math.PI / 2.0);
            }
        }
    }
}
