#nullable enable
using System;

namespace NUnit.Framework
{
    /// <summary>
    /// The few of NUnit's words that the tests use, for Mono, where NUnit itself does not load: it wants a netstandard.dll
    /// that Debian's Mono comes without.
    /// </summary>
    public static class Assert
    {
        /// <summary>Fails.</summary>
        public static void Fail(string message)
        {
            throw new InvalidOperationException(message);
        }

        /// <summary>Fails unless it is so.</summary>
        public static void IsTrue(bool condition, string message = "expected true")
        {
            if (!condition)
            {
                Fail(message);
            }
        }

        /// <summary>Fails if it is so.</summary>
        public static void IsFalse(bool condition, string message = "expected false")
        {
            IsTrue(!condition, message);
        }

        /// <summary>Fails unless it is null.</summary>
        public static void IsNull(object? value)
        {
            IsTrue(value == null, "expected null");
        }

        /// <summary>Fails unless both are equal; numbers of two types by their values.</summary>
        public static void AreEqual(object? wanted, object? got)
        {
            IsTrue(Same(wanted, got), "expected " + wanted + ", got " + got);
        }

        /// <summary>Fails unless both are nearly equal.</summary>
        public static void AreEqual(double wanted, double got, double within)
        {
            IsTrue(Math.Abs(wanted - got) <= within, "expected " + wanted + ", got " + got);
        }

        /// <summary>Fails if both are equal.</summary>
        public static void AreNotEqual(object? wanted, object? got)
        {
            IsTrue(!Same(wanted, got), "expected another than " + wanted);
        }

        private static bool Same(object? wanted, object? got)
        {
            if (wanted is IConvertible && got is IConvertible && !(wanted is string) && !(wanted is Enum))
            {
                return Convert.ToDouble(wanted).Equals(Convert.ToDouble(got));
            }
            return Equals(wanted, got);
        }
    }
}
