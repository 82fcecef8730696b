using Affekt.Unity;
using Lantern.World;
using UnityEngine;

namespace Lantern
{
    /// <summary>What stands on the screen: the keeper, the score, and the menu.</summary>
    [AddComponentMenu("Lantern/Night HUD")]
    [RequireComponent(typeof(LanternGame))]
    public sealed class NightHud : MonoBehaviour
    {
        static readonly string[] Modes = { "Streamed by the server", "Commanded by the server", "Baked, no server" };

        LanternGame _game;
        string _text = "";
        float _textUntil;
        float _spoken;

        void Start()
        {
            _game = GetComponent<LanternGame>();
            _game.Happened += OnHappened;
        }

        void Update()
        {
            if (_spoken > 0f && Time.time > _spoken)
            {
                _spoken = 0f;
                _game.Score.Duck(0.0, false);
            }
        }

        void OnGUI()
        {
            Night night = _game.Night;
            AffektScore score = _game.Score;
            GUI.Label(new Rect(16f, 12f, 600f, 24f), $"health {night.Keeper.Health:0.00}   oil {night.Keeper.Oil:0.00}   wonders {night.Found}/{Night.Wonders}");
            GUI.Label(new Rect(16f, 34f, 600f, 24f), $"{(score.Section.Length > 0 ? score.Section : "silence")}   bar {score.Bar}.{score.Beat}   {score.Tempo:0} bpm   {score.Key}");
            Vector3 felt = score.Feeling;
            GUI.Label(new Rect(16f, 56f, 600f, 24f), $"valence {felt.x:+0.00;-0.00}   arousal {felt.y:0.00}   dominance {felt.z:+0.00;-0.00}   {score.Now}");
            if (night.End != NightEnd.None)
            {
                string end = night.End == NightEnd.Won ? "The forest is lit again. Enter: another night" : "The lantern went out. Enter: another night";
                GUI.Label(new Rect(Screen.width / 2f - 180f, Screen.height / 2f - 12f, 400f, 24f), end);
            }
            else if (Time.time < _textUntil)
            {
                GUI.Label(new Rect(Screen.width / 2f - 180f, Screen.height - 60f, 400f, 24f), _text);
            }
            if (_game.Paused)
            {
                Menu(score);
            }
        }

        void Menu(AffektScore score)
        {
            GUILayout.BeginArea(new Rect(Screen.width / 2f - 180f, 110f, 360f, 340f));
            GUILayout.Label("A night with a lantern");
            GUILayout.Label("Arrows or WASD: walk   Shift: keep the light low   Space: flare");
            if (GUILayout.Button("Go on"))
            {
                _game.Hold(false);
            }
            GUILayout.Space(8f);
            GUILayout.Label("The score: " + Modes[(int)score.Mode]);
            for (int i = 0; i < Modes.Length; i++)
            {
                if (GUILayout.Button(Modes[i]))
                {
                    score.Mode = (ScoreMode)i;
                }
            }
            GUILayout.Space(8f);
            bool adaptive = GUILayout.Toggle(_game.Adaptive, "The score follows the game");
            if (adaptive != _game.Adaptive)
            {
                _game.Adaptive = adaptive;
            }
            if (GUILayout.Button("Let it play by itself: " + (_game.Scripted ? "yes" : "no")))
            {
                _game.Scripted = !_game.Scripted;
            }
            GUILayout.Label(_game.Session == null ? "no session" : _game.Session.StateText);
            GUILayout.EndArea();
        }

        void OnHappened(string word)
        {
            string said = word == "wonder" ? "A light that remembers. Bring it to the stone." : word == "checkpoint" ? "Here you are safe for a while." : "";
            if (said.Length > 0)
            {
                _text = said;
                _textUntil = Time.time + 4f;
                _spoken = Time.time + 3f;
                _game.Score.Duck();
            }
        }
    }
}
