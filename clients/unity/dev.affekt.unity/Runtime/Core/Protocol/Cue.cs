// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Asks for a stinger, a section or a theme by name.</summary>
    public sealed partial class Cue : IProtoMessage
    {
        private CueKind _kind;
        private ProtoText _name;
        private CueTime _at;
        private uint _withinMs;
        private ProtoText _marker;

        /// <summary>Which of the three.</summary>
        public CueKind Kind
        {
            get => _kind;
            set => _kind = value;
        }

        /// <summary>Its name in the set, 1 to 64 characters.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>When it should sound.</summary>
        public CueTime At
        {
            get => _at;
            set => _at = value;
        }

        /// <summary>A deadline in milliseconds, 0 to 60000; 0 is none.</summary>
        public uint WithinMs
        {
            get => _withinMs;
            set => _withinMs = value;
        }

        /// <summary>For a section: the marker in it at which it is entered; empty is where its rule says.</summary>
        public string Marker
        {
            get => _marker.Value;
            set => _marker.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _kind = default;
            _name.Clear();
            _at = default;
            _withinMs = default;
            _marker.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Cue other)
        {
            Clear();
            _kind = other._kind;
            _name.CopyFrom(other._name);
            _at = other._at;
            _withinMs = other._withinMs;
            _marker.CopyFrom(other._marker);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_marker.IsEmpty)
            {
                _marker.Write(writer, 42);
            }
            if (_withinMs != 0)
            {
                writer.Integer(32, (ulong)_withinMs);
            }
            if (_at != 0)
            {
                writer.Integer(24, (long)_at);
            }
            if (!_name.IsEmpty)
            {
                _name.Write(writer, 18);
            }
            if (_kind != 0)
            {
                writer.Integer(8, (long)_kind);
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
                        _kind = (CueKind)unchecked((int)reader.Varint());
                        break;
                    case 18:
                        _name.Read(reader);
                        break;
                    case 24:
                        _at = (CueTime)unchecked((int)reader.Varint());
                        break;
                    case 32:
                        _withinMs = unchecked((uint)reader.Varint());
                        break;
                    case 42:
                        _marker.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
