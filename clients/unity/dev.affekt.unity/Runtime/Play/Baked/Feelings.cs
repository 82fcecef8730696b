using System;
using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>Feelings without sensors: what events push and states hold, followed smoothly, inside the section's box.</summary>
    sealed class Feelings
    {
        const long Most = 3 * Whole.One / 2;
        const long Faint = Whole.One / 100;
        const int MostStates = 80;

        readonly BakedTable _baked;
        readonly List<string> _pushed = new List<string>();
        readonly Dictionary<string, long> _pushes = new Dictionary<string, long>();
        readonly List<string> _kept = new List<string>();
        readonly long[] _since;
        Feeling _stand;
        bool _stated;
        Feeling _said;
        long _confidence;
        long _until = -1;
        bool _boxOff;

        public Feelings(BakedTable baked)
        {
            _baked = baked;
            Shown = baked.Base;
            _since = new long[baked.Conditions.Count];
            for (int i = 0; i < _since.Length; i++)
            {
                _since[i] = -1;
            }
        }

        public Feeling Shown;

        public Dictionary<string, long> Values { get; } = new Dictionary<string, long>();

        public void Event(string name, long intensity)
        {
            if (!_pushes.TryGetValue(name, out long left))
            {
                _pushed.Add(name);
            }
            _pushes[name] = Math.Min(left + intensity, Most);
        }

        /// <summary>Take in a value; false where the table does not have it. `Settle` follows the last one.</summary>
        public bool State(string key, double value)
        {
            double low = 0.0;
            double high = 1.0;
            bool known = _baked.States.TryGetValue(key, out BakedState state);
            if (known)
            {
                low = state.Low;
                high = state.High;
            }
            bool had = Values.ContainsKey(key);
            if (had || Values.Count < MostStates)
            {
                if (!had)
                {
                    _kept.Add(key);
                }
                Values[key] = Whole.Millionths(Math.Min(Math.Max((value - low) / (high - low), 0.0), 1.0));
            }
            return known;
        }

        public void Settle(long frame)
        {
            _stand = default;
            for (int i = 0; i < _kept.Count; i++)
            {
                if (_baked.States.TryGetValue(_kept[i], out BakedState state))
                {
                    for (int at = 0; at < 3; at++)
                    {
                        _stand[at] += Whole.Along(state.Push[at], Values[_kept[i]]);
                    }
                }
            }
            for (int i = 0; i < _since.Length; i++)
            {
                BakedCondition mark = _baked.Conditions[i];
                bool holds = Values.TryGetValue(mark.Key, out long held) && (mark.Above ? held > mark.Mark : held < mark.Mark);
                _since[i] = !holds ? -1 : _since[i] >= 0 ? _since[i] : frame;
            }
        }

        public void Feel(long frame, Feeling said, long confidence, long hold, bool free)
        {
            _stated = true;
            for (int at = 0; at < 3; at++)
            {
                _said[at] = Feeling.Hold(at, said[at]);
            }
            _confidence = Whole.Clamp(confidence, 0, Whole.One);
            _until = hold > 0 ? frame + hold : -1;
            _boxOff = free;
        }

        public void Free()
        {
            _stated = false;
            _boxOff = false;
        }

        public void Step(long frame)
        {
            var raw = default(Feeling);
            if (_stated && _until >= 0 && _until <= frame)
            {
                Free();
            }
            for (int i = 0; i < _pushed.Count; i++)
            {
                string name = _pushed[i];
                BakedEvent meaning = _baked.Events[name];
                long strength = Whole.Div(_pushes[name] * meaning.Keep, Whole.One);
                if (strength < Faint)
                {
                    _pushes.Remove(name);
                    _pushed.RemoveAt(i--);
                    continue;
                }
                _pushes[name] = strength;
                for (int at = 0; at < 3; at++)
                {
                    raw[at] += Whole.Div(strength * meaning.Push[at], Whole.One);
                }
            }
            for (int at = 0; at < 3; at++)
            {
                long goal = Feeling.Hold(at, _baked.Base[at] + _stand[at] + raw[at]);
                if (_stated)
                {
                    goal += Whole.Div((_said[at] - goal) * _confidence, Whole.One);
                }
                Shown[at] += Whole.Div((goal - Shown[at]) * _baked.Follow, Whole.One);
            }
        }

        public Feeling Aim(BakedSection section)
        {
            if (section == null || _boxOff || _baked.BoxOff)
            {
                return Shown;
            }
            var aim = default(Feeling);
            for (int at = 0; at < 3; at++)
            {
                long target = section.Target[at];
                long reach = section.Box[at];
                long wish = target + Whole.Div((Shown[at] - target) * section.Colour, 1000);
                aim[at] = Feeling.Hold(at, Whole.Clamp(wish, target - reach, target + reach));
            }
            return aim;
        }

        public BakedScene Scene(long frame, string section, long bars)
        {
            foreach (BakedScene rule in _baked.Scenes)
            {
                if (section == rule.To || (rule.From.Count > 0 && !rule.From.Contains(section)) || bars < rule.DwellBars)
                {
                    continue;
                }
                bool all = true;
                for (int i = 0; i < rule.Conditions.Count; i++)
                {
                    long since = _since[rule.Conditions[i]];
                    all &= since >= 0 && since <= frame - rule.For;
                }
                if (all)
                {
                    return rule;
                }
            }
            return null;
        }
    }
}
