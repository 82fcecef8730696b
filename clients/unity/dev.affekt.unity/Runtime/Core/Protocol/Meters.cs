// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Levels of the newest block, linear: 1 is full scale.</summary>
    public sealed partial class Meters : IProtoMessage
    {
        private double _peak;
        private double _rms;
        private double _reductionDb;
        private readonly ProtoList<NamedValue> _layers = new ProtoList<NamedValue>();
        private double _momentaryLufs;
        private double _shortTermLufs;
        private double _integratedLufs;

        /// <summary>Largest sample.</summary>
        public double Peak
        {
            get => _peak;
            set => _peak = value;
        }

        /// <summary>Root mean square.</summary>
        public double Rms
        {
            get => _rms;
            set => _rms = value;
        }

        /// <summary>How far the limiter gives way, in dB, 0 or less.</summary>
        public double ReductionDb
        {
            get => _reductionDb;
            set => _reductionDb = value;
        }

        /// <summary>Layers and their largest samples.</summary>
        public ProtoList<NamedValue> Layers => _layers;

        /// <summary>
        /// Loudness of the last 400 ms in LUFS; -120 while there is none to tell. It is measured while somebody
        /// looks.
        /// </summary>
        public double MomentaryLufs
        {
            get => _momentaryLufs;
            set => _momentaryLufs = value;
        }

        /// <summary>Loudness of the last 3 seconds.</summary>
        public double ShortTermLufs
        {
            get => _shortTermLufs;
            set => _shortTermLufs = value;
        }

        /// <summary>Gated loudness of everything since somebody looked.</summary>
        public double IntegratedLufs
        {
            get => _integratedLufs;
            set => _integratedLufs = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _peak = default;
            _rms = default;
            _reductionDb = default;
            _layers.Clear();
            _momentaryLufs = default;
            _shortTermLufs = default;
            _integratedLufs = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Meters other)
        {
            Clear();
            _peak = other._peak;
            _rms = other._rms;
            _reductionDb = other._reductionDb;
            for (int n = 0; n < other._layers.Count; n++)
            {
                _layers.Add().CopyFrom(other._layers[n]);
            }
            _momentaryLufs = other._momentaryLufs;
            _shortTermLufs = other._shortTermLufs;
            _integratedLufs = other._integratedLufs;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_integratedLufs) != 0)
            {
                writer.Double(57, _integratedLufs);
            }
            if (System.BitConverter.DoubleToInt64Bits(_shortTermLufs) != 0)
            {
                writer.Double(49, _shortTermLufs);
            }
            if (System.BitConverter.DoubleToInt64Bits(_momentaryLufs) != 0)
            {
                writer.Double(41, _momentaryLufs);
            }
            _layers.Write(writer, 34);
            if (System.BitConverter.DoubleToInt64Bits(_reductionDb) != 0)
            {
                writer.Double(25, _reductionDb);
            }
            if (System.BitConverter.DoubleToInt64Bits(_rms) != 0)
            {
                writer.Double(17, _rms);
            }
            if (System.BitConverter.DoubleToInt64Bits(_peak) != 0)
            {
                writer.Double(9, _peak);
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
                        _peak = reader.Double();
                        break;
                    case 17:
                        _rms = reader.Double();
                        break;
                    case 25:
                        _reductionDb = reader.Double();
                        break;
                    case 34:
                        _layers.Read(reader);
                        break;
                    case 41:
                        _momentaryLufs = reader.Double();
                        break;
                    case 49:
                        _shortTermLufs = reader.Double();
                        break;
                    case 57:
                        _integratedLufs = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
