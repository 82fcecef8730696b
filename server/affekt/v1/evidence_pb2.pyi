from affekt.v1 import affect_pb2 as _affect_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Evidence(_message.Message):
    __slots__ = ("source", "frame", "valence", "arousal", "dominance", "reliability")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    VALENCE_FIELD_NUMBER: _ClassVar[int]
    AROUSAL_FIELD_NUMBER: _ClassVar[int]
    DOMINANCE_FIELD_NUMBER: _ClassVar[int]
    RELIABILITY_FIELD_NUMBER: _ClassVar[int]
    source: str
    frame: int
    valence: float
    arousal: float
    dominance: float
    reliability: float
    def __init__(self, source: _Optional[str] = ..., frame: _Optional[int] = ..., valence: _Optional[float] = ..., arousal: _Optional[float] = ..., dominance: _Optional[float] = ..., reliability: _Optional[float] = ...) -> None: ...

class Sense(_message.Message):
    __slots__ = ("appraised", "heart_rate", "beat_intervals", "ppg", "eda", "eeg_bands", "blendshapes", "audio_features", "audio_chunk", "text", "gaze", "head_pose", "controller_motion", "vector")
    APPRAISED_FIELD_NUMBER: _ClassVar[int]
    HEART_RATE_FIELD_NUMBER: _ClassVar[int]
    BEAT_INTERVALS_FIELD_NUMBER: _ClassVar[int]
    PPG_FIELD_NUMBER: _ClassVar[int]
    EDA_FIELD_NUMBER: _ClassVar[int]
    EEG_BANDS_FIELD_NUMBER: _ClassVar[int]
    BLENDSHAPES_FIELD_NUMBER: _ClassVar[int]
    AUDIO_FEATURES_FIELD_NUMBER: _ClassVar[int]
    AUDIO_CHUNK_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    GAZE_FIELD_NUMBER: _ClassVar[int]
    HEAD_POSE_FIELD_NUMBER: _ClassVar[int]
    CONTROLLER_MOTION_FIELD_NUMBER: _ClassVar[int]
    VECTOR_FIELD_NUMBER: _ClassVar[int]
    appraised: Evidence
    heart_rate: HeartRate
    beat_intervals: BeatIntervals
    ppg: Ppg
    eda: Eda
    eeg_bands: EegBands
    blendshapes: Blendshapes
    audio_features: AudioFeatures
    audio_chunk: AudioChunk
    text: TextLine
    gaze: Gaze
    head_pose: HeadPose
    controller_motion: ControllerMotion
    vector: Vector
    def __init__(self, appraised: _Optional[_Union[Evidence, _Mapping]] = ..., heart_rate: _Optional[_Union[HeartRate, _Mapping]] = ..., beat_intervals: _Optional[_Union[BeatIntervals, _Mapping]] = ..., ppg: _Optional[_Union[Ppg, _Mapping]] = ..., eda: _Optional[_Union[Eda, _Mapping]] = ..., eeg_bands: _Optional[_Union[EegBands, _Mapping]] = ..., blendshapes: _Optional[_Union[Blendshapes, _Mapping]] = ..., audio_features: _Optional[_Union[AudioFeatures, _Mapping]] = ..., audio_chunk: _Optional[_Union[AudioChunk, _Mapping]] = ..., text: _Optional[_Union[TextLine, _Mapping]] = ..., gaze: _Optional[_Union[Gaze, _Mapping]] = ..., head_pose: _Optional[_Union[HeadPose, _Mapping]] = ..., controller_motion: _Optional[_Union[ControllerMotion, _Mapping]] = ..., vector: _Optional[_Union[Vector, _Mapping]] = ...) -> None: ...

class HeartRate(_message.Message):
    __slots__ = ("bpm", "rmssd_ms", "sdnn_ms")
    BPM_FIELD_NUMBER: _ClassVar[int]
    RMSSD_MS_FIELD_NUMBER: _ClassVar[int]
    SDNN_MS_FIELD_NUMBER: _ClassVar[int]
    bpm: float
    rmssd_ms: float
    sdnn_ms: float
    def __init__(self, bpm: _Optional[float] = ..., rmssd_ms: _Optional[float] = ..., sdnn_ms: _Optional[float] = ...) -> None: ...

class BeatIntervals(_message.Message):
    __slots__ = ("ibi_ms",)
    IBI_MS_FIELD_NUMBER: _ClassVar[int]
    ibi_ms: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, ibi_ms: _Optional[_Iterable[float]] = ...) -> None: ...

class Ppg(_message.Message):
    __slots__ = ("rate_hz", "samples")
    RATE_HZ_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    rate_hz: float
    samples: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, rate_hz: _Optional[float] = ..., samples: _Optional[_Iterable[float]] = ...) -> None: ...

class Eda(_message.Message):
    __slots__ = ("microsiemens",)
    MICROSIEMENS_FIELD_NUMBER: _ClassVar[int]
    microsiemens: float
    def __init__(self, microsiemens: _Optional[float] = ...) -> None: ...

class EegBands(_message.Message):
    __slots__ = ("channels",)
    class Channel(_message.Message):
        __slots__ = ("name", "delta", "theta", "alpha", "beta", "gamma")
        NAME_FIELD_NUMBER: _ClassVar[int]
        DELTA_FIELD_NUMBER: _ClassVar[int]
        THETA_FIELD_NUMBER: _ClassVar[int]
        ALPHA_FIELD_NUMBER: _ClassVar[int]
        BETA_FIELD_NUMBER: _ClassVar[int]
        GAMMA_FIELD_NUMBER: _ClassVar[int]
        name: str
        delta: float
        theta: float
        alpha: float
        beta: float
        gamma: float
        def __init__(self, name: _Optional[str] = ..., delta: _Optional[float] = ..., theta: _Optional[float] = ..., alpha: _Optional[float] = ..., beta: _Optional[float] = ..., gamma: _Optional[float] = ...) -> None: ...
    CHANNELS_FIELD_NUMBER: _ClassVar[int]
    channels: _containers.RepeatedCompositeFieldContainer[EegBands.Channel]
    def __init__(self, channels: _Optional[_Iterable[_Union[EegBands.Channel, _Mapping]]] = ...) -> None: ...

class Blendshapes(_message.Message):
    __slots__ = ("weights",)
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    weights: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    def __init__(self, weights: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ...) -> None: ...

class AudioFeatures(_message.Message):
    __slots__ = ("features",)
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    features: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    def __init__(self, features: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ...) -> None: ...

class AudioChunk(_message.Message):
    __slots__ = ("rate_hz", "pcm")
    RATE_HZ_FIELD_NUMBER: _ClassVar[int]
    PCM_FIELD_NUMBER: _ClassVar[int]
    rate_hz: int
    pcm: bytes
    def __init__(self, rate_hz: _Optional[int] = ..., pcm: _Optional[bytes] = ...) -> None: ...

class TextLine(_message.Message):
    __slots__ = ("line",)
    LINE_FIELD_NUMBER: _ClassVar[int]
    line: str
    def __init__(self, line: _Optional[str] = ...) -> None: ...

class Gaze(_message.Message):
    __slots__ = ("x", "y", "pupil_mm", "openness")
    X_FIELD_NUMBER: _ClassVar[int]
    Y_FIELD_NUMBER: _ClassVar[int]
    PUPIL_MM_FIELD_NUMBER: _ClassVar[int]
    OPENNESS_FIELD_NUMBER: _ClassVar[int]
    x: float
    y: float
    pupil_mm: float
    openness: float
    def __init__(self, x: _Optional[float] = ..., y: _Optional[float] = ..., pupil_mm: _Optional[float] = ..., openness: _Optional[float] = ...) -> None: ...

class HeadPose(_message.Message):
    __slots__ = ("pitch_deg", "yaw_deg", "roll_deg")
    PITCH_DEG_FIELD_NUMBER: _ClassVar[int]
    YAW_DEG_FIELD_NUMBER: _ClassVar[int]
    ROLL_DEG_FIELD_NUMBER: _ClassVar[int]
    pitch_deg: float
    yaw_deg: float
    roll_deg: float
    def __init__(self, pitch_deg: _Optional[float] = ..., yaw_deg: _Optional[float] = ..., roll_deg: _Optional[float] = ...) -> None: ...

class ControllerMotion(_message.Message):
    __slots__ = ("hand", "speed", "acceleration", "turning")
    HAND_FIELD_NUMBER: _ClassVar[int]
    SPEED_FIELD_NUMBER: _ClassVar[int]
    ACCELERATION_FIELD_NUMBER: _ClassVar[int]
    TURNING_FIELD_NUMBER: _ClassVar[int]
    hand: str
    speed: float
    acceleration: float
    turning: float
    def __init__(self, hand: _Optional[str] = ..., speed: _Optional[float] = ..., acceleration: _Optional[float] = ..., turning: _Optional[float] = ...) -> None: ...

class Vector(_message.Message):
    __slots__ = ("source", "values")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    source: str
    values: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    def __init__(self, source: _Optional[str] = ..., values: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ...) -> None: ...
