// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>The sounding key.</summary>
    public sealed partial class KeyAct : IProtoMessage
    {
        private ProtoText _tonic;
        private ProtoText _mode;
        private double _cents;
        private int _shift;
        private KeyPath _path;

        /// <summary>Tonic: C to B, with # or b.</summary>
        public string Tonic
        {
            get => _tonic.Value;
            set => _tonic.Value = value;
        }

        /// <summary>Mode, such as dorian.</summary>
        public string Mode
        {
            get => _mode.Value;
            set => _mode.Value = value;
        }

        /// <summary>The session's tuning in cents from A = 440 Hz.</summary>
        public double Cents
        {
            get => _cents;
            set => _cents = value;
        }

        /// <summary>Semitones that pitched layers sound away from how they were recorded.</summary>
        public int Shift
        {
            get => _shift;
            set => _shift = value;
        }

        /// <summary>How they get there.</summary>
        public KeyPath Path
        {
            get => _path;
            set => _path = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _tonic.Clear();
            _mode.Clear();
            _cents = default;
            _shift = default;
            _path = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(KeyAct other)
        {
            Clear();
            _tonic.CopyFrom(other._tonic);
            _mode.CopyFrom(other._mode);
            _cents = other._cents;
            _shift = other._shift;
            _path = other._path;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_path != 0)
            {
                writer.Integer(40, (long)_path);
            }
            if (_shift != 0)
            {
                writer.Zigzag(32, (long)_shift);
            }
            if (System.BitConverter.DoubleToInt64Bits(_cents) != 0)
            {
                writer.Double(25, _cents);
            }
            if (!_mode.IsEmpty)
            {
                _mode.Write(writer, 18);
            }
            if (!_tonic.IsEmpty)
            {
                _tonic.Write(writer, 10);
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
                        _tonic.Read(reader);
                        break;
                    case 18:
                        _mode.Read(reader);
                        break;
                    case 25:
                        _cents = reader.Double();
                        break;
                    case 32:
                        _shift = unchecked((int)reader.Zigzag());
                        break;
                    case 40:
                        _path = (KeyPath)unchecked((int)reader.Varint());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
