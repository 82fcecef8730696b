// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A line that was said or written by the player.</summary>
    public sealed partial class TextLine : IProtoMessage
    {
        private ProtoText _line;

        /// <summary>1 to 2000 characters.</summary>
        public string Line
        {
            get => _line.Value;
            set => _line.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _line.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(TextLine other)
        {
            Clear();
            _line.CopyFrom(other._line);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_line.IsEmpty)
            {
                _line.Write(writer, 10);
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
                        _line.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
