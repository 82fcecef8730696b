using Affekt.Unity;
using UnityEngine;

namespace Affekt.Samples
{
    /// <summary>
    /// A score in five minutes: start `affekt serve`, put this on an empty game object, and press play. Keys 1 to 4 say what
    /// happens; space pauses.
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

        void Update()
        {
            if (Input.GetKeyDown(KeyCode.Alpha1))
            {
                _score.Event("explore");
            }
            if (Input.GetKeyDown(KeyCode.Alpha2))
            {
                _score.Event("enemy_spotted", 0.6);
            }
            if (Input.GetKeyDown(KeyCode.Alpha3))
            {
                _score.Event("combat_start");
            }
            if (Input.GetKeyDown(KeyCode.Alpha4))
            {
                _score.Event("wonder");
            }
            if (Input.GetKeyDown(KeyCode.Space))
            {
                _paused = !_paused;
                _ = _paused ? _score.Pause() : _score.Resume();
            }
        }

        void OnGUI()
        {
            GUI.Label(new Rect(16f, 16f, 600f, 24f), "1 explore   2 spotted   3 fight   4 wonder   space pause");
            GUI.Label(new Rect(16f, 40f, 600f, 24f), $"{_session.StateText}   {_score.Section} {_score.Bar}.{_score.Beat}");
        }
    }
}
