#nullable enable

namespace Affekt
{
    /// <summary>Where a session is, from pings: of the last twelve, the answer that was fastest on its way is believed.</summary>
    public sealed class SessionClock
    {
        /// <summary>How many answers are kept.</summary>
        public const int Kept = 12;

        private const double Rounding = 1e-9;

        private readonly double[] _at = new double[Kept];
        private readonly double[] _frame = new double[Kept];
        private readonly double[] _trip = new double[Kept];
        private int _heard;

        /// <summary>Whether an answer has come yet.</summary>
        public bool IsKnown => _heard > 0;

        /// <summary>How wrong it may be, in milliseconds; infinite before the first answer.</summary>
        public double ErrorMs => _heard == 0 ? double.PositiveInfinity : _trip[Best()] * 500.0;

        /// <summary>The shortest way there and back of late, in milliseconds; infinite before the first answer.</summary>
        public double TripMs => _heard == 0 ? double.PositiveInfinity : _trip[Best()] * 1000.0;

        /// <summary>Takes an answer into account; one that came back before it left is passed over.</summary>
        /// <param name="sent">When it was asked, in seconds of the client's time.</param>
        /// <param name="back">When the answer came.</param>
        /// <param name="frame">The session's frame in the answer.</param>
        public void Hear(double sent, double back, double frame)
        {
            if (!(back >= sent))
            {
                return;
            }
            int place = _heard % Kept;
            _at[place] = (sent + back) / 2.0;
            _frame[place] = frame;
            _trip[place] = back - sent;
            _heard++;
        }

        /// <summary>Forgets all answers.</summary>
        public void Forget()
        {
            _heard = 0;
        }

        /// <summary>The session's frame at a moment of the client's time; -1 before the first answer.</summary>
        /// <param name="at">The moment in seconds.</param>
        /// <returns>The frame.</returns>
        public double Frame(double at)
        {
            if (_heard == 0)
            {
                return -1.0;
            }
            int best = Best();
            return _frame[best] + (at - _at[best]) * JitterBuffer.Rate;
        }

        /// <summary>The moment of the client's time at which a frame sounds; 0 before the first answer.</summary>
        /// <param name="frame">The session's frame.</param>
        /// <returns>The moment in seconds.</returns>
        public double Seconds(double frame)
        {
            if (_heard == 0)
            {
                return 0.0;
            }
            int best = Best();
            return _at[best] + (frame - _frame[best]) / JitterBuffer.Rate;
        }

        /// <summary>The quickest answer; of equals the first that is kept.</summary>
        private int Best()
        {
            int many = _heard < Kept ? _heard : Kept;
            int first = _heard < Kept ? 0 : _heard % Kept;
            int best = first;
            for (int n = 1; n < many; n++)
            {
                int place = (first + n) % Kept;
                if (_trip[place] < _trip[best] - Rounding)
                {
                    best = place;
                }
            }
            return best;
        }
    }
}
