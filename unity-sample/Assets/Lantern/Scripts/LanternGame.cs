using System;
using System.Collections.Generic;
using Affekt.Unity;
using Lantern.World;
using UnityEngine;

namespace Lantern
{
    /// <summary>Runs a night: the player's keys in, the forest on, and what happens to the score.</summary>
    [AddComponentMenu("Lantern/Lantern Game")]
    public sealed class LanternGame : MonoBehaviour
    {
        const float StatesEvery = 0.2f;

        [SerializeField, Tooltip("A prefab with AffektSession and AffektScore.")]
        GameObject scorePrefab = null;

        [SerializeField, Tooltip("The same number gives the same forest.")]
        int number = 7;

        [SerializeField, Tooltip("Let the scripted keeper play.")]
        bool scripted;

        readonly Dictionary<string, double> _states = new Dictionary<string, double>();
        readonly ScriptedKeeper _script = new ScriptedKeeper();
        float _statesAt;
        bool _adaptive = true;

        /// <summary>Something happened in the forest: its word.</summary>
        public event Action<string> Happened;

        /// <summary>The night that is played.</summary>
        public Night Night { get; private set; }

        /// <summary>The score.</summary>
        public AffektScore Score { get; private set; }

        /// <summary>The session on the server.</summary>
        public AffektSession Session { get; private set; }

        /// <summary>Whether the menu is open and the night stands still.</summary>
        public bool Paused { get; private set; }

        /// <summary>Whether the scripted keeper plays.</summary>
        public bool Scripted
        {
            get => scripted;
            set => scripted = value;
        }

        /// <summary>Whether the score follows the game; otherwise it plays as if nothing happened, to compare.</summary>
        public bool Adaptive
        {
            get => _adaptive;
            set
            {
                _adaptive = value;
                if (Score != null && !value)
                {
                    Score.Feel(0.2, 0.35, 0.0, 1.0, 0.0);
                }
                else if (Score != null)
                {
                    Score.FreeFeeling();
                }
            }
        }

        /// <summary>Begin another night.</summary>
        public void Begin()
        {
            Night = new Night(number);
            Night.Happened += OnHappened;
        }

        /// <summary>Open or close the menu: the music holds its breath as long.</summary>
        public void Hold(bool on)
        {
            Paused = on;
            if (on)
            {
                Score.Pause();
            }
            else
            {
                Score.Resume();
            }
        }

        void Awake()
        {
            GameObject score = Instantiate(scorePrefab);
            Score = score.GetComponentInChildren<AffektScore>();
            Session = score.GetComponentInChildren<AffektSession>();
            Begin();
        }

        void Update()
        {
            if (Input.GetKeyDown(KeyCode.Escape))
            {
                Hold(!Paused);
            }
            if (Paused)
            {
                return;
            }
            if (Night.End != NightEnd.None && Input.GetKeyDown(KeyCode.Return))
            {
                Begin();
            }
            Night.Step(Time.deltaTime, scripted ? _script.Decide(Night) : Keys());
            Tell();
        }

        static Wishes Keys() => new Wishes
        {
            Move = new Spot(Input.GetAxisRaw("Horizontal"), Input.GetAxisRaw("Vertical")),
            Dim = Input.GetKey(KeyCode.LeftShift),
            Flare = Input.GetKeyDown(KeyCode.Space),
        };

        void Tell()
        {
            if (!_adaptive || Time.time < _statesAt)
            {
                return;
            }
            _statesAt = Time.time + StatesEvery;
            _states["health"] = Night.Keeper.Health;
            _states["threat"] = Night.Threat;
            _states["speed"] = Night.Keeper.Pace;
            Score.State(_states);
        }

        void OnHappened(string word, double much)
        {
            if (_adaptive)
            {
                Score.Event(word, much);
            }
            Happened?.Invoke(word);
        }
    }
}
