using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>The same as GUI, one under the other.</summary>
    public static class GUILayout
    {
        /// <summary>Begin an area.</summary>
        public static void BeginArea(Rect screenRect)
        {
        }

        /// <summary>End it.</summary>
        public static void EndArea()
        {
        }

        /// <summary>Begin a row.</summary>
        public static void BeginHorizontal(params GUILayoutOption[] options)
        {
        }

        /// <summary>End it.</summary>
        public static void EndHorizontal()
        {
        }

        /// <summary>Write.</summary>
        public static void Label(string text, params GUILayoutOption[] options) => FakeGui.Write(text);

        /// <summary>A button; true where it was pressed.</summary>
        public static bool Button(string text, params GUILayoutOption[] options) => FakeGui.Press(text);

        /// <summary>A switch.</summary>
        public static bool Toggle(bool value, string text, params GUILayoutOption[] options) =>
            FakeGui.Press(text) ? !value : value;

        /// <summary>A slider.</summary>
        public static float HorizontalSlider(float value, float leftValue, float rightValue, params GUILayoutOption[] options) =>
            value;

        /// <summary>A line to write in.</summary>
        public static string TextField(string text, params GUILayoutOption[] options) => text;

        /// <summary>Room.</summary>
        public static void Space(float pixels)
        {
        }

        /// <summary>As wide as this.</summary>
        public static GUILayoutOption Width(float width) => new GUILayoutOption();

        /// <summary>As high as this.</summary>
        public static GUILayoutOption Height(float height) => new GUILayoutOption();
    }
}
