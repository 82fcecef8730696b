#nullable enable
using System;
using Affekt.Protocol;
using Affekt.Wire;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>The contract in bytes. That they are Python's own is tested from Python, over ten thousand messages.</summary>
    [TestFixture]
    public sealed class CodecTests
    {
        private readonly ProtoWriter _writer = new ProtoWriter(16);
        private readonly ProtoReader _reader = new ProtoReader();

        [Test]
        public void AMessageComesBackAsItWas()
        {
            ScoreEvent sent = Event();
            ScoreEvent got = new ScoreEvent();

            Assert.IsTrue(Read(got, _writer.Encode(sent)));

            Assert.AreEqual(9000000000L, got.Frame);
            Assert.AreEqual(-0.5, got.Affect!.Valence);
            Assert.AreEqual("heart_rate", got.Affect.Sources[1]);
            Assert.AreEqual("Träne", got.Why!.Text);
            Assert.AreEqual(ScoreEvent.ActKind.Affect, got.Act);
            Assert.IsNull(got.Layer);
        }

        [Test]
        public void AMessageThatIsUsedAgainKeepsNothingOfBefore()
        {
            ScoreEvent got = new ScoreEvent();
            Read(got, _writer.Encode(Event()));

            Read(got, _writer.Encode(new ScoreEvent { Id = 3 }));

            Assert.AreEqual(ScoreEvent.ActKind.None, got.Act);
            Assert.IsNull(got.Why);
            Assert.IsNull(got.Affect);
            Assert.AreEqual(0L, got.Frame);
            Assert.AreEqual(2, _writer.Encode(got).Count);
        }

        [Test]
        public void OfAOneofTheLastCounts()
        {
            byte[] bytes = { 0x92, 0x01, 0x00, 0x8A, 0x01, 0x00, 0x82, 0x01, 0x03, 0x0A, 0x01, 0x61 };
            ScoreEvent got = new ScoreEvent();

            Assert.IsTrue(_reader.Decode(got, bytes, 0, bytes.Length));

            Assert.AreEqual(ScoreEvent.ActKind.Layer, got.Act);
            Assert.AreEqual("a", got.Layer!.Layer);
            Assert.IsNull(got.Tempo);
        }

        [Test]
        public void UnknownFieldsArePassedOver()
        {
            byte[] bytes =
            {
                0xF8, 0x3F, 0x05, 0xF9, 0x3F, 1, 2, 3, 4, 5, 6, 7, 8, 0xFA, 0x3F, 0x02, 9, 9, 0xFD, 0x3F, 1, 2, 3, 4,
                0xFB, 0x3F, 0x08, 0x01, 0xFC, 0x3F, 0x08, 0x07,
            };
            ScoreEvent got = new ScoreEvent();

            Assert.IsTrue(_reader.Decode(got, bytes, 0, bytes.Length));

            Assert.AreEqual(7UL, got.Id);
        }

        [Test]
        public void EveryBeginningOfAMessageIsReadOrRefusedAndNoneThrows()
        {
            ArraySegment<byte> whole = _writer.Encode(Event());
            ScoreEvent got = new ScoreEvent();
            int refused = 0;
            for (int count = 0; count < whole.Count; count++)
            {
                refused += _reader.Decode(got, whole.Array!, whole.Offset, count) ? 0 : 1;
            }

            Assert.IsTrue(refused > whole.Count / 2, refused + " of " + whole.Count);
        }

        [Test]
        public void WhatIsNoMessageIsRefusedAndNothingThrows()
        {
            Random random = new Random(11);
            IProtoMessage[] into = { new ScoreEvent(), new ConductRequest(), new ConductResponse(), new ListenResponse() };
            byte[] bytes = new byte[96];
            int refused = 0;
            for (int n = 0; n < 20000; n++)
            {
                random.NextBytes(bytes);
                refused += _reader.Decode(into[n % into.Length], bytes, 0, random.Next(bytes.Length)) ? 0 : 1;
            }

            Assert.IsTrue(refused > 10000, refused + " were refused");
        }

        [Test]
        public void GroupsInGroupsAreRefusedBeforeTheyFillTheStack()
        {
            byte[] bytes = new byte[100000];
            for (int n = 0; n < bytes.Length; n++)
            {
                bytes[n] = 0x7B;
            }

            Assert.IsFalse(_reader.Decode(new ScoreEvent(), bytes, 0, bytes.Length));
        }

        [Test]
        public void MoreElementsThanAnyListHasAreRefused()
        {
            byte[] bytes = new byte[4 * ProtoReader.MostElements];
            for (int n = 0; n + 1 < bytes.Length; n += 2)
            {
                bytes[n] = 0x0A;
            }

            Assert.IsFalse(_reader.Decode(new GameState(), bytes, 0, bytes.Length));
        }

        [Test]
        public void WordsAreThoseOfTheOtherWires()
        {
            Assert.AreEqual("next_bar", Words.Of(CueTime.NextBar));
            Assert.AreEqual(CueTime.NextBar, Words.CueTimeOf("next_bar"));
            Assert.AreEqual("UNKNOWN_SESSION", Words.Of(ErrorReason.UnknownSession));
            Assert.AreEqual(ErrorReason.Unspecified, Words.ErrorReasonOf("no such reason"));
        }

        [Test]
        public void ACopyIsItsOwn()
        {
            ScoreEvent sent = Event();
            ScoreEvent copy = new ScoreEvent();
            copy.CopyFrom(sent);
            byte[] before = Copied(_writer.Encode(sent));
            sent.Clear();

            Assert.AreEqual(Convert.ToBase64String(before), Convert.ToBase64String(Copied(_writer.Encode(copy))));
        }

        private static byte[] Copied(ArraySegment<byte> bytes)
        {
            byte[] copy = new byte[bytes.Count];
            Buffer.BlockCopy(bytes.Array!, bytes.Offset, copy, 0, copy.Length);
            return copy;
        }

        private static ScoreEvent Event()
        {
            ScoreEvent one = new ScoreEvent { Id = 1, Frame = 9000000000, Tick = -960, Bar = 3, Beat = 2.5 };
            one.MakeWhy().Text = "Träne";
            Affect affect = one.MakeAffect();
            affect.Valence = -0.5;
            affect.Sources.Add("game");
            affect.Sources.Add("heart_rate");
            return one;
        }

        private bool Read(IProtoMessage into, ArraySegment<byte> bytes)
        {
            byte[] copy = Copied(bytes);
            return _reader.Decode(into, copy, 0, copy.Length);
        }
    }
}
