// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A run of samples from an optical pulse sensor.</summary>
    public sealed partial class Ppg : IProtoMessage
    {
        private double _rateHz;
        private readonly ProtoValues<double> _samples = new ProtoValues<double>();

        /// <summary>Samples a second, 1 to 2000.</summary>
        public double RateHz
        {
            get => _rateHz;
            set => _rateHz = value;
        }

        /// <summary>The samples in the sensor's own unit, oldest first; 1 to 500 of them.</summary>
        public ProtoValues<double> Samples => _samples;

        /// <inheritdoc/>
        public void Clear()
        {
            _rateHz = default;
            _samples.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Ppg other)
        {
            Clear();
            _rateHz = other._rateHz;
            _samples.CopyFrom(other._samples);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_samples.Count > 0)
            {
                int before = writer.Count;
                for (int n = _samples.Count - 1; n >= 0; n--)
                {
                    writer.BareDouble(_samples[n]);
                }
                writer.Prefix(18, writer.Count - before);
            }
            if (System.BitConverter.DoubleToInt64Bits(_rateHz) != 0)
            {
                writer.Double(9, _rateHz);
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
                        _rateHz = reader.Double();
                        break;
                    case 18:
                        int outerSamples = reader.Open();
                        while (reader.More && reader.Element())
                        {
                            _samples.Add(reader.Double());
                        }
                        reader.Close(outerSamples);
                        break;
                    case 17:
                        if (reader.Element())
                        {
                            _samples.Add(reader.Double());
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
