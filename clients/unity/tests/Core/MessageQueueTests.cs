#nullable enable
using System;
using Affekt.Net;
using Affekt.Protocol;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>Messages between two threads: in order, whole, and bounded.</summary>
    [TestFixture]
    public sealed class MessageQueueTests
    {
        [Test]
        public void MessagesOfAnyLengthComeOutAsTheyWentIn()
        {
            MessageQueue queue = new MessageQueue(64, 1 << 20);
            Random random = new Random(4);
            byte[] sent = new byte[9000];
            byte[] taken = new byte[1];
            int put = 0;
            int got = 0;
            while (got < 5000)
            {
                int count = random.Next(random.Next(10) == 0 ? 9000 : 200);
                for (int n = 0; n < count; n++)
                {
                    sent[n] = (byte)(put + n);
                }
                if (put - got < 60 && queue.Put(MessageKind.ConductResponse, put, sent, 0, count))
                {
                    put++;
                }
                if (random.Next(2) == 0 && queue.Take(ref taken, out _, out double at, out int many))
                {
                    Assert.AreEqual(got, at);
                    for (int n = 0; n < many; n++)
                    {
                        if (taken[n] != (byte)(got + n))
                        {
                            Assert.Fail("byte " + n + " of message " + got);
                        }
                    }
                    got++;
                }
            }
        }

        [Test]
        public void WhatIsTooMuchIsRefused()
        {
            MessageQueue queue = new MessageQueue(4, 16384);
            byte[] bytes = new byte[8000];
            byte[] taken = new byte[1];

            Assert.IsTrue(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 8000));
            Assert.IsTrue(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 8000));
            Assert.IsFalse(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 8000));
            queue.Take(ref taken, out _, out _, out _);
            Assert.IsTrue(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 4));
            Assert.IsTrue(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 4));
            Assert.IsTrue(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 4));
            Assert.IsFalse(queue.Put(MessageKind.Failure, 0.0, bytes, 0, 4));
        }
    }
}
