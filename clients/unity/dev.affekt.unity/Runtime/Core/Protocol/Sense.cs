// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>One reading of a sensor.</summary>
    public sealed partial class Sense : IProtoMessage
    {
        private Evidence? _appraised;
        private HeartRate? _heartRate;
        private BeatIntervals? _beatIntervals;
        private Ppg? _ppg;
        private Eda? _eda;
        private EegBands? _eegBands;
        private Blendshapes? _blendshapes;
        private AudioFeatures? _audioFeatures;
        private AudioChunk? _audioChunk;
        private TextLine? _text;
        private Gaze? _gaze;
        private HeadPose? _headPose;
        private ControllerMotion? _controllerMotion;
        private Vector? _vector;

        /// <summary>Which of them is there: What was read.</summary>
        public enum ReadingKind
        {
            /// <summary>None.</summary>
            None = 0,

            /// <summary>A feeling in valence, arousal and dominance.</summary>
            Appraised = 1,

            /// <summary>Heart rate from a strap, a watch or a camera.</summary>
            HeartRate = 2,

            /// <summary>Times between heart beats, for heart-rate variability.</summary>
            BeatIntervals = 3,

            /// <summary>Samples of a pulse sensor.</summary>
            Ppg = 4,

            /// <summary>Skin conductance.</summary>
            Eda = 5,

            /// <summary>Power of brain waves in their bands.</summary>
            EegBands = 6,

            /// <summary>Weights of a face's muscles.</summary>
            Blendshapes = 7,

            /// <summary>Features of a voice.</summary>
            AudioFeatures = 8,

            /// <summary>A piece of a voice.</summary>
            AudioChunk = 9,

            /// <summary>A line that was said or written.</summary>
            Text = 10,

            /// <summary>Where the eyes look.</summary>
            Gaze = 11,

            /// <summary>How the head is held.</summary>
            HeadPose = 12,

            /// <summary>How a controller is moved.</summary>
            ControllerMotion = 13,

            /// <summary>Anything else, as named numbers.</summary>
            Vector = 14,
        }

        /// <summary>What was read. None where nothing is set.</summary>
        public ReadingKind Reading { get; private set; }

        /// <summary>A feeling in valence, arousal and dominance. Null where it is absent.</summary>
        public Evidence? Appraised => Reading == ReadingKind.Appraised ? _appraised : null;

        /// <summary>Makes Appraised present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Evidence MakeAppraised()
        {
            Reading = ReadingKind.Appraised;
            _appraised ??= new Evidence();
            _appraised.Clear();
            return _appraised;
        }

        /// <summary>Heart rate from a strap, a watch or a camera. Null where it is absent.</summary>
        public HeartRate? HeartRate => Reading == ReadingKind.HeartRate ? _heartRate : null;

        /// <summary>Makes HeartRate present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public HeartRate MakeHeartRate()
        {
            Reading = ReadingKind.HeartRate;
            _heartRate ??= new HeartRate();
            _heartRate.Clear();
            return _heartRate;
        }

        /// <summary>Times between heart beats, for heart-rate variability. Null where it is absent.</summary>
        public BeatIntervals? BeatIntervals => Reading == ReadingKind.BeatIntervals ? _beatIntervals : null;

        /// <summary>Makes BeatIntervals present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public BeatIntervals MakeBeatIntervals()
        {
            Reading = ReadingKind.BeatIntervals;
            _beatIntervals ??= new BeatIntervals();
            _beatIntervals.Clear();
            return _beatIntervals;
        }

        /// <summary>Samples of a pulse sensor. Null where it is absent.</summary>
        public Ppg? Ppg => Reading == ReadingKind.Ppg ? _ppg : null;

        /// <summary>Makes Ppg present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Ppg MakePpg()
        {
            Reading = ReadingKind.Ppg;
            _ppg ??= new Ppg();
            _ppg.Clear();
            return _ppg;
        }

        /// <summary>Skin conductance. Null where it is absent.</summary>
        public Eda? Eda => Reading == ReadingKind.Eda ? _eda : null;

        /// <summary>Makes Eda present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Eda MakeEda()
        {
            Reading = ReadingKind.Eda;
            _eda ??= new Eda();
            _eda.Clear();
            return _eda;
        }

        /// <summary>Power of brain waves in their bands. Null where it is absent.</summary>
        public EegBands? EegBands => Reading == ReadingKind.EegBands ? _eegBands : null;

        /// <summary>Makes EegBands present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public EegBands MakeEegBands()
        {
            Reading = ReadingKind.EegBands;
            _eegBands ??= new EegBands();
            _eegBands.Clear();
            return _eegBands;
        }

        /// <summary>Weights of a face's muscles. Null where it is absent.</summary>
        public Blendshapes? Blendshapes => Reading == ReadingKind.Blendshapes ? _blendshapes : null;

        /// <summary>Makes Blendshapes present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Blendshapes MakeBlendshapes()
        {
            Reading = ReadingKind.Blendshapes;
            _blendshapes ??= new Blendshapes();
            _blendshapes.Clear();
            return _blendshapes;
        }

        /// <summary>Features of a voice. Null where it is absent.</summary>
        public AudioFeatures? AudioFeatures => Reading == ReadingKind.AudioFeatures ? _audioFeatures : null;

        /// <summary>Makes AudioFeatures present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public AudioFeatures MakeAudioFeatures()
        {
            Reading = ReadingKind.AudioFeatures;
            _audioFeatures ??= new AudioFeatures();
            _audioFeatures.Clear();
            return _audioFeatures;
        }

        /// <summary>A piece of a voice. Null where it is absent.</summary>
        public AudioChunk? AudioChunk => Reading == ReadingKind.AudioChunk ? _audioChunk : null;

        /// <summary>Makes AudioChunk present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public AudioChunk MakeAudioChunk()
        {
            Reading = ReadingKind.AudioChunk;
            _audioChunk ??= new AudioChunk();
            _audioChunk.Clear();
            return _audioChunk;
        }

        /// <summary>A line that was said or written. Null where it is absent.</summary>
        public TextLine? Text => Reading == ReadingKind.Text ? _text : null;

        /// <summary>Makes Text present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public TextLine MakeText()
        {
            Reading = ReadingKind.Text;
            _text ??= new TextLine();
            _text.Clear();
            return _text;
        }

        /// <summary>Where the eyes look. Null where it is absent.</summary>
        public Gaze? Gaze => Reading == ReadingKind.Gaze ? _gaze : null;

        /// <summary>Makes Gaze present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Gaze MakeGaze()
        {
            Reading = ReadingKind.Gaze;
            _gaze ??= new Gaze();
            _gaze.Clear();
            return _gaze;
        }

        /// <summary>How the head is held. Null where it is absent.</summary>
        public HeadPose? HeadPose => Reading == ReadingKind.HeadPose ? _headPose : null;

        /// <summary>Makes HeadPose present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public HeadPose MakeHeadPose()
        {
            Reading = ReadingKind.HeadPose;
            _headPose ??= new HeadPose();
            _headPose.Clear();
            return _headPose;
        }

        /// <summary>How a controller is moved. Null where it is absent.</summary>
        public ControllerMotion? ControllerMotion => Reading == ReadingKind.ControllerMotion ? _controllerMotion : null;

        /// <summary>Makes ControllerMotion present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public ControllerMotion MakeControllerMotion()
        {
            Reading = ReadingKind.ControllerMotion;
            _controllerMotion ??= new ControllerMotion();
            _controllerMotion.Clear();
            return _controllerMotion;
        }

        /// <summary>Anything else, as named numbers. Null where it is absent.</summary>
        public Vector? Vector => Reading == ReadingKind.Vector ? _vector : null;

        /// <summary>Makes Vector present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public Vector MakeVector()
        {
            Reading = ReadingKind.Vector;
            _vector ??= new Vector();
            _vector.Clear();
            return _vector;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Reading = ReadingKind.None;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Sense other)
        {
            Clear();
            if (other.Appraised != null)
            {
                MakeAppraised().CopyFrom(other.Appraised);
            }
            if (other.HeartRate != null)
            {
                MakeHeartRate().CopyFrom(other.HeartRate);
            }
            if (other.BeatIntervals != null)
            {
                MakeBeatIntervals().CopyFrom(other.BeatIntervals);
            }
            if (other.Ppg != null)
            {
                MakePpg().CopyFrom(other.Ppg);
            }
            if (other.Eda != null)
            {
                MakeEda().CopyFrom(other.Eda);
            }
            if (other.EegBands != null)
            {
                MakeEegBands().CopyFrom(other.EegBands);
            }
            if (other.Blendshapes != null)
            {
                MakeBlendshapes().CopyFrom(other.Blendshapes);
            }
            if (other.AudioFeatures != null)
            {
                MakeAudioFeatures().CopyFrom(other.AudioFeatures);
            }
            if (other.AudioChunk != null)
            {
                MakeAudioChunk().CopyFrom(other.AudioChunk);
            }
            if (other.Text != null)
            {
                MakeText().CopyFrom(other.Text);
            }
            if (other.Gaze != null)
            {
                MakeGaze().CopyFrom(other.Gaze);
            }
            if (other.HeadPose != null)
            {
                MakeHeadPose().CopyFrom(other.HeadPose);
            }
            if (other.ControllerMotion != null)
            {
                MakeControllerMotion().CopyFrom(other.ControllerMotion);
            }
            if (other.Vector != null)
            {
                MakeVector().CopyFrom(other.Vector);
            }
            Reading = other.Reading;
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (Reading == ReadingKind.Vector)
            {
                writer.Message(114, _vector!);
            }
            if (Reading == ReadingKind.ControllerMotion)
            {
                writer.Message(106, _controllerMotion!);
            }
            if (Reading == ReadingKind.HeadPose)
            {
                writer.Message(98, _headPose!);
            }
            if (Reading == ReadingKind.Gaze)
            {
                writer.Message(90, _gaze!);
            }
            if (Reading == ReadingKind.Text)
            {
                writer.Message(82, _text!);
            }
            if (Reading == ReadingKind.AudioChunk)
            {
                writer.Message(74, _audioChunk!);
            }
            if (Reading == ReadingKind.AudioFeatures)
            {
                writer.Message(66, _audioFeatures!);
            }
            if (Reading == ReadingKind.Blendshapes)
            {
                writer.Message(58, _blendshapes!);
            }
            if (Reading == ReadingKind.EegBands)
            {
                writer.Message(50, _eegBands!);
            }
            if (Reading == ReadingKind.Eda)
            {
                writer.Message(42, _eda!);
            }
            if (Reading == ReadingKind.Ppg)
            {
                writer.Message(34, _ppg!);
            }
            if (Reading == ReadingKind.BeatIntervals)
            {
                writer.Message(26, _beatIntervals!);
            }
            if (Reading == ReadingKind.HeartRate)
            {
                writer.Message(18, _heartRate!);
            }
            if (Reading == ReadingKind.Appraised)
            {
                writer.Message(10, _appraised!);
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
                        reader.Message(Appraised ?? MakeAppraised());
                        break;
                    case 18:
                        reader.Message(HeartRate ?? MakeHeartRate());
                        break;
                    case 26:
                        reader.Message(BeatIntervals ?? MakeBeatIntervals());
                        break;
                    case 34:
                        reader.Message(Ppg ?? MakePpg());
                        break;
                    case 42:
                        reader.Message(Eda ?? MakeEda());
                        break;
                    case 50:
                        reader.Message(EegBands ?? MakeEegBands());
                        break;
                    case 58:
                        reader.Message(Blendshapes ?? MakeBlendshapes());
                        break;
                    case 66:
                        reader.Message(AudioFeatures ?? MakeAudioFeatures());
                        break;
                    case 74:
                        reader.Message(AudioChunk ?? MakeAudioChunk());
                        break;
                    case 82:
                        reader.Message(Text ?? MakeText());
                        break;
                    case 90:
                        reader.Message(Gaze ?? MakeGaze());
                        break;
                    case 98:
                        reader.Message(HeadPose ?? MakeHeadPose());
                        break;
                    case 106:
                        reader.Message(ControllerMotion ?? MakeControllerMotion());
                        break;
                    case 114:
                        reader.Message(Vector ?? MakeVector());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
