#nullable enable
using System;

namespace NUnit.Framework
{
    /// <summary>NUnit's own, for Mono.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class TestFixtureAttribute : Attribute
    {
    }
}
