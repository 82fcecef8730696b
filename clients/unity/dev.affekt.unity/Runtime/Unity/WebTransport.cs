#if UNITY_WEBGL
using System;
using System.Runtime.InteropServices;
using Affekt.Net;
using Affekt.Protocol;

namespace Affekt.Unity
{
    /// <summary>
    /// A page's own WebSocket, for WebGL, where .NET's does not work: `Plugins/WebGL/AffektSocket.jslib` holds it, and this
    /// asks it every frame. There are no threads.
    /// </summary>
    public sealed class WebTransport : ITransport
    {
        const int Gone = 3;

        readonly string _address;
        readonly string _token;
        byte[] _bytes = new byte[65536];
        byte[] _out = new byte[1024];
        ITransportEars _ears;
        int _socket = -1;
        bool _opened;

        /// <summary>Prepares.</summary>
        public WebTransport(Uri server, string serverToken = "")
        {
            var address = new UriBuilder(server);
            address.Scheme = address.Scheme == "https" || address.Scheme == "wss" ? "wss" : "ws";
            address.Path = address.Path.Length > 1 ? address.Path : "/v1/ws";
            _address = address.Uri.ToString();
            _token = serverToken;
        }

        /// <inheritdoc/>
        public void Open(ITransportEars ears)
        {
            Close();
            _ears = ears;
            _opened = false;
            _socket = AffektSocketOpen(_address, _token);
        }

        /// <inheritdoc/>
        public bool Send(MessageKind kind, byte[] bytes, int offset, int count)
        {
            if (_socket < 0 || !_opened)
            {
                return false;
            }
            if (_out.Length <= count)
            {
                _out = new byte[2 * count];
            }
            _out[0] = (byte)kind;
            Buffer.BlockCopy(bytes, offset, _out, 1, count);
            return AffektSocketSend(_socket, _out, count + 1) != 0;
        }

        /// <inheritdoc/>
        public void Poll()
        {
            if (_socket < 0)
            {
                return;
            }
            int state = AffektSocketState(_socket);
            if (state >= 1 && !_opened && state < Gone)
            {
                _opened = true;
                _ears.Opened();
            }
            int count;
            while (_socket >= 0 && (count = AffektSocketNext(_socket)) > 0)
            {
                if (_bytes.Length < count)
                {
                    _bytes = new byte[2 * count];
                }
                AffektSocketTake(_socket, _bytes, _bytes.Length);
                _ears.Heard((MessageKind)_bytes[0], _bytes, 1, count - 1);
            }
            if (_socket >= 0 && state == Gone)
            {
                ITransportEars ears = _ears;
                Close();
                ears.Broke("", "the server ended the conversation, or is not there");
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            if (_socket >= 0)
            {
                AffektSocketClose(_socket);
            }
            _socket = -1;
        }

        /// <inheritdoc/>
        public void Dispose() => Close();

        [DllImport("__Internal")]
        static extern int AffektSocketOpen(string address, string token);

        [DllImport("__Internal")]
        static extern int AffektSocketState(int socket);

        [DllImport("__Internal")]
        static extern int AffektSocketSend(int socket, byte[] bytes, int count);

        [DllImport("__Internal")]
        static extern int AffektSocketNext(int socket);

        [DllImport("__Internal")]
        static extern int AffektSocketTake(int socket, byte[] bytes, int room);

        [DllImport("__Internal")]
        static extern void AffektSocketClose(int socket);
    }
}
#endif
