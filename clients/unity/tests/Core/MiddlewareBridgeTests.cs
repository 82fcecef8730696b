#nullable enable
using System.Collections.Generic;
using System.Globalization;
using Affekt.Protocol;
using NUnit.Framework;

namespace Affekt.Tests
{
    [TestFixture]
    public sealed class MiddlewareBridgeTests
    {
        private sealed class Score : ScoreSource
        {
            public override double FrameNow() => 0.0;

            public override bool Say(ConductRequest request) => false;

            public void Sounds(ScoreEvent told)
            {
                told.Frame = -1;
                Sounding.Add(told);
                Sounding.Release(0.0);
            }
        }

        private sealed class Engine : IMiddleware
        {
            public readonly List<string> Heard = new List<string>();

            public void Parameter(string name, double value, double seconds)
            {
                Heard.Add(string.Format(CultureInfo.InvariantCulture, "{0} {1:0.###} {2:0.###}", name, value, seconds));
            }

            public void State(string group, string state) => Heard.Add(group + " = " + state);

            public void Strike(string name) => Heard.Add("strike " + name);

            public void Pause(bool on) => Heard.Add(on ? "pause" : "go on");

            public void Stop(double seconds) => Heard.Add(string.Format(CultureInfo.InvariantCulture, "stop {0}", seconds));
        }

        private static Score Conducting(Engine engine, out MiddlewareBridge bridge)
        {
            var score = new Score();
            bridge = new MiddlewareBridge(score, engine);
            return score;
        }

        [Test]
        public void ALayerIsAParameterThatMovesInTheTempoThatSounds()
        {
            var engine = new Engine();
            Score score = Conducting(engine, out _);
            var told = new ScoreEvent();
            TempoAct tempo = told.MakeTempo();
            tempo.Bpm = 90.0;
            tempo.RampBeats = 0.0;
            score.Sounds(told);
            told = new ScoreEvent();
            LayerAct layer = told.MakeLayer();
            layer.Layer = "theme";
            layer.GainDb = -6.0;
            layer.FadeBeats = 3.0;
            score.Sounds(told);
            Assert.AreEqual("affekt_tempo 90 0, affekt_layer_theme 0.501 2", string.Join(", ", engine.Heard));
        }

        [Test]
        public void SectionsAreStatesAndStingersAreStruck()
        {
            var engine = new Engine();
            Score score = Conducting(engine, out _);
            var told = new ScoreEvent();
            told.MakeSection().Section = "combat";
            score.Sounds(told);
            told = new ScoreEvent();
            told.MakeStinger().Name = "hit";
            score.Sounds(told);
            Assert.AreEqual("affekt_section = combat, strike hit", string.Join(", ", engine.Heard));
        }

        [Test]
        public void SilenceIsNothingAndNotALittle()
        {
            var engine = new Engine();
            Score score = Conducting(engine, out _);
            var told = new ScoreEvent();
            LayerAct layer = told.MakeLayer();
            layer.Layer = "bed";
            layer.GainDb = -96.0;
            score.Sounds(told);
            Assert.AreEqual("affekt_layer_bed 0 0", string.Join(", ", engine.Heard));
        }

        [Test]
        public void TransportIsCarriedOut()
        {
            var engine = new Engine();
            Score score = Conducting(engine, out _);
            foreach (ControlVerb verb in new[] { ControlVerb.Pause, ControlVerb.Resume, ControlVerb.Stop })
            {
                var told = new ScoreEvent();
                ControlAct control = told.MakeControl();
                control.Verb = verb;
                control.FadeS = 1.5;
                score.Sounds(told);
            }
            Assert.AreEqual("pause, go on, stop 1.5", string.Join(", ", engine.Heard));
        }

        [Test]
        public void WhatWasLetGoIsNotConducted()
        {
            var engine = new Engine();
            Score score = Conducting(engine, out MiddlewareBridge bridge);
            bridge.Dispose();
            var told = new ScoreEvent();
            told.MakeStinger().Name = "hit";
            score.Sounds(told);
            Assert.AreEqual(0, engine.Heard.Count);
        }
    }
}
