// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Heart rate, and its variability where the sensor computes it.</summary>
    public sealed partial class HeartRate : IProtoMessage
    {
        private double _bpm;
        private double? _rmssdMs;
        private double? _sdnnMs;

        /// <summary>Beats a minute, 20 to 250.</summary>
        public double Bpm
        {
            get => _bpm;
            set => _bpm = value;
        }

        /// <summary>Variability from beat to beat (rMSSD) in milliseconds, 0 to 500; wants 30 s of beats.</summary>
        public double? RmssdMs
        {
            get => _rmssdMs;
            set => _rmssdMs = value;
        }

        /// <summary>Variability over the window (SDNN) in milliseconds, 0 to 500; wants 2 min of beats.</summary>
        public double? SdnnMs
        {
            get => _sdnnMs;
            set => _sdnnMs = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _bpm = default;
            _rmssdMs = null;
            _sdnnMs = null;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(HeartRate other)
        {
            Clear();
            _bpm = other._bpm;
            _rmssdMs = other._rmssdMs;
            _sdnnMs = other._sdnnMs;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_sdnnMs.HasValue)
            {
                writer.Double(25, _sdnnMs.Value);
            }
            if (_rmssdMs.HasValue)
            {
                writer.Double(17, _rmssdMs.Value);
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
                        _rmssdMs = reader.Double();
                        break;
                    case 25:
                        _sdnnMs = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
