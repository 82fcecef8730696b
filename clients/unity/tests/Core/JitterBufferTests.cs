#nullable enable
using System;
using Affekt.Protocol;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>Sound from the network's clock to the sound card's.</summary>
    [TestFixture]
    public sealed class JitterBufferTests
    {
        private const int Block = 480;
        private readonly float[] _samples = new float[2 * Block];
        private readonly float[] _card = new float[8192];

        [TestCase(200e-6)]
        [TestCase(-200e-6)]
        public void ASoundCardThatRunsFastOrSlowIsFollowedWithoutASlip(double off)
        {
            JitterBuffer buffer = new JitterBuffer(40.0);
            Random random = new Random(2);
            double cardMs = 0.0;
            long frame = 0;
            double worst = 0.0;
            for (int n = 0; n < 24000; n++)
            {
                // A block may come up to 8 ms late; the card reads by its own clock.
                double due = 10.0 * n + 8.0 * random.NextDouble();
                for (; cardMs < due; cardMs += 10.0 / (1.0 + off))
                {
                    buffer.Read(_card, 0, Block, 2);
                }
                Sine(frame);
                buffer.Put(frame, false, _samples, Block);
                frame += Block;
                worst = n > 16000 ? Math.Max(worst, Math.Abs(buffer.Step - 1.0 + off)) : 0.0;
            }

            Assert.AreEqual(0, buffer.Underruns);
            Assert.AreEqual(0, buffer.Overruns);
            Assert.AreEqual(0, buffer.Holes);
            Assert.IsTrue(worst < 300e-6, "the step strayed by " + worst);
        }

        [Test]
        public void AToneGoesThroughAsItIs()
        {
            JitterBuffer buffer = new JitterBuffer(40.0);
            double worst = 0.0;
            float before = 0f;
            for (int n = 0; n < 200; n++)
            {
                Sine(n * Block);
                buffer.Put(n * Block, false, _samples, Block);
                int made = buffer.Read(_card, 0, Block, 2);
                for (int k = 0; k < made; k++)
                {
                    worst = Math.Max(worst, Math.Abs(_card[2 * k] - before));
                    before = _card[2 * k];
                    Assert.AreEqual(_card[2 * k], -_card[2 * k + 1], 1e-6);
                }
            }

            Assert.IsTrue(worst < 0.035, "steps of " + worst);
            Assert.AreEqual(0, buffer.Underruns);
        }

        [Test]
        public void AHoleAndAnUnderrunFadeAndDoNotClick()
        {
            JitterBuffer buffer = new JitterBuffer(40.0);
            double worst = 0.0;
            float before = 0f;
            int put = 0;
            for (int n = 0; n < 400; n++)
            {
                bool missing = n == 100 || n == 101 || (n > 200 && n < 220);
                if (!missing)
                {
                    Sine(n * Block);
                    buffer.Put(n * Block, false, _samples, Block);
                    put++;
                }
                buffer.Read(_card, 0, Block, 2);
                for (int k = 0; k < Block; k++)
                {
                    worst = Math.Max(worst, Math.Abs(_card[2 * k] - before));
                    before = _card[2 * k];
                }
            }

            Assert.AreEqual(2, buffer.Holes);
            Assert.AreEqual(1, buffer.Underruns);
            Assert.IsTrue(worst < 0.05, "steps of " + worst);
        }

        [Test]
        public void TooMuchIsLeftOutAcrossAFade()
        {
            JitterBuffer buffer = new JitterBuffer(20.0);
            for (int n = 0; n < 60; n++)
            {
                Sine(n * Block);
                buffer.Put(n * Block, false, _samples, Block);
            }

            Assert.IsTrue(buffer.Overruns > 0);
            Assert.IsTrue(buffer.HeldMs < 140.0, buffer.HeldMs + " ms are held");
        }

        [Test]
        public void ThePlayheadIsTheFrameThatIsHeard()
        {
            JitterBuffer buffer = new JitterBuffer(40.0) { OutputLatencyMs = 10.0 };
            Assert.AreEqual(-1.0, buffer.HeardFrame);
            for (int n = 0; n < 8; n++)
            {
                buffer.Put(96000 + n * Block, false, _samples, Block);
            }
            buffer.Read(_card, 0, Block, 2);

            Assert.AreEqual(96000.0 + Block - 480.0, buffer.HeardFrame, 24.0);
        }

        [TestCase(44100)]
        [TestCase(96000)]
        public void AnotherRateOfTheCardIsReached(int rate)
        {
            JitterBuffer buffer = new JitterBuffer(40.0, rate);
            int frames = rate / 100;
            int crossings = 0;
            float before = 0f;
            for (int n = 0; n < 300; n++)
            {
                Sine(n * Block);
                buffer.Put(n * Block, false, _samples, Block);
                buffer.Read(_card, 0, frames, 1 + 1);
                for (int k = 0; k < frames && n >= 100; k++)
                {
                    crossings += before < 0f && _card[2 * k] >= 0f ? 1 : 0;
                    before = _card[2 * k];
                }
            }

            Assert.AreEqual(480.0 * 2.0, crossings, 3.0);
            Assert.AreEqual(0, buffer.Underruns);
        }

        [Test]
        public void ACardMayHaveOneChannelOrSix()
        {
            JitterBuffer buffer = new JitterBuffer(10.0);
            for (int n = 0; n < 10; n++)
            {
                Sine(n * Block);
                buffer.Put(n * Block, false, _samples, Block);
            }
            buffer.Read(_card, 0, Block, 1);
            for (int k = 0; k < Block; k++)
            {
                Assert.AreEqual(0.0, _card[k], 1e-6);
            }

            _card[5] = 9f;
            buffer.Read(_card, 0, Block, 6);
            Assert.AreEqual(0f, _card[5]);
            Assert.AreEqual(_card[6 * 100], -_card[6 * 100 + 1], 1e-6);
            Assert.AreNotEqual(0f, _card[6 * 100]);
        }

        [Test]
        public void BlocksOfBothFormatsAreTakenAndOthersCounted()
        {
            JitterBuffer buffer = new JitterBuffer(10.0);
            AudioBlock block = new AudioBlock { Format = SampleFormat.F32, Frames = 2 };
            byte[] floats = new byte[16];
            Buffer.BlockCopy(new[] { 0.25f, -0.25f, float.NaN, 1f }, 0, floats, 0, 16);
            block.Samples = new ArraySegment<byte>(floats);
            float[] decoded = new float[1];
            Assert.AreEqual(4, Pcm.Decode(SampleFormat.F32, block.Samples, ref decoded));
            Assert.AreEqual("0.25 -0.25 0 1", string.Join(" ", Array.ConvertAll(decoded, Number)));
            byte[] shorts = { 0x00, 0x40, 0x00, 0x80 };
            Assert.AreEqual(2, Pcm.Decode(SampleFormat.S16, new ArraySegment<byte>(shorts), ref decoded));
            Assert.AreEqual(0.5f, decoded[0]);
            Assert.AreEqual(-1f, decoded[1]);

            buffer.Hear(block);
            block.Format = SampleFormat.Opus;
            buffer.Hear(block);
            block.Format = SampleFormat.S16;
            block.Layout = ChannelLayout.Quad;
            buffer.Hear(block);

            Assert.AreEqual(1, buffer.Blocks);
            Assert.AreEqual(2, buffer.Refused);
        }

        private static string Number(float value)
        {
            return value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        private void Sine(long frame)
        {
            for (int n = 0; n < Block; n++)
            {
                float value = 0.5f * (float)Math.Sin(2.0 * Math.PI * 480.0 * (frame + n) / JitterBuffer.Rate);
                _samples[2 * n] = value;
                _samples[2 * n + 1] = -value;
            }
        }
    }
}
