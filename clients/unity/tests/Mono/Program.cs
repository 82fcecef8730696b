#nullable enable
using System;
using System.Reflection;
using NUnit.Framework;

namespace Affekt.Tests
{
    /// <summary>On Mono: without words the tests, by a few lines; else a peer of a test that Python drives.</summary>
    internal static class Program
    {
        private static int _passed;
        private static int _failed;

        private static int Main(string[] words)
        {
            if (words.Length > 0)
            {
                return Peer.Run(words, null);
            }
            foreach (Type type in Assembly.GetExecutingAssembly().GetTypes())
            {
                if (type.GetCustomAttribute<TestFixtureAttribute>() != null)
                {
                    RunAll(type);
                }
            }
            Console.WriteLine(_passed + " passed, " + _failed + " failed");
            return _failed > 0 || _passed == 0 ? 1 : 0;
        }

        private static void RunAll(Type type)
        {
            foreach (MethodInfo method in type.GetMethods())
            {
                if (method.GetCustomAttribute<TestAttribute>() != null)
                {
                    RunOne(type, method, new object[0]);
                }
                foreach (TestCaseAttribute one in method.GetCustomAttributes<TestCaseAttribute>())
                {
                    RunOne(type, method, one.Arguments);
                }
            }
        }

        private static void RunOne(Type type, MethodInfo method, object[] arguments)
        {
            object fixture = Activator.CreateInstance(type)!;
            try
            {
                foreach (MethodInfo one in type.GetMethods())
                {
                    if (one.GetCustomAttribute<SetUpAttribute>() != null)
                    {
                        one.Invoke(fixture, null);
                    }
                }
                method.Invoke(fixture, arguments);
                _passed++;
            }
            catch (TargetInvocationException error)
            {
                _failed++;
                Console.WriteLine("FAILED " + type.Name + "." + method.Name + "\n" + error.InnerException);
            }
        }
    }
}
