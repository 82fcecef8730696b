#nullable enable
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>Where a session is, from pings.</summary>
    [TestFixture]
    public sealed class SessionClockTests
    {
        [Test]
        public void TheAnswerThatWasFastestIsBelieved()
        {
            SessionClock clock = new SessionClock();
            clock.Hear(10.0, 10.4, 48000.0);
            clock.Hear(11.0, 11.02, 96000.0);
            clock.Hear(12.0, 12.2, 500000.0);

            Assert.AreEqual(96000.0 + 0.99 * 48000.0, clock.Frame(12.0), 1e-6);
            Assert.AreEqual(12.0, clock.Seconds(clock.Frame(12.0)), 1e-9);
            Assert.AreEqual(10.0, clock.ErrorMs, 1e-6);
        }

        [Test]
        public void OnlyTheLastTwelveAreKept()
        {
            SessionClock clock = new SessionClock();
            clock.Hear(0.0, 0.001, 0.0);
            for (int n = 1; n <= SessionClock.Kept; n++)
            {
                clock.Hear(n, n + 0.01, n * 48000.0);
            }

            Assert.AreEqual(5.0, clock.ErrorMs, 1e-6);
            Assert.AreEqual(48000.0, clock.Frame(1.005), 1e-3);
        }

        [Test]
        public void BeforeTheFirstAnswerNothingIsKnown()
        {
            SessionClock clock = new SessionClock();
            clock.Hear(5.0, 4.0, 9.0);

            Assert.IsFalse(clock.IsKnown);
            Assert.AreEqual(-1.0, clock.Frame(1.0));
        }
    }
}
