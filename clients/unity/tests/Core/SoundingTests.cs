#nullable enable
using System.Collections.Generic;
using Affekt.Protocol;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>When decisions sound, and which never do.</summary>
    [TestFixture]
    public sealed class SoundingTests
    {
        private readonly SoundingQueue _queue = new SoundingQueue();

        [SetUp]
        public void Begin()
        {
            _queue.Clear();
        }

        [Test]
        public void TheySoundInTheOrderOfTheirFramesAndOfOneFrameInTheOrderOfDecision()
        {
            Add(1, 500);
            Add(2, 100);
            Add(3, 500);
            Add(4, 300);

            Assert.AreEqual("2 4", Taken(499));
            Assert.AreEqual("1 3", Taken(500));
        }

        [Test]
        public void WhatIsSupersededNeverSounds()
        {
            Add(1, 100);
            Add(2, 200);
            Add(3, 250, 2);

            Assert.AreEqual("1 3", Taken(1000));
        }

        [Test]
        public void APauseLetsGoWhatWasDecidedForLater()
        {
            Add(1, 100);
            Add(2, 200);
            ScoreEvent pause = new ScoreEvent { Id = 3, Frame = 150 };
            pause.MakeControl().Verb = ControlVerb.Pause;
            _queue.Add(pause);
            Add(4, 900, 2);

            Assert.AreEqual("1 3 4", Taken(1000));
        }

        [Test]
        public void TooManyAreCountedAndPassedOver()
        {
            for (int n = 0; n < SoundingQueue.Most + 5; n++)
            {
                Add((ulong)n + 1, n);
            }

            Assert.AreEqual(5, _queue.Dropped);
            Assert.AreEqual(SoundingQueue.Most, _queue.Count);
        }

        private void Add(ulong id, long frame, ulong supersedes = 0)
        {
            _queue.Add(new ScoreEvent { Id = id, Frame = frame, Supersedes = supersedes });
        }

        private string Taken(double frame)
        {
            List<string> ids = new List<string>();
            ScoreEvent? one;
            while ((one = _queue.Take(frame)) != null)
            {
                ids.Add(one.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            return string.Join(" ", ids);
        }
    }
}
