using System.Collections.Generic;

namespace Lantern.World
{
    /// <summary>A player for tests and for showing: goes for the nearest wonder, fights what comes near, rests when weak.</summary>
    public sealed class ScriptedKeeper
    {
        bool _rests;

        /// <summary>What it wants now.</summary>
        public Wishes Decide(Night night)
        {
            Keeper keeper = night.Keeper;
            var wishes = new Wishes();
            Hunter near = Nearest(night);
            double far = near == null ? double.MaxValue : near.Place.To(keeper.Place);
            bool hunted = near != null && near.Hunts;
            if (hunted && far < 3.4 && keeper.Oil > 0.15)
            {
                wishes.Flare = keeper.FlareRests <= 0.0;
                wishes.Move = near.Place.Towards(keeper.Place) * (wishes.Flare ? 0.5 : 1.0);
                return wishes;
            }
            _rests = _rests ? keeper.Health < 0.95 || keeper.Oil < 0.9 : keeper.Health < 0.45 || keeper.Oil < 0.25;
            if (_rests && !hunted)
            {
                Spot fire = NearestOf(night.Fires, keeper.Place);
                wishes.Move = fire.To(keeper.Place) < 1.2 ? default : keeper.Place.Towards(fire);
                return wishes;
            }
            if (keeper.Oil < 0.5 && night.Flasks.Count > 0)
            {
                Spot flask = NearestOf(night.Flasks, keeper.Place);
                if (flask.To(keeper.Place) < 14.0)
                {
                    wishes.Move = keeper.Place.Towards(flask);
                    return wishes;
                }
            }
            Spot goal = night.Hidden.Count > 0 ? NearestOf(night.Hidden, keeper.Place) : night.Stone;
            wishes.Move = keeper.Place.Towards(goal);
            wishes.Dim = hunted && keeper.Oil <= 0.15;
            return wishes;
        }

        static Hunter Nearest(Night night)
        {
            Hunter found = null;
            foreach (Hunter one in night.Hunters)
            {
                if (!one.Gone && (found == null || one.Place.To(night.Keeper.Place) < found.Place.To(night.Keeper.Place)))
                {
                    found = one;
                }
            }
            return found;
        }

        static Spot NearestOf(IReadOnlyList<Spot> places, Spot from)
        {
            Spot found = places[0];
            for (int i = 1; i < places.Count; i++)
            {
                found = places[i].To(from) < found.To(from) ? places[i] : found;
            }
            return found;
        }
    }
}
