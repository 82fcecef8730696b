// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The first answer of a conversation.</summary>
    public sealed partial class Welcome : IProtoMessage
    {
        private uint _protocol;
        private OpenedSession? _session;
        private bool _hasSession;
        private double _serverSeconds;
        private readonly ProtoValues<Capability> _capabilities = new ProtoValues<Capability>();

        /// <summary>The protocol that is spoken from here on.</summary>
        public uint Protocol
        {
            get => _protocol;
            set => _protocol = value;
        }

        /// <summary>The session and its token. Null where it is absent.</summary>
        public OpenedSession? Session => _hasSession ? _session : null;

        /// <summary>Makes Session present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public OpenedSession MakeSession()
        {
            _hasSession = true;
            _session ??= new OpenedSession();
            _session.Clear();
            return _session;
        }

        /// <summary>Server time now in seconds since 1970.</summary>
        public double ServerSeconds
        {
            get => _serverSeconds;
            set => _serverSeconds = value;
        }

        /// <summary>What the server offers.</summary>
        public ProtoValues<Capability> Capabilities => _capabilities;

        /// <inheritdoc/>
        public void Clear()
        {
            _protocol = default;
            _hasSession = false;
            _serverSeconds = default;
            _capabilities.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Welcome other)
        {
            Clear();
            _protocol = other._protocol;
            if (other.Session != null)
            {
                MakeSession().CopyFrom(other.Session);
            }
            _serverSeconds = other._serverSeconds;
            _capabilities.CopyFrom(other._capabilities);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_capabilities.Count > 0)
            {
                int before = writer.Count;
                for (int n = _capabilities.Count - 1; n >= 0; n--)
                {
                    writer.Varint(unchecked((ulong)(long)_capabilities[n]));
                }
                writer.Prefix(34, writer.Count - before);
            }
            if (System.BitConverter.DoubleToInt64Bits(_serverSeconds) != 0)
            {
                writer.Double(25, _serverSeconds);
            }
            if (_hasSession)
            {
                writer.Message(18, _session!);
            }
            if (_protocol != 0)
            {
                writer.Integer(8, (ulong)_protocol);
            }
        }

        /// <inheritdoc/>
        public void Merge(ProtoReader reader)
        {
            uint tag;
            while ((tag = reader.Tag()) != 0)
            {
                switch (tag)
                {
                    case 8:
                        _protocol = unchecked((uint)reader.Varint());
                        break;
                    case 18:
                        reader.Message(Session ?? MakeSession());
                        break;
                    case 25:
                        _serverSeconds = reader.Double();
                        break;
                    case 34:
                        int outerCapabilities = reader.Open();
                        while (reader.More && reader.Element())
                        {
                            _capabilities.Add((Capability)unchecked((int)reader.Varint()));
                        }
                        reader.Close(outerCapabilities);
                        break;
                    case 32:
                        if (reader.Element())
                        {
                            _capabilities.Add((Capability)unchecked((int)reader.Varint()));
                        }
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
