namespace Affekt.Unity
{
    /// <summary>How a server is reached.</summary>
    public enum WireKind
    {
        /// <summary>WebSocket: works everywhere, WebGL too.</summary>
        WebSocket = 0,

        /// <summary>gRPC: needs a handler that speaks HTTP/2, see <see cref="AffektConnection.HttpHandler"/>.</summary>
        Grpc = 1,

        /// <summary>OSC: decisions only, no sound, no save games.</summary>
        Osc = 2,
    }
}
