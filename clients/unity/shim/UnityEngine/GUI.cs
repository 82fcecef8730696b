using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>A HUD drawn by calls. The stand-in remembers the texts and presses the buttons that a test names.</summary>
    public static class GUI
    {
        /// <summary>The colour of what follows.</summary>
        public static Color color { get; set; } = Color.white;

        /// <summary>Write.</summary>
        public static void Label(Rect position, string text) => FakeGui.Write(text);

        /// <summary>A frame.</summary>
        public static void Box(Rect position, string text) => FakeGui.Write(text);

        /// <summary>A button; true where it was pressed.</summary>
        public static bool Button(Rect position, string text) => FakeGui.Press(text);

        /// <summary>A switch.</summary>
        public static bool Toggle(Rect position, bool value, string text) => FakeGui.Press(text) ? !value : value;

        /// <summary>A slider.</summary>
        public static float HorizontalSlider(Rect position, float value, float leftValue, float rightValue) => value;

        /// <summary>A line to write in.</summary>
        public static string TextField(Rect position, string text) => text;

        /// <summary>A picture.</summary>
        public static void DrawTexture(Rect position, Texture image)
        {
        }
    }
}
