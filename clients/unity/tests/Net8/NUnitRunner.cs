#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Affekt.Tests
{
    /// <summary>Runs every test of this assembly by NUnit, and prints what failed and how many passed.</summary>
    internal sealed class NUnitRunner : ITestListener
    {
        private readonly TextWriter _out = Console.Out;
        private int _passed;
        private int _failed;
        private int _skipped;

        /// <inheritdoc/>
        public void TestStarted(ITest test)
        {
        }

        /// <inheritdoc/>
        public void TestOutput(TestOutput output)
        {
        }

        /// <inheritdoc/>
        public void SendMessage(TestMessage message)
        {
        }

        /// <inheritdoc/>
        public void TestFinished(ITestResult result)
        {
            if (result.Test.IsSuite)
            {
                return;
            }
            switch (result.ResultState.Status)
            {
                case TestStatus.Passed:
                    _passed++;
                    break;
                case TestStatus.Skipped:
                    _skipped++;
                    break;
                default:
                    _failed++;
                    _out.WriteLine("FAILED " + result.FullName + "\n" + result.Message + "\n" + result.StackTrace);
                    break;
            }
        }

        /// <summary>Runs them; 0 where all that ran passed.</summary>
        internal static int Run()
        {
            NUnitTestAssemblyRunner runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
            runner.Load(Assembly.GetExecutingAssembly(), new Dictionary<string, object>());
            NUnitRunner listener = new NUnitRunner();
            runner.Run(listener, TestFilter.Empty);
            listener._out.WriteLine(
                listener._passed + " passed, " + listener._failed + " failed, " + listener._skipped + " skipped");
            return listener._failed > 0 || listener._passed == 0 ? 1 : 0;
        }
    }
}
