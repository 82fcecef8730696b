using System.Collections.Generic;

namespace Affekt.Shim
{
    /// <summary>What was written on the screen in the last frame, and which buttons a test presses.</summary>
    public static class FakeGui
    {
        static readonly List<string> Texts = new List<string>();
        static readonly HashSet<string> Pressed = new HashSet<string>();

        /// <summary>What stands on the screen.</summary>
        public static IReadOnlyList<string> Written => Texts;

        /// <summary>Press a button or a switch in the next frame.</summary>
        public static void Click(string text) => Pressed.Add(text);

        internal static void Begin() => Texts.Clear();

        internal static void End() => Pressed.Clear();

        internal static void Write(string text) => Texts.Add(text);

        internal static bool Press(string text)
        {
            Texts.Add(text);
            return Pressed.Contains(text);
        }
    }
}
