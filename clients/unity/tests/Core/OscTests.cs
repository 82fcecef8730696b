#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Affekt.Osc;
using Affekt.Protocol;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>OSC in bytes, and the contract's words in OSC's addresses.</summary>
    [TestFixture]
    public sealed class OscTests
    {
        private readonly OscReader _reader = new OscReader();
        private readonly List<string> _heard = new List<string>();

        [SetUp]
        public void Begin()
        {
            _heard.Clear();
        }

        [Test]
        public void AMessageIsTheBytesOfTheStandard()
        {
            ArraySegment<byte> bytes = new OscWriter().Message("/oscillator/4/frequency", ",f").Float(440.0).Written;

            Assert.AreEqual("/oscillator/4/frequency\0,f\0\0C\u00DC\0\0", Latin(bytes));
        }

        [Test]
        public void EveryTypeComesBack()
        {
            OscWriter writer = new OscWriter().Message("/all", ",ihfdsbtTFNI");
            writer.Int(-7).Long(1L << 40).Float(0.5).Double(0.1).Text("Träne");
            writer.Blob(new byte[] { 1, 2, 3 }, 0, 3).Timetag(1UL << 63);

            Assert.IsTrue(Read(writer.Written));

            Assert.AreEqual("/all i-7 h1099511627776 f0.5 d0.1 sTräne b3 t-9.22337203685478E+18 T1 F0 N0 I0", _heard[0]);
        }

        [Test]
        public void BundlesAreUnpackedWithTheirTimes()
        {
            OscWriter writer = new OscWriter().Bundle(42);
            int one = writer.BeginElement();
            writer.Message("/a", ",i").Int(1);
            writer.EndElement(one);
            int inner = writer.BeginElement();
            writer.Bundle(43);
            int two = writer.BeginElement();
            writer.Message("/b", ",s").Text("x");
            writer.EndElement(two);
            writer.EndElement(inner);

            Assert.IsTrue(Read(writer.Written));

            Assert.AreEqual("/a@42 i1|/b@43 sx", string.Join("|", _heard));
        }

        [Test]
        public void DamagedPacketsAreToldAndNoneThrows()
        {
            OscWriter writer = new OscWriter().Bundle(42);
            int one = writer.BeginElement();
            writer.Message("/affekt/layer", ",ssfb").Text("arena").Text("drums").Float(-6.0);
            writer.Blob(new byte[5], 0, 5);
            writer.EndElement(one);
            byte[] whole = new byte[writer.Written.Count];
            Random random = new Random(5);
            int refused = 0;
            for (int n = 0; n < 20000; n++)
            {
                Buffer.BlockCopy(writer.Written.Array!, 0, whole, 0, whole.Length);
                whole[random.Next(whole.Length)] = (byte)random.Next(256);
                refused += _reader.Read(whole, 0, random.Next(whole.Length + 1), Hear) ? 0 : 1;
            }

            Assert.IsTrue(refused > 10000, refused + " were refused");
        }

        [Test]
        public void ATimetagIsAMoment()
        {
            double seconds = 1760000000.123456;

            Assert.AreEqual(seconds, OscTime.Seconds(OscTime.Timetag(seconds)), 1e-6);
        }

        [Test]
        public void WhatAGameSaysGoesToTheAddressesOfTheDocument()
        {
            List<string> said = Said(one => one.MakeEvent().Name = "explore");
            said.AddRange(Said(one => one.MakeFreeFeeling()));
            said.AddRange(Said(one => one.MakeDuck().On = false));
            said.AddRange(Said(one => one.MakeTransport().Verb = TransportVerb.Pause));
            said.AddRange(Said(one =>
            {
                Cue cue = one.MakeCue();
                cue.Kind = CueKind.Stinger;
                cue.Name = "hit";
                cue.At = CueTime.Now;
                cue.WithinMs = 80;
            }));
            said.AddRange(Said(one =>
            {
                Volume volume = one.MakeVolume();
                volume.Bus = Bus.Music;
                volume.Db = -6.0;
            }));

            Assert.AreEqual(
                "/affekt/event sarena sexplore f1|/affekt/affect/free sarena|/affekt/control sarena sduck f0|"
                + "/affekt/control sarena spause|/affekt/cue sarena sstinger shit snow i80|"
                + "/affekt/control sarena svolume:music f-6",
                string.Join("|", said));
        }

        [Test]
        public void WhatAServerTellsBecomesADecisionAtItsTime()
        {
            OscHearer hearer = new OscHearer { Origin = 1000.0 };
            OscWriter writer = new OscWriter().Bundle(OscTime.Timetag(1002.0));
            int one = writer.BeginElement();
            writer.Message("/affekt/beat", ",siifii").Text("arena").Int(3).Int(2).Float(90.0).Int(6).Int(8);
            writer.EndElement(one);
            ScoreEvent? decision = null;
            _reader.Read(
                writer.Written.Array!,
                0,
                writer.Written.Count,
                told => decision = hearer.Decision(told, "arena", 1001.85));

            Assert.AreEqual(96000L, decision!.Frame, 2.0);
            Assert.AreEqual(3u, decision.Bar);
            Assert.AreEqual(2.0, decision.Beat);
            Assert.AreEqual(8u, decision.BeatAct!.Denominator);
        }

        private static string Latin(ArraySegment<byte> bytes)
        {
            StringBuilder text = new StringBuilder();
            for (int n = 0; n < bytes.Count; n++)
            {
                text.Append((char)bytes.Array![bytes.Offset + n]);
            }
            return text.ToString();
        }

        private List<string> Said(Action<ConductRequest> fill)
        {
            ConductRequest request = new ConductRequest();
            fill(request);
            _heard.Clear();
            OscSpeaker speaker = new OscSpeaker(packet => Read(packet)) { Session = "arena" };
            Assert.AreEqual("", speaker.Say(request));
            return new List<string>(_heard);
        }

        private bool Read(ArraySegment<byte> bytes)
        {
            return _reader.Read(bytes.Array!, bytes.Offset, bytes.Count, Hear);
        }

        private void Hear(OscMessage told)
        {
            StringBuilder text = new StringBuilder(told.Address);
            if (told.Timetag != OscReader.Immediately)
            {
                text.Append('@').Append(told.Timetag);
            }
            for (int n = 0; n < told.Count; n++)
            {
                text.Append(' ').Append(told.Type(n));
                if (told.Type(n) == 's')
                {
                    text.Append(told.Text(n));
                }
                else if (told.Type(n) == 'b')
                {
                    text.Append(told.Blob(n).Count);
                }
                else
                {
                    text.Append(told.Number(n).ToString("G15", CultureInfo.InvariantCulture));
                }
            }
            _heard.Add(text.ToString());
        }
    }
}
