// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Continuous values of the game.</summary>
    public sealed partial class GameState : IProtoMessage
    {
        private readonly ProtoList<NamedValue> _values = new ProtoList<NamedValue>();

        /// <summary>Name and value, 0 to 1 unless the game's table gives a range; 1 to 64 of them.</summary>
        public ProtoList<NamedValue> Values => _values;

        /// <inheritdoc/>
        public void Clear()
        {
            _values.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GameState other)
        {
            Clear();
            for (int n = 0; n < other._values.Count; n++)
            {
                _values.Add().CopyFrom(other._values[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _values.Write(writer, 10);
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
                        _values.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
