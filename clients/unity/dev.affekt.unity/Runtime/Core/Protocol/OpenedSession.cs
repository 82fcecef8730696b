// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>An open session, for whoever may conduct it.</summary>
    public sealed partial class OpenedSession : IProtoMessage
    {
        private ProtoText _name;
        private uint _id;
        private ProtoText _token;
        private ProtoText _set;
        private ProtoText _setSha256;
        private double _serverSecondsAtFrame0;

        /// <summary>The session's name.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>The session's number on this server.</summary>
        public uint Id
        {
            get => _id;
            set => _id = value;
        }

        /// <summary>The key to attach, listen, watch, save and close; keep it to yourself.</summary>
        public string Token
        {
            get => _token.Value;
            set => _token.Value = value;
        }

        /// <summary>The set that plays.</summary>
        public string Set
        {
            get => _set.Value;
            set => _set.Value = value;
        }

        /// <summary>SHA-256 of the set's manifest and recordings, in hexadecimal.</summary>
        public string SetSha256
        {
            get => _setSha256.Value;
            set => _setSha256.Value = value;
        }

        /// <summary>Server time (seconds since 1970) of session frame 0; frame f sounds f / 48000 s later.</summary>
        public double ServerSecondsAtFrame0
        {
            get => _serverSecondsAtFrame0;
            set => _serverSecondsAtFrame0 = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _id = default;
            _token.Clear();
            _set.Clear();
            _setSha256.Clear();
            _serverSecondsAtFrame0 = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(OpenedSession other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _id = other._id;
            _token.CopyFrom(other._token);
            _set.CopyFrom(other._set);
            _setSha256.CopyFrom(other._setSha256);
            _serverSecondsAtFrame0 = other._serverSecondsAtFrame0;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_serverSecondsAtFrame0) != 0)
            {
                writer.Double(49, _serverSecondsAtFrame0);
            }
            if (!_setSha256.IsEmpty)
            {
                _setSha256.Write(writer, 42);
            }
            if (!_set.IsEmpty)
            {
                _set.Write(writer, 34);
            }
            if (!_token.IsEmpty)
            {
                _token.Write(writer, 26);
            }
            if (_id != 0)
            {
                writer.Integer(16, (ulong)_id);
            }
            if (!_name.IsEmpty)
            {
                _name.Write(writer, 10);
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
                    case 10:
                        _name.Read(reader);
                        break;
                    case 16:
                        _id = unchecked((uint)reader.Varint());
                        break;
                    case 26:
                        _token.Read(reader);
                        break;
                    case 34:
                        _set.Read(reader);
                        break;
                    case 42:
                        _setSha256.Read(reader);
                        break;
                    case 49:
                        _serverSecondsAtFrame0 = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
