// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The sets.</summary>
    public sealed partial class ListSetsResponse : IProtoMessage
    {
        private readonly ProtoList<SetSummary> _sets = new ProtoList<SetSummary>();

        /// <summary>Each in brief, sorted by name.</summary>
        public ProtoList<SetSummary> Sets => _sets;

        /// <inheritdoc/>
        public void Clear()
        {
            _sets.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ListSetsResponse other)
        {
            Clear();
            for (int n = 0; n < other._sets.Count; n++)
            {
                _sets.Add().CopyFrom(other._sets[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _sets.Write(writer, 10);
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
                        _sets.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
