// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>What the music should be now, whoever plays it. Unless said otherwise a value runs 0 to 1.</summary>
    public sealed partial class Intent : IProtoMessage
    {
        private double _valence;
        private double _arousal;
        private double _dominance;
        private ProtoText _mode;
        private ProtoText _key;
        private double _tempo;
        private double _soundingTempo;
        private double _energy;
        private double _tension;
        private double _density;
        private double _noteRate;
        private double _harmonicRhythm;
        private double _orchestration;
        private double _brightness;
        private double _articulation;
        private double _dynamicsDb;
        private readonly ProtoList<NamedValue> _archetypes = new ProtoList<NamedValue>();
        private bool _frozen;
        private ProtoText _clamped;

        /// <summary>The pleasure that the music aims at, -1 to +1, after the scene's box.</summary>
        public double Valence
        {
            get => _valence;
            set => _valence = value;
        }

        /// <summary>The excitement that the music aims at.</summary>
        public double Arousal
        {
            get => _arousal;
            set => _arousal = value;
        }

        /// <summary>The assertiveness that the music aims at, -1 to +1.</summary>
        public double Dominance
        {
            get => _dominance;
            set => _dominance = value;
        }

        /// <summary>
        /// Wished mode: ionian, dorian, phrygian, lydian, mixolydian, aeolian, locrian or harmonic_minor.
        /// </summary>
        public string Mode
        {
            get => _mode.Value;
            set => _mode.Value = value;
        }

        /// <summary>Wished tonic: C to B, with # or b.</summary>
        public string Key
        {
            get => _key.Value;
            set => _key.Value = value;
        }

        /// <summary>Wished tempo in quarter notes a minute.</summary>
        public double Tempo
        {
            get => _tempo;
            set => _tempo = value;
        }

        /// <summary>The tempo that plays, in quarter notes a minute.</summary>
        public double SoundingTempo
        {
            get => _soundingTempo;
            set => _soundingTempo = value;
        }

        /// <summary>How strongly the music plays.</summary>
        public double Energy
        {
            get => _energy;
            set => _energy = value;
        }

        /// <summary>How much the music leans on dissonance and suspense.</summary>
        public double Tension
        {
            get => _tension;
            set => _tension = value;
        }

        /// <summary>Note rate relative to the tempo.</summary>
        public double Density
        {
            get => _density;
            set => _density = value;
        }

        /// <summary>Wished notes a second.</summary>
        public double NoteRate
        {
            get => _noteRate;
            set => _noteRate = value;
        }

        /// <summary>Chords a bar.</summary>
        public double HarmonicRhythm
        {
            get => _harmonicRhythm;
            set => _harmonicRhythm = value;
        }

        /// <summary>How many of the layers play: few 0 to 1 all.</summary>
        public double Orchestration
        {
            get => _orchestration;
            set => _orchestration = value;
        }

        /// <summary>Dark 0 to 1 bright.</summary>
        public double Brightness
        {
            get => _brightness;
            set => _brightness = value;
        }

        /// <summary>Legato 0 to 1 staccato.</summary>
        public double Articulation
        {
            get => _articulation;
            set => _articulation = value;
        }

        /// <summary>The fader's share of the feeling in dB, within ±3.</summary>
        public double DynamicsDb
        {
            get => _dynamicsDb;
            set => _dynamicsDb = value;
        }

        /// <summary>Archetypes and their weights, which sum to 1, names sorted; empty where none leads.</summary>
        public ProtoList<NamedValue> Archetypes => _archetypes;

        /// <summary>Doubt is too great to change mode, key, section or tempo.</summary>
        public bool Frozen
        {
            get => _frozen;
            set => _frozen = value;
        }

        /// <summary>Why the wish and the sounding music differ, in words; empty where they agree.</summary>
        public string Clamped
        {
            get => _clamped.Value;
            set => _clamped.Value = value;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _valence = default;
            _arousal = default;
            _dominance = default;
            _mode.Clear();
            _key.Clear();
            _tempo = default;
            _soundingTempo = default;
            _energy = default;
            _tension = default;
            _density = default;
            _noteRate = default;
            _harmonicRhythm = default;
            _orchestration = default;
            _brightness = default;
            _articulation = default;
            _dynamicsDb = default;
            _archetypes.Clear();
            _frozen = default;
            _clamped.Clear();
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Intent other)
        {
            Clear();
            _valence = other._valence;
            _arousal = other._arousal;
            _dominance = other._dominance;
            _mode.CopyFrom(other._mode);
            _key.CopyFrom(other._key);
            _tempo = other._tempo;
            _soundingTempo = other._soundingTempo;
            _energy = other._energy;
            _tension = other._tension;
            _density = other._density;
            _noteRate = other._noteRate;
            _harmonicRhythm = other._harmonicRhythm;
            _orchestration = other._orchestration;
            _brightness = other._brightness;
            _articulation = other._articulation;
            _dynamicsDb = other._dynamicsDb;
            for (int n = 0; n < other._archetypes.Count; n++)
            {
                _archetypes.Add().CopyFrom(other._archetypes[n]);
            }
            _frozen = other._frozen;
            _clamped.CopyFrom(other._clamped);
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (!_clamped.IsEmpty)
            {
                _clamped.Write(writer, 154);
            }
            if (_frozen)
            {
                writer.Boolean(144, _frozen);
            }
            _archetypes.Write(writer, 138);
            if (System.BitConverter.DoubleToInt64Bits(_dynamicsDb) != 0)
            {
                writer.Double(129, _dynamicsDb);
            }
            if (System.BitConverter.DoubleToInt64Bits(_articulation) != 0)
            {
                writer.Double(121, _articulation);
            }
            if (System.BitConverter.DoubleToInt64Bits(_brightness) != 0)
            {
                writer.Double(113, _brightness);
            }
            if (System.BitConverter.DoubleToInt64Bits(_orchestration) != 0)
            {
                writer.Double(105, _orchestration);
            }
            if (System.BitConverter.DoubleToInt64Bits(_harmonicRhythm) != 0)
            {
                writer.Double(97, _harmonicRhythm);
            }
            if (System.BitConverter.DoubleToInt64Bits(_noteRate) != 0)
            {
                writer.Double(89, _noteRate);
            }
            if (System.BitConverter.DoubleToInt64Bits(_density) != 0)
            {
                writer.Double(81, _density);
            }
            if (System.BitConverter.DoubleToInt64Bits(_tension) != 0)
            {
                writer.Double(73, _tension);
            }
            if (System.BitConverter.DoubleToInt64Bits(_energy) != 0)
            {
                writer.Double(65, _energy);
            }
            if (System.BitConverter.DoubleToInt64Bits(_soundingTempo) != 0)
            {
                writer.Double(57, _soundingTempo);
            }
            if (System.BitConverter.DoubleToInt64Bits(_tempo) != 0)
            {
                writer.Double(49, _tempo);
            }
            if (!_key.IsEmpty)
            {
                _key.Write(writer, 42);
            }
            if (!_mode.IsEmpty)
            {
                _mode.Write(writer, 34);
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
                    case 34:
                        _mode.Read(reader);
                        break;
                    case 42:
                        _key.Read(reader);
                        break;
                    case 49:
                        _tempo = reader.Double();
                        break;
                    case 57:
                        _soundingTempo = reader.Double();
                        break;
                    case 65:
                        _energy = reader.Double();
                        break;
                    case 73:
                        _tension = reader.Double();
                        break;
                    case 81:
                        _density = reader.Double();
                        break;
                    case 89:
                        _noteRate = reader.Double();
                        break;
                    case 97:
                        _harmonicRhythm = reader.Double();
                        break;
                    case 105:
                        _orchestration = reader.Double();
                        break;
                    case 113:
                        _brightness = reader.Double();
                        break;
                    case 121:
                        _articulation = reader.Double();
                        break;
                    case 129:
                        _dynamicsDb = reader.Double();
                        break;
                    case 138:
                        _archetypes.Read(reader);
                        break;
                    case 144:
                        _frozen = reader.Boolean();
                        break;
                    case 154:
                        _clamped.Read(reader);
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
