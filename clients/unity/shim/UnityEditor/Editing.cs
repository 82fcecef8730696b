using System;
using UnityEngine;

#pragma warning disable 1591
namespace UnityEditor
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class MenuItem : Attribute
    {
        public MenuItem(string itemName) { }
    }

    public class EditorWindow : ScriptableObject
    {
        public static T GetWindow<T>(string title) where T : EditorWindow, new() => CreateInstance<T>();

        public void Repaint() { }
    }

    public enum MessageType
    {
        None,
        Info,
        Warning,
        Error,
    }

    public static class EditorGUILayout
    {
        public static void LabelField(string label, string label2, params GUILayoutOption[] options) => GUILayout.Label(label + ": " + label2);

        public static void HelpBox(string message, MessageType type) => GUILayout.Label(message);

        public static void Space() { }
    }

    public static class EditorGUI
    {
        public static void DrawRect(Rect rect, Color color) { }
    }

    public static class EditorUtility
    {
        public static void SetDirty(UnityEngine.Object target) { }

        public static string OpenFolderPanel(string title, string folder, string defaultName) => "";

        public static bool DisplayDialog(string title, string message, string ok)
        {
            Debug.LogWarning(message);
            return true;
        }
    }
}
