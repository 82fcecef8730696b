// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The sounding harmony, so that a game's own sounds can play in key.</summary>
    public sealed partial class ChordAct : IProtoMessage
    {
        private ProtoText _chord;
        private ProtoText _scale;

        /// <summary>A chord symbol such as Dm9 or G/D.</summary>
        public string Chord
        {
            get => _chord.Value;
            set => _chord.Value = value;
        }

        /// <summary>Tonic and mode, such as "D dorian".</summary>
        public string Scale
        {
            get => _scale.Value;
            set => _scale.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _chord.Clear();
            _scale.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ChordAct other)
        {
            Clear();
            _chord.CopyFrom(other._chord);
            _scale.CopyFrom(other._scale);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_scale.IsEmpty)
            {
                _scale.Write(writer, 18);
            }
            if (!_chord.IsEmpty)
            {
                _chord.Write(writer, 10);
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
                        _chord.Read(reader);
                        break;
                    case 18:
                        _scale.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
