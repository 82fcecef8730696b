// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>What a new session is made of.</summary>
    public sealed partial class Opening : IProtoMessage
    {
        private ProtoText _name;
        private ProtoText _set;
        private ulong? _seed;

        /// <summary>The session's name, 1 to 64 characters.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>The set to play; empty is the server's own choice.</summary>
        public string Set
        {
            get => _set.Value;
            set => _set.Value = value;
        }

        /// <summary>The seed of every random draw; where absent the server draws one.</summary>
        public ulong? Seed
        {
            get => _seed;
            set => _seed = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _set.Clear();
            _seed = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Opening other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _set.CopyFrom(other._set);
            _seed = other._seed;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_seed.HasValue)
            {
                writer.Integer(24, (ulong)_seed.Value);
            }
            if (!_set.IsEmpty)
            {
                _set.Write(writer, 18);
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
                    case 18:
                        _set.Read(reader);
                        break;
                    case 24:
                        _seed = unchecked((ulong)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
