// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>What there is to see.</summary>
    public sealed partial class WatchResponse : IProtoMessage
    {
        private double _serverSeconds;
        private readonly ProtoList<SessionView> _views = new ProtoList<SessionView>();

        /// <summary>Server time in seconds since 1970.</summary>
        public double ServerSeconds
        {
            get => _serverSeconds;
            set => _serverSeconds = value;
        }

        /// <summary>One for each session that is watched, sorted by name.</summary>
        public ProtoList<SessionView> Views => _views;

        /// <inheritdoc/>
        public void Clear()
        {
            _serverSeconds = default;
            _views.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(WatchResponse other)
        {
            Clear();
            _serverSeconds = other._serverSeconds;
            for (int n = 0; n < other._views.Count; n++)
            {
                _views.Add().CopyFrom(other._views[n]);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _views.Write(writer, 18);
            if (System.BitConverter.DoubleToInt64Bits(_serverSeconds) != 0)
            {
                writer.Double(9, _serverSeconds);
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
                    case 9:
                        _serverSeconds = reader.Double();
                        break;
                    case 18:
                        _views.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
