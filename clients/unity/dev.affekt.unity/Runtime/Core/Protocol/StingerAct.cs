// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A short figure over the music.</summary>
    public sealed partial class StingerAct : IProtoMessage
    {
        private ProtoText _name;
        private ProtoText _take;

        /// <summary>The stinger's name in the set.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>Which take sounds; empty where it has one.</summary>
        public string Take
        {
            get => _take.Value;
            set => _take.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _take.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(StingerAct other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _take.CopyFrom(other._take);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_take.IsEmpty)
            {
                _take.Write(writer, 18);
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
                        _take.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
