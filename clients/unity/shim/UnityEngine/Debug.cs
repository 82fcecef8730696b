using System;
using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>The console.</summary>
    public static class Debug
    {
        /// <summary>Say something.</summary>
        public static void Log(object message) => FakePlayer.Say("log", message);

        /// <summary>Say something.</summary>
        public static void Log(object message, Object context) => FakePlayer.Say("log", message);

        /// <summary>Warn.</summary>
        public static void LogWarning(object message) => FakePlayer.Say("warning", message);

        /// <summary>Warn.</summary>
        public static void LogWarning(object message, Object context) => FakePlayer.Say("warning", message);

        /// <summary>Tell a fault.</summary>
        public static void LogError(object message) => FakePlayer.Say("error", message);

        /// <summary>Tell a fault.</summary>
        public static void LogError(object message, Object context) => FakePlayer.Say("error", message);

        /// <summary>Tell an exception.</summary>
        public static void LogException(Exception exception) => FakePlayer.Say("exception", exception);
    }
}
