#nullable enable
using System;
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>
    /// Conducts FMOD Studio, Wwise or another audio engine: each decision becomes parameters, states and triggers when it
    /// sounds. Names begin with <see cref="Prefix"/>: <c>affekt_layer_NAME</c>, <c>affekt_duck</c>, <c>affekt_energy</c> and
    /// <c>affekt_tension</c> run 0 to 1, <c>affekt_valence</c> −1 to +1, <c>affekt_arousal</c> 0 to 1, <c>affekt_tempo</c> is in quarter
    /// notes a minute, <c>affekt_section</c> is a group of states or a labelled parameter.
    /// </summary>
    public sealed class MiddlewareBridge : IDisposable
    {
        /// <summary>What all names begin with.</summary>
        public const string Prefix = "affekt_";

        private const double SilentDb = -96.0;
        private const double UsualBpm = 120.0;
        private const double FeelingS = 0.5;
        private const double DuckS = 0.08;
        private readonly Soundings _sounding;
        private readonly IMiddleware _engine;
        private readonly Dictionary<string, string> _layers = new Dictionary<string, string>();
        private double _bpm = UsualBpm;

        /// <summary>Begins to conduct.</summary>
        /// <param name="source">A session or a baked table.</param>
        /// <param name="engine">What is conducted; it is called on the game's thread, from the source's Poll.</param>
        public MiddlewareBridge(ScoreSource source, IMiddleware engine)
            : this(source.Sounding, engine)
        {
        }

        /// <summary>Begins to conduct.</summary>
        /// <param name="sounding">What sounds; in Unity a component's own, which outlives each client.</param>
        /// <param name="engine">What is conducted; it is called on the game's thread.</param>
        public MiddlewareBridge(Soundings sounding, IMiddleware engine)
        {
            _sounding = sounding;
            _engine = engine;
            sounding.Sounded += Hear;
        }

        /// <summary>Lets go; what sounds is left as it is.</summary>
        public void Dispose()
        {
            _sounding.Sounded -= Hear;
        }

        private void Hear(ScoreEvent told)
        {
            if (told.Layer is LayerAct layer)
            {
                _engine.Parameter(Layer(layer.Layer), Gain(layer.GainDb), Seconds(layer.FadeBeats));
            }
            else if (told.Section is SectionAct section)
            {
                _bpm = section.Bpm > 0.0 ? section.Bpm : _bpm;
                _engine.State(Prefix + "section", section.Section);
            }
            else if (told.Tempo is TempoAct tempo)
            {
                _bpm = tempo.Bpm;
                _engine.Parameter(Prefix + "tempo", _bpm, Seconds(tempo.RampBeats));
            }
            else if (told.BeatAct is BeatAct beat)
            {
                _bpm = beat.Bpm;
            }
            else if (told.Stinger is StingerAct stinger)
            {
                _engine.Strike(stinger.Name);
            }
            else if (told.Duck is DuckAct duck)
            {
                _engine.Parameter(Prefix + "duck", Gain(duck.Db), DuckS);
            }
            else if (told.Effect is EffectAct effect)
            {
                _engine.Parameter(Prefix + effect.Name, effect.Value, Seconds(effect.FadeBeats));
            }
            else if (told.Control is ControlAct control)
            {
                Control(control);
            }
            else
            {
                Feeling(told);
            }
        }

        private void Feeling(ScoreEvent told)
        {
            if (told.Affect is Affect affect)
            {
                _engine.Parameter(Prefix + "valence", affect.Valence, FeelingS);
                _engine.Parameter(Prefix + "arousal", affect.Arousal, FeelingS);
            }
            else if (told.Intent is Intent intent)
            {
                _engine.Parameter(Prefix + "energy", intent.Energy, FeelingS);
                _engine.Parameter(Prefix + "tension", intent.Tension, FeelingS);
            }
        }

        private void Control(ControlAct act)
        {
            switch (act.Verb)
            {
                case ControlVerb.Pause:
                case ControlVerb.Resume:
                    _engine.Pause(act.Verb == ControlVerb.Pause);
                    break;
                case ControlVerb.Stop:
                    _engine.Stop(act.FadeS);
                    break;
                case ControlVerb.Volume:
                    _engine.Parameter(Prefix + "volume_" + act.Bus, Gain(act.Db), act.FadeS);
                    break;
            }
        }

        private string Layer(string name)
        {
            if (!_layers.TryGetValue(name, out string? whole))
            {
                whole = Prefix + "layer_" + name;
                _layers[name] = whole;
            }
            return whole;
        }

        private double Seconds(double beats) => beats * 60.0 / _bpm;

        private static double Gain(double db) => db <= SilentDb ? 0.0 : Math.Pow(10.0, db / 20.0);
    }
}
