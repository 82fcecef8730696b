#nullable enable
using System;

namespace NUnit.Framework
{
    /// <summary>NUnit's own, for Mono.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class TestCaseAttribute : Attribute
    {
        /// <summary>Takes the arguments.</summary>
        public TestCaseAttribute(params object[] arguments)
        {
            Arguments = arguments;
        }

        /// <summary>What the test is called with.</summary>
        public object[] Arguments { get; }
    }
}
