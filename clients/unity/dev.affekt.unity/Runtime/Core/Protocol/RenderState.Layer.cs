// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    public sealed partial class RenderState
    {
        /// <summary>A layer as it stands or is moving to.</summary>
        public sealed partial class Layer : IProtoMessage
        {
            private ProtoText _name;
            private double _gainDb;
            private ProtoText _take;

            /// <summary>The layer's name in the set.</summary>
            public string Name
            {
                get => _name.Value;
                set => _name.Value = value;
            }

            /// <summary>Level in dB; -96 is silence.</summary>
            public double GainDb
            {
                get => _gainDb;
                set => _gainDb = value;
            }

            /// <summary>Which take sounds; empty where it has one.</summary>
            public string Take
            {
                get => _take.Value;
                set => _take.Value = value;
            }

            /// <inheritdoc/>
            public void Clear()
            {
                _name.Clear();
                _gainDb = default;
                _take.Clear();
            }

            /// <summary>Becomes equal to another, which may then change.</summary>
            /// <param name="other">The other.</param>
            public void CopyFrom(RenderState.Layer other)
            {
                Clear();
                _name.CopyFrom(other._name);
                _gainDb = other._gainDb;
                _take.CopyFrom(other._take);
            }

            /// <inheritdoc/>
            public void Write(ProtoWriter writer)
            {
                if (!_take.IsEmpty)
                {
                    _take.Write(writer, 26);
                }
                if (System.BitConverter.DoubleToInt64Bits(_gainDb) != 0)
                {
                    writer.Double(17, _gainDb);
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
                            _gainDb = reader.Double();
                            break;
                        case 26:
                            _take.Read(reader);
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
