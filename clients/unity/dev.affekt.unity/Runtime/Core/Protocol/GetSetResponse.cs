// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A set.</summary>
    public sealed partial class GetSetResponse : IProtoMessage
    {
        private SetSummary? _summary;
        private bool _hasSummary;
        private ProtoText _setJson;

        /// <summary>The set in brief. Null where it is absent.</summary>
        public SetSummary? Summary => _hasSummary ? _summary : null;

        /// <summary>Makes Summary present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public SetSummary MakeSummary()
        {
            _hasSummary = true;
            _summary ??= new SetSummary();
            _summary.Clear();
            return _summary;
        }

        /// <summary>Its set.json: UTF-8 JSON, at most 2 MB.</summary>
        public string SetJson
        {
            get => _setJson.Value;
            set => _setJson.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasSummary = false;
            _setJson.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(GetSetResponse other)
        {
            Clear();
            if (other.Summary != null)
            {
                MakeSummary().CopyFrom(other.Summary);
            }
            _setJson.CopyFrom(other._setJson);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_setJson.IsEmpty)
            {
                _setJson.Write(writer, 18);
            }
            if (_hasSummary)
            {
                writer.Message(10, _summary!);
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
                        reader.Message(Summary ?? MakeSummary());
                        break;
                    case 18:
                        _setJson.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
