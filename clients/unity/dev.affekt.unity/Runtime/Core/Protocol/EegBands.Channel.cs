// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    public sealed partial class EegBands
    {
        /// <summary>One electrode's bands.</summary>
        public sealed partial class Channel : IProtoMessage
        {
            private ProtoText _name;
            private double _delta;
            private double _theta;
            private double _alpha;
            private double _beta;
            private double _gamma;

            /// <summary>The electrode, such as "TP9"; empty for a mean over all.</summary>
            public string Name
            {
                get => _name.Value;
                set => _name.Value = value;
            }

            /// <summary>1 to 4 Hz; the unit is the same for all five, 0 or more.</summary>
            public double Delta
            {
                get => _delta;
                set => _delta = value;
            }

            /// <summary>4 to 8 Hz.</summary>
            public double Theta
            {
                get => _theta;
                set => _theta = value;
            }

            /// <summary>8 to 13 Hz.</summary>
            public double Alpha
            {
                get => _alpha;
                set => _alpha = value;
            }

            /// <summary>13 to 30 Hz.</summary>
            public double Beta
            {
                get => _beta;
                set => _beta = value;
            }

            /// <summary>30 to 44 Hz.</summary>
            public double Gamma
            {
                get => _gamma;
                set => _gamma = value;
            }

            /// <inheritdoc/>
            public void Clear()
            {
                _name.Clear();
                _delta = default;
                _theta = default;
                _alpha = default;
                _beta = default;
                _gamma = default;
            }

            /// <summary>Becomes equal to another, which may then change.</summary>
            /// <param name="other">The other.</param>
            public void CopyFrom(EegBands.Channel other)
            {
                Clear();
                _name.CopyFrom(other._name);
                _delta = other._delta;
                _theta = other._theta;
                _alpha = other._alpha;
                _beta = other._beta;
                _gamma = other._gamma;
            }

            /// <inheritdoc/>
            public void Write(ProtoWriter writer)
            {
                if (System.BitConverter.DoubleToInt64Bits(_gamma) != 0)
                {
                    writer.Double(49, _gamma);
                }
                if (System.BitConverter.DoubleToInt64Bits(_beta) != 0)
                {
                    writer.Double(41, _beta);
                }
                if (System.BitConverter.DoubleToInt64Bits(_alpha) != 0)
                {
                    writer.Double(33, _alpha);
                }
                if (System.BitConverter.DoubleToInt64Bits(_theta) != 0)
                {
                    writer.Double(25, _theta);
                }
                if (System.BitConverter.DoubleToInt64Bits(_delta) != 0)
                {
                    writer.Double(17, _delta);
                }
                if (!_name.IsEmpty)
                {
                    _name.Write(writer, 10);
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
                            _name.Read(reader);
                            break;
                        case 17:
                            _delta = reader.Double();
                            break;
                        case 25:
                            _theta = reader.Double();
                            break;
                        case 33:
                            _alpha = reader.Double();
                            break;
                        case 41:
                            _beta = reader.Double();
                            break;
                        case 49:
                            _gamma = reader.Double();
                            break;
                        default:
                            reader.Skip(tag);
                            break;
                    }
                }
            }
        }
    }
}
