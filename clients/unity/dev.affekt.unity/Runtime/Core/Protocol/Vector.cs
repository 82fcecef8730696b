// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Named numbers of a source that has no message of its own.</summary>
    public sealed partial class Vector : IProtoMessage
    {
        private ProtoText _source;
        private readonly ProtoList<NamedValue> _values = new ProtoList<NamedValue>();

        /// <summary>The source's name, 1 to 64 characters.</summary>
        public string Source
        {
            get => _source.Value;
            set => _source.Value = value;
        }

        /// <summary>1 to 64 finite numbers.</summary>
        public ProtoList<NamedValue> Values => _values;

        /// <inheritdoc/>
        public void Clear()
        {
            _source.Clear();
            _values.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Vector other)
        {
            Clear();
            _source.CopyFrom(other._source);
            for (int n = 0; n < other._values.Count; n++)
            {
                _values.Add().CopyFrom(other._values[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _values.Write(writer, 18);
            if (!_source.IsEmpty)
            {
                _source.Write(writer, 10);
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
                        _source.Read(reader);
                        break;
                    case 18:
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
