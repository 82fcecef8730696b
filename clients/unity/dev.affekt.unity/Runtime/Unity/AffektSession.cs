using System;
using Affekt.Protocol;
using UnityEngine;
using UnityEngine.Events;

namespace Affekt.Unity
{
    /// <summary>
    /// One listener's music on a server. It opens when it is enabled, takes the conversation up again when the line breaks,
    /// and opens anew when the server was started again.
    /// </summary>
    [AddComponentMenu("Affekt/Affekt Session")]
    [DefaultExecutionOrder(-50)]
    public sealed class AffektSession : AffektSource
    {
        [SerializeField, Tooltip("Where the server is.")]
        AffektConnection connection;

        [SerializeField, Tooltip("Open when the component is enabled; otherwise call Open.")]
        bool openOnEnable = true;

        [SerializeField, Tooltip("Stay when another scene is loaded.")]
        bool keepOnLoad = true;

        [SerializeField, Tooltip("Hold the music while the window has no focus.")]
        bool pauseWithoutFocus;

        [SerializeField, Tooltip("The connection stands otherwise: a sentence for a person.")]
        UnityEvent<string> onConnection = new UnityEvent<string>();

        AffektClient _client;
        bool _opens;
        bool _before;
        bool _recorded;
        bool _held;

        /// <summary>The connection stands otherwise: its state, and a sentence for a person.</summary>
        public event Action<ConnectionState, string> ConnectionChanged;

        /// <summary>The conversation is on; it holds during the call.</summary>
        public event Action<Welcome> Welcomed;

        /// <summary>A snapshot that was asked for: its name and text.</summary>
        public event Action<string, string> MusicSaved;

        /// <summary>Something was not taken: why, and what to do next.</summary>
        public event Action<ErrorReason, string, string> Noticed;

        /// <summary>The connection stands otherwise, for the inspector.</summary>
        public UnityEvent<string> OnConnection => onConnection;

        /// <summary>Where the server is; another one takes effect when the session opens next.</summary>
        public AffektConnection Connection
        {
            get => connection;
            set => connection = value;
        }

        /// <summary>Whether it opens when it is enabled.</summary>
        public bool OpenOnEnable
        {
            get => openOnEnable;
            set => openOnEnable = value;
        }

        /// <summary>Whether it holds the music while the window has no focus.</summary>
        public bool PauseWithoutFocus
        {
            get => pauseWithoutFocus;
            set => pauseWithoutFocus = value;
        }

        /// <summary>The engine-free client; null while closed.</summary>
        public AffektClient Client => (AffektClient)Score;

        /// <inheritdoc/>
        public override bool IsLive => _client != null && _client.IsOpen;

        /// <summary>How client and server stand.</summary>
        public ConnectionState Standing => _client == null ? ConnectionState.Closed : _client.Connection;

        /// <summary>That in a sentence.</summary>
        public string StateText => _client == null ? "not opened" : _client.ConnectionText;

        /// <summary>Begin with the connection as it is now, and keep at it until <see cref="Close"/>.</summary>
        public void Open()
        {
            if (connection == null)
            {
                Debug.LogError("Affekt: the session has no connection; make one with Assets ▸ Create ▸ Affekt ▸ Connection", this);
                return;
            }
            string fault = connection.Fault();
            if (fault.Length > 0)
            {
                Debug.LogError("Affekt: " + fault, this);
                return;
            }
            if (_client != null && Standing != ConnectionState.Closed && Standing != ConnectionState.Denied)
            {
                return;
            }
            Close();
            if (_before)
            {
                TellAnew();
            }
            _before = _opens = true;
            Client.Open();
        }

        /// <summary>Leave; the server keeps the session for 30 s. The next Open reads the connection anew; until then nothing is heard.</summary>
        public void Close()
        {
            _opens = false;
            if (_client != null)
            {
                _client.Dispose();
                _client = null;
                Drop();
            }
        }

        /// <summary>Ask for a snapshot for a save game; it comes back by <see cref="MusicSaved"/>.</summary>
        public bool Save(string slot) => Score?.Save(slot) ?? false;

        /// <summary>Put a snapshot back.</summary>
        public bool Restore(string snapshot) => Score?.Restore(snapshot) ?? false;

        /// <inheritdoc/>
        public override void KeepRecorded(bool on)
        {
            _recorded = on;
            if (IsLive)
            {
                SayRecorded();
            }
        }

        /// <inheritdoc/>
        protected override ScoreSource Make()
        {
            if (!_opens)
            {
                return null;
            }
            _client = new AffektClient(connection.Options(), connection.Transport());
            _client.ConnectionChanged += (state, text) =>
            {
                ConnectionChanged?.Invoke(state, text);
                onConnection.Invoke(text);
            };
            _client.Welcomed += OnWelcomed;
            _client.OpenedAnew += TellAnew;
            _client.SnapshotReceived += TellRestored;
            _client.MusicSaved += (slot, snapshot) => MusicSaved?.Invoke(slot, snapshot);
            _client.Noticed += (reason, text, about) => Noticed?.Invoke(reason, text, about);
            return _client;
        }

        void OnWelcomed(Welcome welcome)
        {
            if (_recorded)
            {
                SayRecorded();
            }
            Welcomed?.Invoke(welcome);
        }

        void SayRecorded()
        {
            if (_recorded)
            {
                Param("tempo", "recorded");
                Param("key", "recorded");
            }
            else
            {
                FreeParam("tempo");
                FreeParam("key");
            }
        }

        void Awake()
        {
            if (keepOnLoad && transform.parent == null)
            {
                DontDestroyOnLoad(gameObject);
            }
        }

        void OnEnable()
        {
            if (openOnEnable)
            {
                Open();
            }
        }

        void Update() => _client?.Poll();

        void OnDisable() => Close();

        void OnApplicationFocus(bool has)
        {
            if (pauseWithoutFocus && IsLive && _held == has)
            {
                _held = !has;
                if (has)
                {
                    Resume();
                }
                else
                {
                    Pause();
                }
            }
        }
    }
}
