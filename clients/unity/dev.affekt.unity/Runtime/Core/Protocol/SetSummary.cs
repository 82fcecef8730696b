// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>A set in brief.</summary>
    public sealed partial class SetSummary : IProtoMessage
    {
        private ProtoText _name;
        private ProtoText _title;
        private ProtoText _version;
        private ProtoText _description;
        private ProtoText _licence;
        private ProtoText _sha256;
        private readonly ProtoTexts _sections = new ProtoTexts();
        private readonly ProtoTexts _layers = new ProtoTexts();
        private readonly ProtoTexts _stingers = new ProtoTexts();

        /// <summary>The set's name.</summary>
        public string Name
        {
            get => _name.Value;
            set => _name.Value = value;
        }

        /// <summary>Its title for a person.</summary>
        public string Title
        {
            get => _title.Value;
            set => _title.Value = value;
        }

        /// <summary>Its version, such as "0.1.0".</summary>
        public string Version
        {
            get => _version.Value;
            set => _version.Value = value;
        }

        /// <summary>What it is, in a sentence.</summary>
        public string Description
        {
            get => _description.Value;
            set => _description.Value = value;
        }

        /// <summary>The licence of its recordings, as an SPDX identifier.</summary>
        public string Licence
        {
            get => _licence.Value;
            set => _licence.Value = value;
        }

        /// <summary>SHA-256 of its manifest and recordings, in hexadecimal.</summary>
        public string Sha256
        {
            get => _sha256.Value;
            set => _sha256.Value = value;
        }

        /// <summary>Names of its sections, in the set's order.</summary>
        public ProtoTexts Sections => _sections;

        /// <summary>Names of its layers, in the set's order.</summary>
        public ProtoTexts Layers => _layers;

        /// <summary>Names of its stingers, in the set's order.</summary>
        public ProtoTexts Stingers => _stingers;

        /// <inheritdoc/>
        public void Clear()
        {
            _name.Clear();
            _title.Clear();
            _version.Clear();
            _description.Clear();
            _licence.Clear();
            _sha256.Clear();
            _sections.Clear();
            _layers.Clear();
            _stingers.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(SetSummary other)
        {
            Clear();
            _name.CopyFrom(other._name);
            _title.CopyFrom(other._title);
            _version.CopyFrom(other._version);
            _description.CopyFrom(other._description);
            _licence.CopyFrom(other._licence);
            _sha256.CopyFrom(other._sha256);
            _sections.CopyFrom(other._sections);
            _layers.CopyFrom(other._layers);
            _stingers.CopyFrom(other._stingers);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            _stingers.Write(writer, 74);
            _layers.Write(writer, 66);
            _sections.Write(writer, 58);
            if (!_sha256.IsEmpty)
            {
                _sha256.Write(writer, 50);
            }
            if (!_licence.IsEmpty)
            {
                _licence.Write(writer, 42);
            }
            if (!_description.IsEmpty)
            {
                _description.Write(writer, 34);
            }
            if (!_version.IsEmpty)
            {
                _version.Write(writer, 26);
            }
            if (!_title.IsEmpty)
            {
                _title.Write(writer, 18);
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
                    case 18:
                        _title.Read(reader);
                        break;
                    case 26:
                        _version.Read(reader);
                        break;
                    case 34:
                        _description.Read(reader);
                        break;
                    case 42:
                        _licence.Read(reader);
                        break;
                    case 50:
                        _sha256.Read(reader);
                        break;
                    case 58:
                        _sections.Read(reader);
                        break;
                    case 66:
                        _layers.Read(reader);
                        break;
                    case 74:
                        _stingers.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
