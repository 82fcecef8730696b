#nullable enable
using System;
using System.Collections.Generic;
using Affekt.Net;
using Affekt.Protocol;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>A session's conversation, with the test at the other end of the line and a clock that it moves.</summary>
    [TestFixture]
    public sealed class AffektClientTests
    {
        private readonly List<string> _heard = new List<string>();
        private ManualTime _time = new ManualTime();
        private FakeTransport _line = new FakeTransport();
        private AffektClient _client = null!;

        [SetUp]
        public void Begin()
        {
            _heard.Clear();
            _time = new ManualTime { Seconds = 50.0 };
            _line = new FakeTransport();
            AffektOptions options = new AffektOptions { Session = "arena", Set = "wayfarer", Seed = 7 };
            _client = new AffektClient(options, _line, _time, new Random(1));
            _client.ConnectionChanged += (state, text) => _heard.Add(state.ToString());
            _client.OpenedAnew += () => _heard.Add("anew");
            _client.Ended += why => _heard.Add("ended " + why);
            _client.Noticed += (reason, text, about) => _heard.Add(Words.Of(reason) + " " + about);
            _client.Decided += one => _heard.Add("decided " + one.Id);
            _client.Sounding.BeatSounded += (bar, beat, bpm) => _heard.Add("beat " + bar + "." + beat);
            _client.Sounding.BarSounded += (bar, sectionBar) => _heard.Add("bar " + bar);
            _client.Sounding.LayerChanged += (layer, db, beats) => _heard.Add("layer " + layer);
        }

        [Test]
        public void TheFirstMessageOpensTheSession()
        {
            Connected();

            Hello hello = _line.Said[0].Hello!;
            Assert.AreEqual("arena", hello.Open!.Name);
            Assert.AreEqual("wayfarer", hello.Open.Set);
            Assert.AreEqual(7UL, hello.Open.Seed);
            Assert.AreEqual(1, hello.ProtocolMax);
            Assert.IsTrue(_client.IsOpen);
            Assert.AreEqual("Connecting Open", string.Join(" ", _heard));
        }

        [Test]
        public void WhatIsSaidBeforeTheWelcomeIsLostAndCounted()
        {
            _client.Open();

            Assert.IsFalse(_client.Event("explore"));
            Assert.AreEqual(1, _client.Lost);
        }

        [Test]
        public void AGamesWordsBecomeMessages()
        {
            Connected();

            Assert.IsTrue(_client.Event("enemy_spotted", 0.6));
            _client.State(new Dictionary<string, double> { { "health", 0.3 }, { "threat", 0.9 } });
            _client.Feel(-0.5, 0.8, -0.2, 0.9, 0.0, true);
            _client.FreeFeeling();
            _client.Evidence("camera", 0.4, null, null, 0.7);
            _client.HeartRate(118.0);
            _client.Text("help me");
            _client.Cue(CueKind.Section, "combat", CueTime.NextBeat, 600, "head");
            _client.Param("tempo", 120.0);
            _client.Param("key", "recorded");
            _client.FreeParam("tempo");
            _client.Control(TransportVerb.Stop, 2.0);
            _client.Volume(Bus.Music, -6.0);
            _client.Duck(-9.0);
            _client.Save("slot_1");
            _client.Restore("opaque");

            List<ConductRequest> said = _line.Said;
            Assert.AreEqual("enemy_spotted", said[1].Event!.Name);
            Assert.AreEqual(0.6, said[1].Event!.Intensity);
            Assert.AreEqual(2, said[2].State!.Values.Count);
            Assert.AreEqual("threat", said[2].State!.Values[1].Name);
            Assert.AreEqual(0.0, said[3].Feeling!.HoldS);
            Assert.IsTrue(said[3].Feeling!.Free);
            Assert.IsTrue(said[4].FreeFeeling != null);
            Assert.AreEqual(null, said[5].Sense!.Appraised!.Arousal);
            Assert.AreEqual(118.0, said[6].Sense!.HeartRate!.Bpm);
            Assert.AreEqual("help me", said[7].Sense!.Text!.Line);
            Assert.AreEqual("head", said[8].Cue!.Marker);
            Assert.AreEqual(120.0, said[9].Param!.Number);
            Assert.AreEqual("recorded", said[10].Param!.Word);
            Assert.AreEqual(Param.ValueKind.None, said[11].Param!.Value);
            Assert.AreEqual(2.0, said[12].Transport!.FadeS);
            Assert.AreEqual(-6.0, said[13].Volume!.Db);
            Assert.AreEqual(-9.0, said[14].Duck!.Db);
            Assert.AreEqual("slot_1", said[15].Save!.Name);
            Assert.AreEqual("opaque", said[16].Restore!.Snapshot);
            Assert.AreEqual(16UL, said[16].ClientSeq);
        }

        [Test]
        public void ASensorsUnknownValueIsToldAndNotSent()
        {
            Connected();

            Assert.IsFalse(_client.Sense("heart_rate", new Dictionary<string, double> { { "speed", 1.0 } }));
            Assert.IsTrue(_client.Sense("mouse", new Dictionary<string, double> { { "speed", 1.0 } }));

            Assert.IsTrue(_heard.Contains("UNKNOWN_NAME heart_rate"));
            Assert.AreEqual("mouse", _line.Said[1].Sense!.Vector!.Source);
        }

        [Test]
        public void PingsComeAtOnceThreeTimesQuicklyAndThenEveryFourSeconds()
        {
            Connected();
            List<double> at = new List<double>();
            Assert.AreEqual(1, _line.Pings.Count);
            for (int n = 0; n < 600; n++)
            {
                int before = _line.Pings.Count;
                Pass(1.0 / 64.0);
                if (_line.Pings.Count > before)
                {
                    at.Add(_time.Seconds - 50.0);
                }
                _line.Tell(Told.Pong(0, 0.0));
            }

            Assert.AreEqual("0.0625 0.1250 0.1875 4.0000 8.0000", Joined(at));
        }

        [Test]
        public void ADecisionIsToldWhenItComesAndAgainWhenItSounds()
        {
            Connected();
            KnowClock();
            _line.Tell(Told.Beat(1, 48000, 2, 1.0));
            Pass(0.01);
            Assert.IsTrue(_heard.Contains("decided 1"));
            Assert.IsFalse(_heard.Contains("beat 2.1"));

            Pass(1.0);

            Assert.AreEqual("bar 2 beat 2.1", string.Join(" ", _heard.GetRange(_heard.Count - 2, 2)));
        }

        [Test]
        public void APlayheadSaysWhatSoundsWhereThereIsOne()
        {
            Connected();
            KnowClock();
            FixedPlayhead playhead = new FixedPlayhead { HeardFrame = 100.0 };
            _client.Playhead = playhead;
            _line.Tell(Told.Layer(1, 48000, "drums", -6.0));
            Pass(9.0);
            Assert.IsFalse(_heard.Contains("layer drums"));

            playhead.HeardFrame = 48000.0;
            Pass(0.0);

            Assert.IsTrue(_heard.Contains("layer drums"));
        }

        [Test]
        public void ABrokenLineIsTakenUpWhereItWasLeftAndNothingIsToldTwice()
        {
            Connected();
            _line.Tell(Told.Beat(1, 100));
            _line.Tell(Told.Beat(2, 200));
            Pass(0.0);
            _line.Ears!.Broke("", "the cable");
            Pass(0.01);
            Assert.AreEqual(ConnectionState.Waiting, _client.Connection);

            Pass(0.31);
            _line.Ears!.Opened();
            Pass(0.0);
            Hello hello = _line.Said[_line.Said.Count - 1].Hello!;
            _line.Tell(Told.Welcome());
            _line.Tell(Told.Beat(2, 200));
            _line.Tell(Told.Beat(3, 300));
            Pass(0.0);

            Assert.AreEqual("arena", hello.Session);
            Assert.AreEqual("key", hello.Token);
            Assert.AreEqual(2UL, hello.LastSeq);
            Assert.AreEqual(1, Many("decided 2"));
            Assert.AreEqual(1, Many("decided 3"));
            Assert.IsFalse(_heard.Contains("anew"));
            Assert.AreEqual(1, _client.Breaks);
        }

        [Test]
        public void ASessionThatHasGoneIsOpenedAnew()
        {
            Connected();
            _line.Ears!.Broke("", "the server was killed");
            Pass(0.0);
            Pass(0.4);
            _line.Ears!.Opened();
            Pass(0.0);
            _line.Ears!.Broke("UNKNOWN_SESSION", "no session has this name");
            Pass(0.0);
            Pass(0.0);
            _line.Ears!.Opened();
            Pass(0.0);
            Hello hello = _line.Said[_line.Said.Count - 1].Hello!;
            Assert.AreEqual("arena", hello.Open!.Name);
            Assert.AreEqual(null, hello.LastSeq);
            _line.Tell(Told.Welcome("arena", "another"));
            _line.Tell(Told.Beat(1, 0));
            Pass(0.0);

            Assert.AreEqual(1, Many("anew"));
            Assert.IsTrue(_heard.Contains("decided 1"));
        }

        [Test]
        public void ARefusalBeforeTheWelcomeEndsIt()
        {
            _client.Open();
            _line.Ears!.Opened();
            Pass(0.0);
            Failure failure = new Failure { Reason = ErrorReason.UnknownSet, Text = "no such set" };
            _line.Tell(failure, MessageKind.Failure);
            _line.Ears!.Broke("", "closed");
            Pass(0.0);
            Pass(60.0);

            Assert.AreEqual(ConnectionState.Denied, _client.Connection);
            Assert.AreEqual("no such set", _client.ConnectionText);
            Assert.AreEqual(1, _line.Openings);
        }

        [Test]
        public void AServerThatIsNotThereIsTriedAgainAndAgainMoreSlowly()
        {
            _client.Open();
            List<double> waits = new List<double>();
            for (int n = 0; n < 7; n++)
            {
                _line.Ears!.Broke("", "refused");
                Pass(0.0);
                double began = _time.Seconds;
                while (_client.Connection == ConnectionState.Waiting)
                {
                    Pass(0.01);
                }
                waits.Add(_time.Seconds - began);
            }

            double due = 0.25;
            foreach (double wait in waits)
            {
                Assert.IsTrue(wait > 0.79 * due && wait < 1.21 * due + 0.02, wait + " for " + due);
                due = Math.Min(2.0 * due, 5.0);
            }
        }

        [Test]
        public void AServerThatStopsIsWaitedForAndASessionThatEndsIsNot()
        {
            Connected();
            _line.Tell(Told.Ended("the server stops"));
            _line.Ears!.Broke("", "closed");
            Pass(0.0);
            Assert.AreEqual(ConnectionState.Waiting, _client.Connection);
            Assert.AreEqual("", _client.SessionToken);

            Pass(0.4);
            _line.Ears!.Opened();
            Pass(0.0);
            _line.Tell(Told.Welcome("arena", "second"));
            _line.Tell(Told.Ended("closed"));
            Pass(0.0);
            Pass(60.0);

            Assert.AreEqual(ConnectionState.Closed, _client.Connection);
            Assert.AreEqual(2, _line.Openings);
        }

        [Test]
        public void AGameMayOpenAnotherSessionAsSoonAsOneIsOver()
        {
            Connected();
            _client.Ended += why => _client.Open();
            _line.Tell(Told.Ended("closed"));
            Pass(0.0);
            _line.Ears!.Opened();
            Pass(0.0);

            Assert.AreEqual(ConnectionState.Connecting, _client.Connection);
            Assert.AreEqual("arena", _line.Said[1].Hello!.Open!.Name);
        }

        [Test]
        public void AGameMayLeaveWithinAnyEvent()
        {
            Connected();
            _client.Decided += one => _client.Close();
            _line.Tell(Told.Beat(1, 10));
            _line.Tell(Told.Beat(2, 20));
            Pass(1.0);

            Assert.AreEqual(ConnectionState.Closed, _client.Connection);
            Assert.IsFalse(_heard.Contains("decided 2"));
        }

        [Test]
        public void ALineThatFallsSilentIsGivenUp()
        {
            Connected();
            Pass(11.0);
            Assert.AreEqual(ConnectionState.Open, _client.Connection);

            Pass(2.0);

            Assert.AreEqual(ConnectionState.Waiting, _client.Connection);
        }

        [Test]
        public void WhatAnOldLineSaysLateIsNotHeard()
        {
            Connected();
            ITransportEars old = _line.Ears!;
            old.Broke("", "the cable");
            Pass(0.0);
            Pass(0.4);
            _line.Ears!.Opened();
            Pass(0.0);
            _line.Tell(Told.Welcome());
            Pass(0.0);
            old.Heard(MessageKind.ConductResponse, new byte[] { 1, 2, 3 }, 0, 3);
            old.Broke("UNKNOWN_SESSION", "late");
            Pass(0.0);

            Assert.IsTrue(_client.IsOpen);
            Assert.AreEqual(0, _client.BadMessages);
        }

        [Test]
        public void BadBytesAreCountedAndNothingIsThrown()
        {
            Connected();
            Random random = new Random(3);
            for (int n = 0; n < 3000; n++)
            {
                byte[] bytes = new byte[random.Next(40)];
                random.NextBytes(bytes);
                MessageKind kind = (MessageKind)random.Next(1, 9);
                if (_line.Ears != null)
                {
                    _line.Ears.Heard(kind, bytes, 0, bytes.Length);
                }
                Pass(0.001);
            }

            Assert.IsTrue(_client.BadMessages > 500, _client.BadMessages + " were counted");
        }

        [Test]
        public void AListenerThatThrowsKeepsNobodyElseFromHearing()
        {
            Connected();
            KnowClock();
            int failed = 0;
            _client.HandlerFailed += error => failed++;
            _client.Decided += one => throw new InvalidOperationException("a bug of the game");
            _client.Sounding.Sounded += one => throw new InvalidOperationException("another");
            _line.Tell(Told.Beat(1, 10));
            _line.Tell(Told.Beat(2, 20));
            Pass(1.0);

            Assert.AreEqual(4, failed);
            Assert.AreEqual(4, _client.HandlerFaults);
            Assert.IsTrue(_heard.Contains("decided 2"));
        }

        [Test]
        public void NotEvenWhoIsToldOfAFaultBreaksThePoll()
        {
            Connected();
            _client.HandlerFailed += error => throw new InvalidOperationException("a bug in the log");
            _client.Decided += one => throw new InvalidOperationException("a bug of the game");
            _line.Tell(Told.Beat(1, 10));
            Pass(0.0);

            Assert.AreEqual(2, _client.HandlerFaults);
        }

        [Test]
        public void ASnapshotTellsWhatIsPending()
        {
            Connected();
            KnowClock();
            ConductResponse told = new ConductResponse();
            RenderState state = told.MakeSnapshot().MakeState();
            state.Section = "calm";
            state.Pending.Add().CopyFrom(Told.Layer(41, 9600, "pad", -3.0).Event!);
            string section = "";
            _client.SnapshotReceived += one => section = one.Section;
            _line.Tell(told);
            _line.Tell(Told.Layer(41, 9600, "pad", -3.0));
            Pass(1.0);

            Assert.AreEqual("calm", section);
            Assert.AreEqual(1, Many("layer pad"));
        }

        [Test]
        public void SoundIsAskedForAgainAfterABrokenLineUntilItIsNotWanted()
        {
            Connected();
            JitterBuffer buffer = new JitterBuffer();
            _client.Listen(buffer, SampleFormat.F32, 480);
            _line.Ears!.Broke("", "the cable");
            Pass(0.0);
            Pass(0.4);
            _line.Ears!.Opened();
            Pass(0.0);
            _line.Tell(Told.Welcome());
            Pass(0.0);
            Assert.AreEqual(2, _line.Listens.Count);
            Assert.AreEqual("key", _line.Listens[1].Token);
            ListenResponse sound = new ListenResponse();
            AudioBlock block = sound.MakeBlock();
            block.Samples = new ArraySegment<byte>(new byte[1920]);
            _line.Tell(sound, MessageKind.ListenResponse);
            Assert.AreEqual(1, buffer.Blocks);

            _client.Unlisten();
            _line.Tell(sound, MessageKind.ListenResponse);

            Assert.AreEqual("", _line.Listens[2].Session);
            Assert.AreEqual(1, buffer.Blocks);
        }

        [Test]
        public void ANameThatWasInventedAndIsTakenIsInventedAgain()
        {
            _client = new AffektClient(new AffektOptions(), _line, _time, new Random(1));
            _client.Open();
            _line.Ears!.Opened();
            Pass(0.0);
            string first = _line.Said[0].Hello!.Open!.Name;
            _line.Ears!.Broke("SESSION_EXISTS", "taken");
            Pass(0.0);
            Pass(0.0);
            _line.Ears!.Opened();
            Pass(0.0);

            Assert.IsTrue(first.StartsWith("game-", StringComparison.Ordinal));
            Assert.AreNotEqual(first, _line.Said[1].Hello!.Open!.Name);
        }

        private void Connected()
        {
            _client.Open();
            _line.Ears!.Opened();
            Pass(0.0);
            _line.Tell(Told.Welcome());
            Pass(0.0);
        }

        /// <summary>The session's frame 0 is now.</summary>
        private void KnowClock()
        {
            ulong id = _line.Pings[_line.Pings.Count - 1];
            _line.Tell(Told.Pong(id, 1000.0));
            Pass(0.0);
            Assert.AreEqual(0.0, _client.FrameNow(), 1e-6);
        }

        private void Pass(double seconds)
        {
            _time.Seconds += seconds;
            _client.Poll();
        }

        private int Many(string what)
        {
            return _heard.FindAll(one => one == what).Count;
        }

        private static string Joined(List<double> values)
        {
            return string.Join(" ", values.ConvertAll(
                one => one.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)));
        }

        private sealed class FixedPlayhead : IPlayhead
        {
            public double HeardFrame { get; set; }
        }
    }
}
