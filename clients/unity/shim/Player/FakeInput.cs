using System.Collections.Generic;
using UnityEngine;

namespace Affekt.Shim
{
    /// <summary>What a test presses.</summary>
    public static class FakeInput
    {
        static readonly Dictionary<string, float> Axes = new Dictionary<string, float>();
        static readonly HashSet<KeyCode> Held = new HashSet<KeyCode>();
        static readonly HashSet<KeyCode> New = new HashSet<KeyCode>();

        /// <summary>Move a stick.</summary>
        public static void Move(string axis, float value) => Axes[axis] = value;

        /// <summary>Press a key for one frame.</summary>
        public static void Press(KeyCode key) => New.Add(key);

        /// <summary>Hold a key, or let it go.</summary>
        public static void Hold(KeyCode key, bool down)
        {
            if (down)
            {
                Held.Add(key);
            }
            else
            {
                Held.Remove(key);
            }
        }

        internal static float Axis(string name) => Axes.TryGetValue(name, out float found) ? found : 0f;

        internal static bool Down(KeyCode key) => Held.Contains(key) || New.Contains(key);

        internal static bool Pressed(KeyCode key) => New.Contains(key);

        internal static void EndFrame() => New.Clear();
    }
}
