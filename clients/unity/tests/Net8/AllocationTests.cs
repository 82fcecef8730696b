#nullable enable
using System;
using Affekt.Net;
using Affekt.Protocol;
using Affekt.Wire;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>A frame of the game allocates nothing while music plays.</summary>
    [TestFixture]
    public sealed class AllocationTests
    {
        [Test]
        public void AFrameOfTheGameAllocatesNothing()
        {
            ManualTime time = new ManualTime { Seconds = 10.0 };
            FakeTransport line = new FakeTransport();
            AffektClient client = new AffektClient(new AffektOptions { Session = "arena" }, line, time, new Random(1));
            JitterBuffer buffer = new JitterBuffer();
            long told = 0;
            client.Decided += one => told += one.Bar;
            client.Sounding.BeatSounded += (bar, beat, bpm) => told++;
            client.Sounding.LayerChanged += (layer, db, beats) => told += layer.Length;
            client.Sounding.SectionChanged += (section, one) => told += section.Length;
            client.Sounding.AffectChanged += affect => told += affect.Sources.Count;
            client.Sounding.IntentChanged += intent => told += intent.Mode.Length;
            client.Open();
            line.Ears!.Opened();
            client.Poll();
            line.Tell(Told.Welcome());
            client.Poll();
            client.Listen(buffer);
            line.Tell(Told.Pong(1, 1000.0));
            client.Poll();
            line.Keeps = false;
            Server server = new Server(line);
            float[] card = new float[2 * 1024];

            long most = 0;
            for (int frame = 0; frame < 6000; frame++)
            {
                time.Seconds += 1.0 / 60.0;
                server.Tell(frame);
                long before = GC.GetAllocatedBytesForCurrentThread();
                client.Poll();
                client.State("threat", 0.5 + frame % 7 / 20.0);
                if (frame % 30 == 0)
                {
                    client.Event("enemy_spotted", 0.6);
                    client.Feel(0.1, 0.5);
                }
                buffer.Read(card, 0, 800, 2);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                most = frame >= 3000 ? Math.Max(most, allocated) : 0;
            }

            Assert.AreEqual(0L, most);
            Assert.IsTrue(told > 10000, told.ToString());
            Assert.IsTrue(buffer.IsSounding);
        }

        private sealed class Server
        {
            private static readonly string[] Layers = { "drums", "bass", "strings", "choir" };
            private readonly FakeTransport _line;
            private readonly ConductResponse _said = new ConductResponse();
            private readonly ListenResponse _sound = new ListenResponse();
            private ulong _id;

            internal Server(FakeTransport line)
            {
                _line = line;
                _sound.MakeBlock().Samples = new ArraySegment<byte>(new byte[4 * 960]);
            }

            internal void Tell(int frame)
            {
                long now = frame * 800L;
                if (frame * 800L / 960 != (frame + 1) * 800L / 960)
                {
                    _sound.Block!.Frame = frame * 800L / 960 * 960;
                    _line.Tell(_sound, MessageKind.ListenResponse);
                }
                if (frame % 20 == 0)
                {
                    Next(now).MakeBeatAct().Bpm = 90.0;
                    _line.Tell(_said);
                }
                if (frame % 50 == 0)
                {
                    LayerAct layer = Next(now).MakeLayer();
                    layer.Layer = Layers[frame / 50 % 4];
                    layer.GainDb = -frame % 30;
                    _line.Tell(_said);
                }
                if (frame % 200 == 0)
                {
                    Next(now).MakeSection().Section = frame % 400 == 0 ? "calm" : "combat";
                    _line.Tell(_said);
                }
                if (frame % 30 == 0)
                {
                    Affect affect = Next(now).MakeAffect();
                    affect.Sources.Add("game");
                    affect.Sources.Add("heart_rate");
                    _line.Tell(_said);
                    Intent intent = Next(now).MakeIntent();
                    intent.Mode = "dorian";
                    intent.Key = "D";
                    _line.Tell(_said);
                }
                if (frame % 240 == 0)
                {
                    _line.Tell(Told.Pong(2 + (ulong)frame, 1000.0));
                }
            }

            private ScoreEvent Next(long now)
            {
                _said.Clear();
                _said.Seq = ++_id;
                ScoreEvent one = _said.MakeEvent();
                one.Id = _id;
                one.Frame = now + 7200;
                one.Bar = 1 + (uint)_id / 8;
                one.Beat = 1.0;
                Why why = one.MakeWhy();
                why.Rule = "layer.curve";
                why.Text = "energy " + (_id * 0.001);
                return one;
            }
        }
    }
}
