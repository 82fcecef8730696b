using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt.Play
{
    /// <summary>
    /// How things stand that a game says once and means from then on: its states, whether the music is held or muted, levels,
    /// a duck, pinned parameters and a feeling without an end. Whoever takes over is told.
    /// </summary>
    sealed class Standing
    {
        readonly Dictionary<string, double> _states = new Dictionary<string, double>();
        readonly Dictionary<string, ConductRequest> _params = new Dictionary<string, ConductRequest>();
        readonly Dictionary<Bus, ConductRequest> _volumes = new Dictionary<Bus, ConductRequest>();
        readonly ConductRequest _again = new ConductRequest();
        ConductRequest _feeling;
        ConductRequest _duck;
        ConductRequest _mute;
        ConductRequest _hold;

        /// <summary>Whether the game holds the music.</summary>
        public bool Held => _hold != null && _hold.Transport.Verb == TransportVerb.Pause;

        /// <summary>Remember what was said; whether it is of a kind that is remembered.</summary>
        public bool Note(ConductRequest said)
        {
            switch (said.Said)
            {
                case ConductRequest.SaidKind.State:
                    for (int i = 0; i < said.State.Values.Count; i++)
                    {
                        _states[said.State.Values[i].Name] = said.State.Values[i].Value;
                    }
                    return true;
                case ConductRequest.SaidKind.Param:
                    Keep(_params, said.Param.Name, said);
                    return true;
                case ConductRequest.SaidKind.Volume:
                    Keep(_volumes, said.Volume.Bus, said);
                    return true;
                case ConductRequest.SaidKind.Duck:
                    Keep(ref _duck, said);
                    return true;
                case ConductRequest.SaidKind.FreeFeeling:
                    Keep(ref _feeling, said);
                    return true;
                case ConductRequest.SaidKind.Feeling:
                    return Feel(said);
                case ConductRequest.SaidKind.Transport:
                    return Control(said);
                default:
                    return false;
            }
        }

        /// <summary>Tell a source how things stand.</summary>
        public void Tell(ScoreSource to)
        {
            if (_states.Count > 0)
            {
                to.State(_states);
            }
            foreach (ConductRequest one in _params.Values)
            {
                Say(one, to);
            }
            Say(_feeling, to);
            foreach (ConductRequest one in _volumes.Values)
            {
                Say(one, to);
            }
            Say(_duck, to);
            Say(_mute, to);
            Say(_hold, to);
        }

        /// <summary>A feeling with an end is over by itself, and ends the one before it.</summary>
        bool Feel(ConductRequest said)
        {
            if (said.Feeling.HoldS == 0.0)
            {
                Keep(ref _feeling, said);
                return true;
            }
            if (_feeling != null)
            {
                _feeling.Clear();
                _feeling.MakeFreeFeeling();
            }
            return false;
        }

        bool Control(ConductRequest said)
        {
            switch (said.Transport.Verb)
            {
                case TransportVerb.Mute:
                case TransportVerb.Unmute:
                    Keep(ref _mute, said);
                    return true;
                case TransportVerb.Pause:
                case TransportVerb.Resume:
                    Keep(ref _hold, said);
                    return true;
                case TransportVerb.Stop:
                    // It ends a hold as well.
                    _hold = null;
                    return false;
                default:
                    return false;
            }
        }

        void Say(ConductRequest one, ScoreSource to)
        {
            if (one != null)
            {
                _again.CopyFrom(one);
                to.Say(_again);
            }
        }

        static void Keep<T>(Dictionary<T, ConductRequest> into, T name, ConductRequest said)
        {
            into.TryGetValue(name, out ConductRequest kept);
            Keep(ref kept, said);
            into[name] = kept;
        }

        static void Keep(ref ConductRequest kept, ConductRequest said)
        {
            kept = kept ?? new ConductRequest();
            kept.CopyFrom(said);
            kept.AtServerSeconds = null;
        }
    }
}
