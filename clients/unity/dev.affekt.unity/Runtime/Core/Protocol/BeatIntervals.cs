// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Intervals between successive heart beats, oldest first.</summary>
    public sealed partial class BeatIntervals : IProtoMessage
    {
        private readonly ProtoValues<double> _ibiMs = new ProtoValues<double>();

        /// <summary>Milliseconds from beat to beat, 200 to 3000 each; 1 to 64 of them.</summary>
        public ProtoValues<double> IbiMs => _ibiMs;

        /// <inheritdoc/>
        public void Clear()
        {
            _ibiMs.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(BeatIntervals other)
        {
            Clear();
            _ibiMs.CopyFrom(other._ibiMs);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_ibiMs.Count > 0)
            {
                int before = writer.Count;
                for (int n = _ibiMs.Count - 1; n >= 0; n--)
                {
                    writer.BareDouble(_ibiMs[n]);
                }
                writer.Prefix(10, writer.Count - before);
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
                        int outerIbiMs = reader.Open();
                        while (reader.More && reader.Element())
                        {
                            _ibiMs.Add(reader.Double());
                        }
                        reader.Close(outerIbiMs);
                        break;
                    case 9:
                        if (reader.Element())
                        {
                            _ibiMs.Add(reader.Double());
                        }
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
