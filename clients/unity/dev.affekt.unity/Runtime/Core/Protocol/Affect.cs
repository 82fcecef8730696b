// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A feeling, and how sure we are of it.</summary>
    public sealed partial class Affect : IProtoMessage
    {
        private double _valence;
        private double _arousal;
        private double _dominance;
        private double _sigmaValence;
        private double _sigmaArousal;
        private double _sigmaDominance;
        private readonly ProtoTexts _sources = new ProtoTexts();

        /// <summary>Displeasure -1 to +1 pleasure.</summary>
        public double Valence
        {
            get => _valence;
            set => _valence = value;
        }

        /// <summary>Calm 0 to 1 excited.</summary>
        public double Arousal
        {
            get => _arousal;
            set => _arousal = value;
        }

        /// <summary>Submissive -1 to +1 assertive.</summary>
        public double Dominance
        {
            get => _dominance;
            set => _dominance = value;
        }

        /// <summary>Standard deviation of valence; 0 is certainty.</summary>
        public double SigmaValence
        {
            get => _sigmaValence;
            set => _sigmaValence = value;
        }

        /// <summary>Standard deviation of arousal.</summary>
        public double SigmaArousal
        {
            get => _sigmaArousal;
            set => _sigmaArousal = value;
        }

        /// <summary>Standard deviation of dominance.</summary>
        public double SigmaDominance
        {
            get => _sigmaDominance;
            set => _sigmaDominance = value;
        }

        /// <summary>Sources heard lately, sorted by name.</summary>
        public ProtoTexts Sources => _sources;

        /// <inheritdoc/>
        public void Clear()
        {
            _valence = default;
            _arousal = default;
            _dominance = default;
            _sigmaValence = default;
            _sigmaArousal = default;
            _sigmaDominance = default;
            _sources.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Affect other)
        {
            Clear();
            _valence = other._valence;
            _arousal = other._arousal;
            _dominance = other._dominance;
            _sigmaValence = other._sigmaValence;
            _sigmaArousal = other._sigmaArousal;
            _sigmaDominance = other._sigmaDominance;
            _sources.CopyFrom(other._sources);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _sources.Write(writer, 58);
            if (System.BitConverter.DoubleToInt64Bits(_sigmaDominance) != 0)
            {
                writer.Double(49, _sigmaDominance);
            }
            if (System.BitConverter.DoubleToInt64Bits(_sigmaArousal) != 0)
            {
                writer.Double(41, _sigmaArousal);
            }
            if (System.BitConverter.DoubleToInt64Bits(_sigmaValence) != 0)
            {
                writer.Double(33, _sigmaValence);
            }
            if (System.BitConverter.DoubleToInt64Bits(_dominance) != 0)
            {
                writer.Double(25, _dominance);
            }
            if (System.BitConverter.DoubleToInt64Bits(_arousal) != 0)
            {
                writer.Double(17, _arousal);
            }
            if (System.BitConverter.DoubleToInt64Bits(_valence) != 0)
            {
                writer.Double(9, _valence);
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
                        _valence = reader.Double();
                        break;
                    case 17:
                        _arousal = reader.Double();
                        break;
                    case 25:
                        _dominance = reader.Double();
                        break;
                    case 33:
                        _sigmaValence = reader.Double();
                        break;
                    case 41:
                        _sigmaArousal = reader.Double();
                        break;
                    case 49:
                        _sigmaDominance = reader.Double();
                        break;
                    case 58:
                        _sources.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
