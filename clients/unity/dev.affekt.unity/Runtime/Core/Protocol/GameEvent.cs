// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Something happened in the game, in the game's own word.</summary>
    public sealed partial class GameEvent : IProtoMessage
    {
        private ProtoText _name;
        private double? _intensity;

        /// <summary>1 to 64 characters, such as "enemy_spotted".</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>How much of it, 0 to 1; absent is 1.</summary>
        public double? Intensity
        {
            get => _intensity;
            set => _intensity = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _intensity = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GameEvent other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _intensity = other._intensity;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_intensity.HasValue)
            {
                writer.Double(17, _intensity.Value);
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
                    case 17:
                        _intensity = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
