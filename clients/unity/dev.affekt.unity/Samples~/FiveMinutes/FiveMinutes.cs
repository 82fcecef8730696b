using Affekt.Unity;
using UnityEngine;

namespace Affekt.Samples
{
    /// <summary>
    /// A score in five minutes: start `affekt serve`, put this on an empty game object, and press play. Buttons say what
    /// happens; they need neither the old input nor the new.
    /// </summary>
    public sealed class FiveMinutes : MonoBehaviour
    {
        AffektScore _score;
        AffektSession _session;
        bool _paused;

        void Awake()
        {
            var connection = ScriptableObject.CreateInstance<AffektConnection>();
            connection.Server = "http://127.0.0.1:8787";
            var part = new GameObject("Score");
            part.SetActive(false);
            _session = part.AddComponent<AffektSession>();
            _session.Connection = connection;
            _score = part.AddComponent<AffektScore>();
            _score.Session = _session;
            part.SetActive(true);
            _score.OnSection.AddListener(section => Debug.Log($"now: {section}, because {_score.Why}"));
        }

        void OnGUI()
        {
            GUI.Label(new Rect(16f, 16f, 600f, 24f), $"{_session.StateText}   {_score.Section} {_score.Bar}.{_score.Beat}");
            if (Button(0, "explore"))
            {
                _score.Event("explore");
            }
            if (Button(1, "spotted"))
            {
                _score.Event("enemy_spotted", 0.6);
            }
            if (Button(2, "fight"))
            {
                _score.Event("combat_start");
            }
            if (Button(3, "wonder"))
            {
                _score.Event("wonder");
            }
            if (Button(4, _paused ? "go on" : "pause"))
            {
                _paused = !_paused;
                _ = _paused ? _score.Pause() : _score.Resume();
            }
        }

        static bool Button(int place, string text) => GUI.Button(new Rect(16f + place * 104f, 48f, 96f, 32f), text);
    }
}
