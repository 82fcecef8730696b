// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The first message of a conversation.</summary>
    public sealed partial class Hello : IProtoMessage
    {
        private uint _protocolMin;
        private uint _protocolMax;
        private readonly ProtoValues<Capability> _capabilities = new ProtoValues<Capability>();
        private ProtoText _session;
        private Opening? _open;
        private ProtoText _token;
        private ulong? _lastSeq;

        /// <summary>Which of them is there: Which session it is about.</summary>
        public enum TargetKind
        {
            /// <summary>None.</summary>
            None = 0,

            /// <summary>The name of an open session; the token goes with it.</summary>
            Session = 4,

            /// <summary>A session to open, or to attach to where it exists and the token fits.</summary>
            Open = 5,
        }

        /// <summary>Which session it is about. None where nothing is set.</summary>
        public TargetKind Target { get; private set; }

        /// <summary>The oldest protocol the client speaks; this is 1.</summary>
        public uint ProtocolMin
        {
            get => _protocolMin;
            set => _protocolMin = value;
        }

        /// <summary>The newest protocol the client speaks.</summary>
        public uint ProtocolMax
        {
            get => _protocolMax;
            set => _protocolMax = value;
        }

        /// <summary>What the client can do; at most 16.</summary>
        public ProtoValues<Capability> Capabilities => _capabilities;

        /// <summary>The name of an open session; the token goes with it.</summary>
        public string Session
        {
            get => Target == TargetKind.Session ? _session.Value : "";
            set
            {
                Target = TargetKind.Session;
                _session.Value = value;
            }
        }

        /// <summary>
        /// A session to open, or to attach to where it exists and the token fits. Null where it is absent.
        /// </summary>
        public Opening? Open => Target == TargetKind.Open ? _open : null;

        /// <summary>Makes Open present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Opening MakeOpen()
        {
            Target = TargetKind.Open;
            _open ??= new Opening();
            _open.Clear();
            return _open;
        }

        /// <summary>The session's token; empty for a new one.</summary>
        public string Token
        {
            get => _token.Value;
            set => _token.Value = value;
        }

        /// <summary>
        /// The last reply that the client has seen; what came after it is sent again where it is kept (30 s), else a
        /// Snapshot. Where absent: all replies of a session that is opened by this, else a Snapshot and what comes
        /// from now on.
        /// </summary>
        public ulong? LastSeq
        {
            get => _lastSeq;
            set => _lastSeq = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Target = TargetKind.None;
            _protocolMin = default;
            _protocolMax = default;
            _capabilities.Clear();
            _session.Clear();
            _token.Clear();
            _lastSeq = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Hello other)
        {
            Clear();
            _protocolMin = other._protocolMin;
            _protocolMax = other._protocolMax;
            _capabilities.CopyFrom(other._capabilities);
            _session.CopyFrom(other._session);
            if (other.Open != null)
            {
                MakeOpen().CopyFrom(other.Open);
            }
            _token.CopyFrom(other._token);
            _lastSeq = other._lastSeq;
            Target = other.Target;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_lastSeq.HasValue)
            {
                writer.Integer(56, (ulong)_lastSeq.Value);
            }
            if (!_token.IsEmpty)
            {
                _token.Write(writer, 50);
            }
            if (Target == TargetKind.Open)
            {
                writer.Message(42, _open!);
            }
            if (Target == TargetKind.Session)
            {
                _session.Write(writer, 34);
            }
            if (_capabilities.Count > 0)
            {
                int before = writer.Count;
                for (int n = _capabilities.Count - 1; n >= 0; n--)
                {
                    writer.Varint(unchecked((ulong)(long)_capabilities[n]));
                }
                writer.Prefix(26, writer.Count - before);
            }
            if (_protocolMax != 0)
            {
                writer.Integer(16, (ulong)_protocolMax);
            }
            if (_protocolMin != 0)
            {
                writer.Integer(8, (ulong)_protocolMin);
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
                        _protocolMin = unchecked((uint)reader.Varint());
                        break;
                    case 16:
                        _protocolMax = unchecked((uint)reader.Varint());
                        break;
                    case 26:
                        int outerCapabilities = reader.Open();
                        while (reader.More && reader.Element())
                        {
                            _capabilities.Add((Capability)unchecked((int)reader.Varint()));
                        }
                        reader.Close(outerCapabilities);
                        break;
                    case 24:
                        if (reader.Element())
                        {
                            _capabilities.Add((Capability)unchecked((int)reader.Varint()));
                        }
                        break;
                    case 34:
                        Target = TargetKind.Session;
                        _session.Read(reader);
                        break;
                    case 42:
                        reader.Message(Open ?? MakeOpen());
                        break;
                    case 50:
                        _token.Read(reader);
                        break;
                    case 56:
                        _lastSeq = unchecked((ulong)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
