// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A piece of a session's sound.</summary>
    public sealed partial class ListenResponse : IProtoMessage
    {
        private AudioBlock? _block;
        private bool _hasBlock;

        /// <summary>The next block. Null where it is absent.</summary>
        public AudioBlock? Block => _hasBlock ? _block : null;

        /// <summary>Makes Block present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public AudioBlock MakeBlock()
        {
            _hasBlock = true;
            _block ??= new AudioBlock();
            _block.Clear();
            return _block;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasBlock = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ListenResponse other)
        {
            Clear();
            if (other.Block != null)
            {
                MakeBlock().CopyFrom(other.Block);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasBlock)
            {
                writer.Message(10, _block!);
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
                        reader.Message(Block ?? MakeBlock());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
