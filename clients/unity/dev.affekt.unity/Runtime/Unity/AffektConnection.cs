using System;
using System.Net.Http;
using Affekt.Net;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>Where the server is, and which session is wanted. Assets ▸ Create ▸ Affekt ▸ Connection makes one.</summary>
    [CreateAssetMenu(fileName = "AffektConnection", menuName = "Affekt/Connection")]
    public sealed class AffektConnection : ScriptableObject
    {
        [SerializeField, Tooltip("How the server is reached. WebSocket works everywhere.")]
        WireKind wire = WireKind.WebSocket;

        [SerializeField, Tooltip("http://127.0.0.1:8787 for WebSocket, http://127.0.0.1:50051 for gRPC, 127.0.0.1:9100 for OSC.")]
        string server = "http://127.0.0.1:8787";

        [SerializeField, Tooltip("The server's own token, where it asks for one.")]
        string serverToken = "";

        [SerializeField, Tooltip("The session's name; empty invents one.")]
        string session = "";

        [SerializeField, Tooltip("The set of a new session; empty is the server's own choice.")]
        string set = "";

        [SerializeField, Tooltip("The same seed draws the same takes; 0 lets the server draw one.")]
        int seed;

        /// <summary>Makes the handler that gRPC speaks through, such as YetAnotherHttpHandler with Http2Only; set it before a session opens.</summary>
        public static Func<HttpMessageHandler> HttpHandler { get; set; }

        /// <summary>How the server is reached.</summary>
        public WireKind Wire
        {
            get => wire;
            set => wire = value;
        }

        /// <summary>The server's address.</summary>
        public string Server
        {
            get => server;
            set => server = value;
        }

        /// <summary>The server's own token.</summary>
        public string ServerToken
        {
            get => serverToken;
            set => serverToken = value;
        }

        /// <summary>The session's name; empty invents one.</summary>
        public string Session
        {
            get => session;
            set => session = value;
        }

        /// <summary>The set of a new session; empty is the server's own choice.</summary>
        public string Set
        {
            get => set;
            set => set = value;
        }

        /// <summary>The seed of a new session; 0 lets the server draw one.</summary>
        public int Seed
        {
            get => seed;
            set => seed = value;
        }

        /// <summary>What is wrong with it, in a sentence; empty where nothing is.</summary>
        public string Fault()
        {
#if UNITY_WEBGL && !UNITY_EDITOR
            if (wire != WireKind.WebSocket)
            {
                return $"{name}: a web page has neither gRPC nor OSC; choose WebSocket";
            }
#endif
            if (wire == WireKind.Osc)
            {
                string[] parts = server.Split(':');
                return parts.Length == 2 && ushort.TryParse(parts[1], out ushort _) ? "" : $"{name}: OSC wants HOST:PORT, such as 127.0.0.1:9100";
            }
            if (!Uri.TryCreate(server, UriKind.Absolute, out Uri _) || !server.Contains("://"))
            {
                return $"{name}: '{server}' is no address; write http://127.0.0.1:8787";
            }
            return wire == WireKind.Grpc && HttpHandler == null
                ? $"{name}: gRPC needs AffektConnection.HttpHandler, a handler that speaks HTTP/2; or choose WebSocket"
                : "";
        }

        /// <summary>What a client asks for.</summary>
        public AffektOptions Options() => new AffektOptions
        {
            Session = session, Set = set, Seed = seed == 0 ? (ulong?)null : (ulong)seed,
        };

        /// <summary>Make a line to the server.</summary>
        public ITransport Transport()
        {
            if (wire == WireKind.Osc)
            {
                string[] parts = server.Split(':');
                return new Osc.OscTransport(parts[0], int.Parse(parts[1]));
            }
            var address = new Uri(server);
            if (wire == WireKind.Grpc)
            {
                return new GrpcTransport(address, HttpHandler(), serverToken);
            }
#if UNITY_WEBGL && !UNITY_EDITOR
            return new WebTransport(address, serverToken);
#else
            return new WebSocketTransport(address, serverToken);
#endif
        }
    }
}
