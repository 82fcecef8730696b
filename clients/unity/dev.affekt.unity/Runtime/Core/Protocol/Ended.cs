// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The session is over.</summary>
    public sealed partial class Ended : IProtoMessage
    {
        private ProtoText _why;

        /// <summary>Why, in words, such as "closed" or "no client for 30 s".</summary>
        public string Why
        {
            get => _why.Value;
            set => _why.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _why.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Ended other)
        {
            Clear();
            _why.CopyFrom(other._why);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_why.IsEmpty)
            {
                _why.Write(writer, 10);
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
                        _why.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
