using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>Keys and sticks, as the old input system tells them; the stand-in's are set by `FakeInput`.</summary>
    public static class Input
    {
        /// <summary>A stick or a pair of keys, -1 to 1.</summary>
        public static float GetAxisRaw(string axisName) => FakeInput.Axis(axisName);

        /// <summary>Whether a key is down.</summary>
        public static bool GetKey(KeyCode key) => FakeInput.Down(key);

        /// <summary>Whether a key went down in this frame.</summary>
        public static bool GetKeyDown(KeyCode key) => FakeInput.Pressed(key);
    }
}
