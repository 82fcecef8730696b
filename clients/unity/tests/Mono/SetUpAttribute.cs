#nullable enable
using System;

namespace NUnit.Framework
{
    /// <summary>NUnit's own, for Mono.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class SetUpAttribute : Attribute
    {
    }
}
