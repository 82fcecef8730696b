// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A stated feeling ends.</summary>
    public sealed partial class FreeFeeling : IProtoMessage
    {

        /// <inheritdoc/>
        public void Clear()
        {
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(FreeFeeling other)
        {
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
        }

        /// <inheritdoc/>
        public void Merge(ProtoReader reader)
        {
            uint tag;
            while ((tag = reader.Tag()) != 0)
            {
                switch (tag)
                {
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
