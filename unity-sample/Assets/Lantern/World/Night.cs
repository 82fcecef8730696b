using System;
using System.Collections.Generic;

namespace Lantern.World
{
    /// <summary>
    /// A night in the forest: the keeper looks for seven wonders, is hunted by light, rests at fires, and brings what was
    /// found to the stone in the middle. It knows no engine and no music; it tells what happens in its own words.
    /// </summary>
    public sealed class Night
    {
        /// <summary>Half the forest's width, in paces.</summary>
        public const double Half = 64.0;

        /// <summary>Wonders to be found.</summary>
        public const int Wonders = 7;

        const double FireReach = 2.2;
        const double FlareReach = 4.2;
        const double FlareOil = 0.07;

        readonly List<Hunter> _hunters = new List<Hunter>();
        readonly List<Spot> _wonders = new List<Spot>();
        readonly List<Spot> _flasks = new List<Spot>();
        readonly List<Spot> _fires = new List<Spot>();
        readonly HashSet<int> _lit = new HashSet<int>();
        bool _fights;
        bool _weak;

        /// <summary>Begin a night; the same number gives the same forest.</summary>
        public Night(int number)
        {
            var chance = new Random(number);
            Keeper.Place = new Spot(0.0, -3.0);
            for (int i = 0; i < Wonders; i++)
            {
                double turn = 2.0 * Math.PI * (i + 0.5 * chance.NextDouble()) / Wonders;
                double far = Half * (0.45 + 0.4 * chance.NextDouble());
                Spot place = Round(turn, far);
                _wonders.Add(place);
                _hunters.Add(new Hunter(Round(turn + 0.2, far * 0.85), i % 2 == 1));
                _flasks.Add(Round(turn - 0.3, far * 0.6));
            }
            // A wisp near the beginning, to learn on.
            _hunters.Add(new Hunter(_wonders[0] * (9.0 / _wonders[0].Length), false));
            for (int i = 0; i < 4; i++)
            {
                double turn = 2.0 * Math.PI * (i + 0.2) / 4.0;
                _fires.Add(Round(turn, Half * 0.42));
                _hunters.Add(new Hunter(Round(turn + 0.6, Half * 0.7), i == 2));
                _flasks.Add(Round(turn + 0.9, Half * 0.3));
            }
        }

        /// <summary>Something happened: a word, and how much of it (0 to 1).</summary>
        public event Action<string, double> Happened;

        /// <summary>The keeper.</summary>
        public Keeper Keeper { get; } = new Keeper();

        /// <summary>What hunts.</summary>
        public IReadOnlyList<Hunter> Hunters => _hunters;

        /// <summary>Wonders that were not found yet.</summary>
        public IReadOnlyList<Spot> Hidden => _wonders;

        /// <summary>Flasks of oil.</summary>
        public IReadOnlyList<Spot> Flasks => _flasks;

        /// <summary>Fires to rest at.</summary>
        public IReadOnlyList<Spot> Fires => _fires;

        /// <summary>The stone, where what was found is brought.</summary>
        public Spot Stone => default;

        /// <summary>Wonders that were found.</summary>
        public int Found => Wonders - _wonders.Count;

        /// <summary>How it stands.</summary>
        public NightEnd End { get; private set; }

        /// <summary>Seconds since the beginning.</summary>
        public double Seconds { get; private set; }

        /// <summary>Whether a fight is on.</summary>
        public bool Fights => _fights;

        /// <summary>How near what hunts is: 0 is nothing, 1 is here.</summary>
        public double Threat
        {
            get
            {
                double most = 0.0;
                foreach (Hunter one in _hunters)
                {
                    if (one.Hunts && !one.Gone)
                    {
                        double near = Math.Max(0.0, 1.0 - one.Place.To(Keeper.Place) / 12.0);
                        most = Math.Max(most, near * (one.Strong ? 1.0 : 0.45));
                    }
                }
                return most;
            }
        }

        /// <summary>Go on by some seconds.</summary>
        public void Step(double seconds, Wishes wishes)
        {
            if (Seconds == 0.0)
            {
                Tell("explore");
            }
            Seconds += seconds;
            if (End != NightEnd.None)
            {
                return;
            }
            Walk(seconds, wishes);
            Rest(seconds);
            Gather();
            if (wishes.Flare)
            {
                Flare();
            }
            foreach (Hunter one in _hunters)
            {
                Hunt(one, seconds);
            }
            Weigh();
        }

        static Spot Round(double turn, double far) => new Spot(Math.Cos(turn) * far, Math.Sin(turn) * far);

        void Tell(string word, double much = 1.0) => Happened?.Invoke(word, much);

        void Walk(double seconds, Wishes wishes)
        {
            Keeper keeper = Keeper;
            Spot move = wishes.Move.AtMost(1.0);
            keeper.Dim = wishes.Dim || keeper.Oil <= 0.0;
            keeper.Pace = move.Length;
            Spot place = keeper.Place + move * (Keeper.Speed * (keeper.Dim ? 0.75 : 1.0) * seconds);
            keeper.Place = new Spot(Math.Max(-Half, Math.Min(Half, place.X)), Math.Max(-Half, Math.Min(Half, place.Y)));
            keeper.Oil = Math.Max(0.0, keeper.Oil - seconds / (keeper.Dim ? 600.0 : 220.0));
            keeper.FlareRests = Math.Max(0.0, keeper.FlareRests - seconds);
        }

        void Rest(double seconds)
        {
            int near = _fires.FindIndex(fire => fire.To(Keeper.Place) < FireReach);
            bool rests = near >= 0 && Keeper.Pace < 0.1 && Threat < 0.2;
            if (rests && !Keeper.Rests)
            {
                if (_lit.Add(near))
                {
                    Tell("checkpoint");
                }
                if (Keeper.Health < 0.6)
                {
                    Tell("heal");
                }
                Tell("rest");
            }
            else if (!rests && Keeper.Rests)
            {
                Tell("explore");
            }
            Keeper.Rests = rests;
            if (rests)
            {
                Keeper.Health = Math.Min(1.0, Keeper.Health + seconds * 0.08);
                Keeper.Oil = Math.Min(1.0, Keeper.Oil + seconds * 0.1);
                _weak &= Keeper.Health < 0.35;
            }
        }

        void Gather()
        {
            if (_wonders.RemoveAll(one => one.To(Keeper.Place) < 1.3) > 0)
            {
                Tell("wonder");
            }
            if (_flasks.RemoveAll(one => one.To(Keeper.Place) < 1.1) > 0)
            {
                Keeper.Oil = Math.Min(1.0, Keeper.Oil + 0.35);
                Tell("pickup");
            }
            if (_wonders.Count == 0 && Stone.To(Keeper.Place) < 1.5)
            {
                End = NightEnd.Won;
                Tell("goal");
                Tell("victory");
            }
        }

        void Flare()
        {
            if (Keeper.FlareRests > 0.0 || Keeper.Oil < FlareOil)
            {
                return;
            }
            Keeper.Oil -= FlareOil;
            Keeper.FlareRests = 1.2;
            foreach (Hunter one in _hunters)
            {
                if (!one.Gone && one.Place.To(Keeper.Place) < FlareReach)
                {
                    one.Strength--;
                    one.Blind = 2.0;
                    Tell(one.Gone ? "enemy_killed" : "hit_dealt", one.Strong ? 1.0 : 0.5);
                }
            }
        }

        void Hunt(Hunter one, double seconds)
        {
            if (one.Gone)
            {
                one.Hunts = false;
                return;
            }
            one.Blind = Math.Max(0.0, one.Blind - seconds);
            one.BiteRests = Math.Max(0.0, one.BiteRests - seconds);
            double far = one.Place.To(Keeper.Place);
            double sees = Keeper.Rests ? 0.0 : Keeper.Dim ? 2.8 : 3.5 + Keeper.Light * 0.4;
            if (!one.Hunts && far < sees && one.Blind <= 0.0)
            {
                one.Hunts = true;
                Tell("enemy_spotted", one.Strong ? 0.8 : 0.3);
            }
            else if (one.Hunts && far > (Keeper.Dim ? 7.0 : 12.0))
            {
                one.Hunts = false;
                Tell("enemy_lost");
            }
            Spot way = one.Hunts && one.Blind <= 0.0 ? one.Place.Towards(Keeper.Place) : Stroll(one, seconds);
            one.Place += way * ((one.Hunts ? one.Strong ? 3.2 : 2.5 : 1.0) * seconds);
            if (one.Hunts && far < 0.9 && one.BiteRests <= 0.0 && one.Blind <= 0.0)
            {
                one.BiteRests = 1.4;
                Bite(one.Strong ? 0.15 : 0.06);
            }
        }

        Spot Stroll(Hunter one, double seconds)
        {
            one.Angle += seconds * 0.4;
            return one.Place.Towards(one.Home + Round(one.Angle, 3.0));
        }

        void Bite(double hurt)
        {
            Keeper.Health -= hurt;
            Tell("hit_taken", Math.Min(1.0, hurt * 4.0));
            if (Keeper.Health <= 0.0)
            {
                Keeper.Health = 0.0;
                End = NightEnd.Lost;
                Tell("death");
            }
            else if (Keeper.Health < 0.3 && !_weak)
            {
                _weak = true;
                Tell("low_health");
            }
        }

        void Weigh()
        {
            double most = 0.0;
            bool hunted = false;
            foreach (Hunter one in _hunters)
            {
                hunted |= one.Hunts && !one.Gone;
                if (one.Hunts && !one.Gone && one.Place.To(Keeper.Place) < 3.5)
                {
                    most = Math.Max(most, one.Strong ? 0.8 : 0.3);
                }
            }
            if (!_fights && most > 0.0)
            {
                _fights = true;
                Tell("combat_start", most);
            }
            else if (_fights && !hunted && End == NightEnd.None)
            {
                _fights = false;
                Tell("combat_end");
            }
        }
    }
}
