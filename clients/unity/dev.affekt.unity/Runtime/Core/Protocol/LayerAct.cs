// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A layer of the playing section moves to a level.</summary>
    public sealed partial class LayerAct : IProtoMessage
    {
        private ProtoText _layer;
        private double _gainDb;
        private double _fadeBeats;
        private ProtoText _take;

        /// <summary>The layer's name in the set.</summary>
        public string Layer
        {
            get => _layer.Value;
            set => _layer.Value = value;
        }

        /// <summary>Level in dB relative to the recording; -96 is silence.</summary>
        public double GainDb
        {
            get => _gainDb;
            set => _gainDb = value;
        }

        /// <summary>Length of the move in beats; 0 is at once.</summary>
        public double FadeBeats
        {
            get => _fadeBeats;
            set => _fadeBeats = value;
        }

        /// <summary>Which take of the layer sounds; empty where it has one.</summary>
        public string Take
        {
            get => _take.Value;
            set => _take.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _layer.Clear();
            _gainDb = default;
            _fadeBeats = default;
            _take.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(LayerAct other)
        {
            Clear();
            _layer.CopyFrom(other._layer);
            _gainDb = other._gainDb;
            _fadeBeats = other._fadeBeats;
            _take.CopyFrom(other._take);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_take.IsEmpty)
            {
                _take.Write(writer, 34);
            }
            if (System.BitConverter.DoubleToInt64Bits(_fadeBeats) != 0)
            {
                writer.Double(25, _fadeBeats);
            }
            if (System.BitConverter.DoubleToInt64Bits(_gainDb) != 0)
            {
                writer.Double(17, _gainDb);
            }
            if (!_layer.IsEmpty)
            {
                _layer.Write(writer, 10);
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
                        _layer.Read(reader);
                        break;
                    case 17:
                        _gainDb = reader.Double();
                        break;
                    case 25:
                        _fadeBeats = reader.Double();
                        break;
                    case 34:
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
