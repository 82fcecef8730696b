from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Affect(_message.Message):
    __slots__ = ("valence", "arousal", "dominance", "sigma_valence", "sigma_arousal", "sigma_dominance", "sources")
    VALENCE_FIELD_NUMBER: _ClassVar[int]
    AROUSAL_FIELD_NUMBER: _ClassVar[int]
    DOMINANCE_FIELD_NUMBER: _ClassVar[int]
    SIGMA_VALENCE_FIELD_NUMBER: _ClassVar[int]
    SIGMA_AROUSAL_FIELD_NUMBER: _ClassVar[int]
    SIGMA_DOMINANCE_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    valence: float
    arousal: float
    dominance: float
    sigma_valence: float
    sigma_arousal: float
    sigma_dominance: float
    sources: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, valence: _Optional[float] = ..., arousal: _Optional[float] = ..., dominance: _Optional[float] = ..., sigma_valence: _Optional[float] = ..., sigma_arousal: _Optional[float] = ..., sigma_dominance: _Optional[float] = ..., sources: _Optional[_Iterable[str]] = ...) -> None: ...

class Intent(_message.Message):
    __slots__ = ("valence", "arousal", "dominance", "mode", "key", "tempo", "sounding_tempo", "energy", "tension", "density", "note_rate", "harmonic_rhythm", "orchestration", "brightness", "articulation", "dynamics_db", "archetypes", "frozen", "clamped")
    VALENCE_FIELD_NUMBER: _ClassVar[int]
    AROUSAL_FIELD_NUMBER: _ClassVar[int]
    DOMINANCE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    TEMPO_FIELD_NUMBER: _ClassVar[int]
    SOUNDING_TEMPO_FIELD_NUMBER: _ClassVar[int]
    ENERGY_FIELD_NUMBER: _ClassVar[int]
    TENSION_FIELD_NUMBER: _ClassVar[int]
    DENSITY_FIELD_NUMBER: _ClassVar[int]
    NOTE_RATE_FIELD_NUMBER: _ClassVar[int]
    HARMONIC_RHYTHM_FIELD_NUMBER: _ClassVar[int]
    ORCHESTRATION_FIELD_NUMBER: _ClassVar[int]
    BRIGHTNESS_FIELD_NUMBER: _ClassVar[int]
    ARTICULATION_FIELD_NUMBER: _ClassVar[int]
    DYNAMICS_DB_FIELD_NUMBER: _ClassVar[int]
    ARCHETYPES_FIELD_NUMBER: _ClassVar[int]
    FROZEN_FIELD_NUMBER: _ClassVar[int]
    CLAMPED_FIELD_NUMBER: _ClassVar[int]
    valence: float
    arousal: float
    dominance: float
    mode: str
    key: str
    tempo: float
    sounding_tempo: float
    energy: float
    tension: float
    density: float
    note_rate: float
    harmonic_rhythm: float
    orchestration: float
    brightness: float
    articulation: float
    dynamics_db: float
    archetypes: _containers.RepeatedCompositeFieldContainer[NamedValue]
    frozen: bool
    clamped: str
    def __init__(self, valence: _Optional[float] = ..., arousal: _Optional[float] = ..., dominance: _Optional[float] = ..., mode: _Optional[str] = ..., key: _Optional[str] = ..., tempo: _Optional[float] = ..., sounding_tempo: _Optional[float] = ..., energy: _Optional[float] = ..., tension: _Optional[float] = ..., density: _Optional[float] = ..., note_rate: _Optional[float] = ..., harmonic_rhythm: _Optional[float] = ..., orchestration: _Optional[float] = ..., brightness: _Optional[float] = ..., articulation: _Optional[float] = ..., dynamics_db: _Optional[float] = ..., archetypes: _Optional[_Iterable[_Union[NamedValue, _Mapping]]] = ..., frozen: _Optional[bool] = ..., clamped: _Optional[str] = ...) -> None: ...

class NamedValue(_message.Message):
    __slots__ = ("name", "value")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
