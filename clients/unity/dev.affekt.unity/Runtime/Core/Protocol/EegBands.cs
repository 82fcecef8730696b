// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Power of brain waves, one entry an electrode.</summary>
    public sealed partial class EegBands : IProtoMessage
    {
        private readonly ProtoList<EegBands.Channel> _channels = new ProtoList<EegBands.Channel>();

        /// <summary>The electrodes; 1 to 12 of them, each named once.</summary>
        public ProtoList<EegBands.Channel> Channels => _channels;

        /// <inheritdoc/>
        public void Clear()
        {
            _channels.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(EegBands other)
        {
            Clear();
            for (int n = 0; n < other._channels.Count; n++)
            {
                _channels.Add().CopyFrom(other._channels[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _channels.Write(writer, 10);
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
                        _channels.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
