using Affekt.Unity;
using UnityEditor;
using UnityEngine;

namespace Affekt.Editor
{
    /// <summary>Window ▸ Affekt ▸ Monitor: the feeling on its circle, where the score is and why, and how the timing stands.</summary>
    public sealed class AffektMonitor : EditorWindow
    {
        const float Size = 180f;

        /// <summary>Open the window.</summary>
        [MenuItem("Window/Affekt/Monitor")]
        public static void Open() => GetWindow<AffektMonitor>("Affekt");

        void OnInspectorUpdate() => Repaint();

        void OnGUI()
        {
            if (!Application.isPlaying)
            {
                EditorGUILayout.HelpBox("Press play: the monitor shows the score of the running game.", MessageType.Info);
                return;
            }
            AffektSource source = Find();
            if (source == null)
            {
                EditorGUILayout.HelpBox("There is no AffektScore, AffektSession or AffektBaked in the scene.", MessageType.Info);
                return;
            }
            Circle(source.Feeling);
            EditorGUILayout.LabelField("Section", source.Section.Length > 0 ? source.Section : "none");
            EditorGUILayout.LabelField("Bar and beat", $"{source.Bar}.{source.Beat}");
            EditorGUILayout.LabelField("Tempo and key", $"{source.Tempo:0.#} bpm, {source.Key}");
            EditorGUILayout.LabelField("Why", source.Why);
            EditorGUILayout.Space();
            Timing(source);
        }

        static AffektSource Find()
        {
            AffektSource score = One<AffektScore>();
            AffektSource session = score != null ? score : One<AffektSession>();
            return session != null ? session : One<AffektBaked>();
        }

        static T One<T>() where T : Object
        {
            T[] found = All<T>();
            return found.Length > 0 ? found[0] : null;
        }

        static T[] All<T>() where T : Object
        {
#if UNITY_2023_1_OR_NEWER
            return FindObjectsByType<T>(FindObjectsSortMode.None);
#else
            return FindObjectsOfType<T>();
#endif
        }

        static void Circle(Vector3 feeling)
        {
            Rect room = GUILayoutUtility.GetRect(Size, Size);
            EditorGUI.DrawRect(new Rect(room.x, room.y, Size, Size), new Color(0.12f, 0.12f, 0.14f));
            EditorGUI.DrawRect(new Rect(room.x, room.y + Size / 2f, Size, 1f), Color.grey);
            EditorGUI.DrawRect(new Rect(room.x + Size / 2f, room.y, 1f, Size), Color.grey);
            float x = room.x + Size * (0.5f + 0.5f * feeling.x);
            float y = room.y + Size * (1f - feeling.y);
            float dot = 8f + 4f * feeling.z;
            EditorGUI.DrawRect(new Rect(x - dot / 2f, y - dot / 2f, dot, dot), new Color(1f, 0.7f, 0.3f));
            EditorGUILayout.LabelField("Feeling", $"valence {feeling.x:+0.00;-0.00}, arousal {feeling.y:0.00}, dominance {feeling.z:+0.00;-0.00}");
        }

        static void Timing(AffektSource source)
        {
            AffektSession session = One<AffektSession>();
            if (session != null && session.Standing != ConnectionState.Closed)
            {
                EditorGUILayout.LabelField("Server", session.StateText);
                EditorGUILayout.LabelField("Clock", session.Client.Clock.IsKnown ? $"within {session.Client.Clock.ErrorMs:0.0} ms" : "not known yet");
            }
            AffektAudioSource stream = One<AffektAudioSource>();
            if (stream != null && stream.Buffer != null)
            {
                JitterBuffer buffer = stream.Buffer;
                EditorGUILayout.LabelField(
                    "Stream", $"{buffer.HeldMs:0} ms held, {buffer.Underruns} underruns, {buffer.Overruns} overruns, {buffer.Holes} holes");
            }
            foreach (AffektMixer mixer in All<AffektMixer>())
            {
                EditorGUILayout.LabelField(mixer.name, $"{mixer.Sounding} sounding, {mixer.Late} late, {mixer.Missing} missing");
            }
            double ahead = source.Playhead == null ? 0.0 : (source.FrameNow - source.Playhead.HeardFrame) / 48.0;
            EditorGUILayout.LabelField("Heard after the clock", $"{ahead:0} ms");
        }
    }
}
