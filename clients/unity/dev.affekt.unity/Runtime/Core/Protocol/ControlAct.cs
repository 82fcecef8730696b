// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>Transport and levels of the session.</summary>
    public sealed partial class ControlAct : IProtoMessage
    {
        private ControlVerb _verb;
        private ProtoText _bus;
        private double _db;
        private double _fadeS;

        /// <summary>What is done.</summary>
        public ControlVerb Verb
        {
            get => _verb;
            set => _verb = value;
        }

        /// <summary>For volume: master, music, stingers or notes.</summary>
        public string Bus
        {
            get => _bus.Value;
            set => _bus.Value = value;
        }

        /// <summary>For volume: level in dB; -96 is silence.</summary>
        public double Db
        {
            get => _db;
            set => _db = value;
        }

        /// <summary>Length of the fade in seconds, where there is one.</summary>
        public double FadeS
        {
            get => _fadeS;
            set => _fadeS = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _verb = default;
            _bus.Clear();
            _db = default;
            _fadeS = default;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ControlAct other)
        {
            Clear();
            _verb = other._verb;
            _bus.CopyFrom(other._bus);
            _db = other._db;
            _fadeS = other._fadeS;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (System.BitConverter.DoubleToInt64Bits(_fadeS) != 0)
            {
                writer.Double(33, _fadeS);
            }
            if (System.BitConverter.DoubleToInt64Bits(_db) != 0)
            {
                writer.Double(25, _db);
            }
            if (!_bus.IsEmpty)
            {
                _bus.Write(writer, 18);
            }
            if (_verb != 0)
            {
                writer.Integer(8, (long)_verb);
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
                    case 8:
                        _verb = (ControlVerb)unchecked((int)reader.Varint());
                        break;
                    case 18:
                        _bus.Read(reader);
                        break;
                    case 25:
                        _db = reader.Double();
                        break;
                    case 33:
                        _fadeS = reader.Double();
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
