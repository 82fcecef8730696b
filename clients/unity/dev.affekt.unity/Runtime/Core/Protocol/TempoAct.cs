// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The tempo changes.</summary>
    public sealed partial class TempoAct : IProtoMessage
    {
        private double _bpm;
        private double _rampBeats;

        /// <summary>Quarter notes a minute, 20 to 300.</summary>
        public double Bpm
        {
            get => _bpm;
            set => _bpm = value;
        }

        /// <summary>Length of the change in beats; 0 is at once.</summary>
        public double RampBeats
        {
            get => _rampBeats;
            set => _rampBeats = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _bpm = default;
            _rampBeats = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(TempoAct other)
        {
            Clear();
            _bpm = other._bpm;
            _rampBeats = other._rampBeats;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_rampBeats) != 0)
            {
                writer.Double(17, _rampBeats);
            }
            if (System.BitConverter.DoubleToInt64Bits(_bpm) != 0)
            {
                writer.Double(9, _bpm);
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
                        _bpm = reader.Double();
                        break;
                    case 17:
                        _rampBeats = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
