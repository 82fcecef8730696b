from affekt.v1 import affect_pb2 as _affect_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FromTime(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FROM_TIME_UNSPECIFIED: _ClassVar[FromTime]
    FROM_TIME_IMMEDIATE: _ClassVar[FromTime]
    FROM_TIME_NEXT_BEAT: _ClassVar[FromTime]
    FROM_TIME_NEXT_BAR: _ClassVar[FromTime]
    FROM_TIME_END: _ClassVar[FromTime]
    FROM_TIME_NEXT_MARKER: _ClassVar[FromTime]
    FROM_TIME_EXIT_CUE: _ClassVar[FromTime]
    FROM_TIME_GRID: _ClassVar[FromTime]

class ToTime(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TO_TIME_UNSPECIFIED: _ClassVar[ToTime]
    TO_TIME_START: _ClassVar[ToTime]
    TO_TIME_SAME_POSITION: _ClassVar[ToTime]
    TO_TIME_PREVIOUS_POSITION: _ClassVar[ToTime]
    TO_TIME_ENTRY_CUE: _ClassVar[ToTime]
    TO_TIME_EQUIVALENT_BEAT: _ClassVar[ToTime]

class Fade(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FADE_UNSPECIFIED: _ClassVar[Fade]
    FADE_DISABLED: _ClassVar[Fade]
    FADE_IN: _ClassVar[Fade]
    FADE_OUT: _ClassVar[Fade]
    FADE_CROSS: _ClassVar[Fade]
    FADE_AUTOMATIC: _ClassVar[Fade]

class KeyPath(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    KEY_PATH_UNSPECIFIED: _ClassVar[KeyPath]
    KEY_PATH_RECORDED: _ClassVar[KeyPath]
    KEY_PATH_LIVE: _ClassVar[KeyPath]
    KEY_PATH_VARIANT: _ClassVar[KeyPath]

class ControlVerb(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTROL_VERB_UNSPECIFIED: _ClassVar[ControlVerb]
    CONTROL_VERB_PAUSE: _ClassVar[ControlVerb]
    CONTROL_VERB_RESUME: _ClassVar[ControlVerb]
    CONTROL_VERB_STOP: _ClassVar[ControlVerb]
    CONTROL_VERB_STOPPED: _ClassVar[ControlVerb]
    CONTROL_VERB_MUTE: _ClassVar[ControlVerb]
    CONTROL_VERB_UNMUTE: _ClassVar[ControlVerb]
    CONTROL_VERB_VOLUME: _ClassVar[ControlVerb]
    CONTROL_VERB_RESTORED: _ClassVar[ControlVerb]
FROM_TIME_UNSPECIFIED: FromTime
FROM_TIME_IMMEDIATE: FromTime
FROM_TIME_NEXT_BEAT: FromTime
FROM_TIME_NEXT_BAR: FromTime
FROM_TIME_END: FromTime
FROM_TIME_NEXT_MARKER: FromTime
FROM_TIME_EXIT_CUE: FromTime
FROM_TIME_GRID: FromTime
TO_TIME_UNSPECIFIED: ToTime
TO_TIME_START: ToTime
TO_TIME_SAME_POSITION: ToTime
TO_TIME_PREVIOUS_POSITION: ToTime
TO_TIME_ENTRY_CUE: ToTime
TO_TIME_EQUIVALENT_BEAT: ToTime
FADE_UNSPECIFIED: Fade
FADE_DISABLED: Fade
FADE_IN: Fade
FADE_OUT: Fade
FADE_CROSS: Fade
FADE_AUTOMATIC: Fade
KEY_PATH_UNSPECIFIED: KeyPath
KEY_PATH_RECORDED: KeyPath
KEY_PATH_LIVE: KeyPath
KEY_PATH_VARIANT: KeyPath
CONTROL_VERB_UNSPECIFIED: ControlVerb
CONTROL_VERB_PAUSE: ControlVerb
CONTROL_VERB_RESUME: ControlVerb
CONTROL_VERB_STOP: ControlVerb
CONTROL_VERB_STOPPED: ControlVerb
CONTROL_VERB_MUTE: ControlVerb
CONTROL_VERB_UNMUTE: ControlVerb
CONTROL_VERB_VOLUME: ControlVerb
CONTROL_VERB_RESTORED: ControlVerb

class ScoreEvent(_message.Message):
    __slots__ = ("id", "decided_frame", "frame", "tick", "bar", "beat", "section_bar", "why", "supersedes", "layer", "section", "tempo", "key", "chord", "note", "stinger", "effect", "beat_act", "marker", "duck", "control", "affect", "intent")
    ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FRAME_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    TICK_FIELD_NUMBER: _ClassVar[int]
    BAR_FIELD_NUMBER: _ClassVar[int]
    BEAT_FIELD_NUMBER: _ClassVar[int]
    SECTION_BAR_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    LAYER_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    TEMPO_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    CHORD_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    STINGER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    BEAT_ACT_FIELD_NUMBER: _ClassVar[int]
    MARKER_FIELD_NUMBER: _ClassVar[int]
    DUCK_FIELD_NUMBER: _ClassVar[int]
    CONTROL_FIELD_NUMBER: _ClassVar[int]
    AFFECT_FIELD_NUMBER: _ClassVar[int]
    INTENT_FIELD_NUMBER: _ClassVar[int]
    id: int
    decided_frame: int
    frame: int
    tick: int
    bar: int
    beat: float
    section_bar: int
    why: Why
    supersedes: int
    layer: LayerAct
    section: SectionAct
    tempo: TempoAct
    key: KeyAct
    chord: ChordAct
    note: NoteAct
    stinger: StingerAct
    effect: EffectAct
    beat_act: BeatAct
    marker: MarkerAct
    duck: DuckAct
    control: ControlAct
    affect: _affect_pb2.Affect
    intent: _affect_pb2.Intent
    def __init__(self, id: _Optional[int] = ..., decided_frame: _Optional[int] = ..., frame: _Optional[int] = ..., tick: _Optional[int] = ..., bar: _Optional[int] = ..., beat: _Optional[float] = ..., section_bar: _Optional[int] = ..., why: _Optional[_Union[Why, _Mapping]] = ..., supersedes: _Optional[int] = ..., layer: _Optional[_Union[LayerAct, _Mapping]] = ..., section: _Optional[_Union[SectionAct, _Mapping]] = ..., tempo: _Optional[_Union[TempoAct, _Mapping]] = ..., key: _Optional[_Union[KeyAct, _Mapping]] = ..., chord: _Optional[_Union[ChordAct, _Mapping]] = ..., note: _Optional[_Union[NoteAct, _Mapping]] = ..., stinger: _Optional[_Union[StingerAct, _Mapping]] = ..., effect: _Optional[_Union[EffectAct, _Mapping]] = ..., beat_act: _Optional[_Union[BeatAct, _Mapping]] = ..., marker: _Optional[_Union[MarkerAct, _Mapping]] = ..., duck: _Optional[_Union[DuckAct, _Mapping]] = ..., control: _Optional[_Union[ControlAct, _Mapping]] = ..., affect: _Optional[_Union[_affect_pb2.Affect, _Mapping]] = ..., intent: _Optional[_Union[_affect_pb2.Intent, _Mapping]] = ...) -> None: ...

class Why(_message.Message):
    __slots__ = ("rule", "cause_seq", "text")
    RULE_FIELD_NUMBER: _ClassVar[int]
    CAUSE_SEQ_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    rule: str
    cause_seq: int
    text: str
    def __init__(self, rule: _Optional[str] = ..., cause_seq: _Optional[int] = ..., text: _Optional[str] = ...) -> None: ...

class LayerAct(_message.Message):
    __slots__ = ("layer", "gain_db", "fade_beats", "take")
    LAYER_FIELD_NUMBER: _ClassVar[int]
    GAIN_DB_FIELD_NUMBER: _ClassVar[int]
    FADE_BEATS_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    layer: str
    gain_db: float
    fade_beats: float
    take: str
    def __init__(self, layer: _Optional[str] = ..., gain_db: _Optional[float] = ..., fade_beats: _Optional[float] = ..., take: _Optional[str] = ...) -> None: ...

class SectionAct(_message.Message):
    __slots__ = ("section", "from_time", "to_time", "fade", "fade_beats", "target_tick", "rule", "bpm")
    SECTION_FIELD_NUMBER: _ClassVar[int]
    FROM_TIME_FIELD_NUMBER: _ClassVar[int]
    TO_TIME_FIELD_NUMBER: _ClassVar[int]
    FADE_FIELD_NUMBER: _ClassVar[int]
    FADE_BEATS_FIELD_NUMBER: _ClassVar[int]
    TARGET_TICK_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    BPM_FIELD_NUMBER: _ClassVar[int]
    section: str
    from_time: FromTime
    to_time: ToTime
    fade: Fade
    fade_beats: float
    target_tick: int
    rule: str
    bpm: float
    def __init__(self, section: _Optional[str] = ..., from_time: _Optional[_Union[FromTime, str]] = ..., to_time: _Optional[_Union[ToTime, str]] = ..., fade: _Optional[_Union[Fade, str]] = ..., fade_beats: _Optional[float] = ..., target_tick: _Optional[int] = ..., rule: _Optional[str] = ..., bpm: _Optional[float] = ...) -> None: ...

class TempoAct(_message.Message):
    __slots__ = ("bpm", "ramp_beats")
    BPM_FIELD_NUMBER: _ClassVar[int]
    RAMP_BEATS_FIELD_NUMBER: _ClassVar[int]
    bpm: float
    ramp_beats: float
    def __init__(self, bpm: _Optional[float] = ..., ramp_beats: _Optional[float] = ...) -> None: ...

class KeyAct(_message.Message):
    __slots__ = ("tonic", "mode", "cents", "shift", "path")
    TONIC_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    CENTS_FIELD_NUMBER: _ClassVar[int]
    SHIFT_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    tonic: str
    mode: str
    cents: float
    shift: int
    path: KeyPath
    def __init__(self, tonic: _Optional[str] = ..., mode: _Optional[str] = ..., cents: _Optional[float] = ..., shift: _Optional[int] = ..., path: _Optional[_Union[KeyPath, str]] = ...) -> None: ...

class ChordAct(_message.Message):
    __slots__ = ("chord", "scale")
    CHORD_FIELD_NUMBER: _ClassVar[int]
    SCALE_FIELD_NUMBER: _ClassVar[int]
    chord: str
    scale: str
    def __init__(self, chord: _Optional[str] = ..., scale: _Optional[str] = ...) -> None: ...

class NoteAct(_message.Message):
    __slots__ = ("voice", "pitch", "velocity", "beats")
    VOICE_FIELD_NUMBER: _ClassVar[int]
    PITCH_FIELD_NUMBER: _ClassVar[int]
    VELOCITY_FIELD_NUMBER: _ClassVar[int]
    BEATS_FIELD_NUMBER: _ClassVar[int]
    voice: str
    pitch: int
    velocity: int
    beats: float
    def __init__(self, voice: _Optional[str] = ..., pitch: _Optional[int] = ..., velocity: _Optional[int] = ..., beats: _Optional[float] = ...) -> None: ...

class StingerAct(_message.Message):
    __slots__ = ("name", "take")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    name: str
    take: str
    def __init__(self, name: _Optional[str] = ..., take: _Optional[str] = ...) -> None: ...

class EffectAct(_message.Message):
    __slots__ = ("name", "value", "fade_beats")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    FADE_BEATS_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    fade_beats: float
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ..., fade_beats: _Optional[float] = ...) -> None: ...

class BeatAct(_message.Message):
    __slots__ = ("bpm", "numerator", "denominator")
    BPM_FIELD_NUMBER: _ClassVar[int]
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    bpm: float
    numerator: int
    denominator: int
    def __init__(self, bpm: _Optional[float] = ..., numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class MarkerAct(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class DuckAct(_message.Message):
    __slots__ = ("db",)
    DB_FIELD_NUMBER: _ClassVar[int]
    db: float
    def __init__(self, db: _Optional[float] = ...) -> None: ...

class ControlAct(_message.Message):
    __slots__ = ("verb", "bus", "db", "fade_s")
    VERB_FIELD_NUMBER: _ClassVar[int]
    BUS_FIELD_NUMBER: _ClassVar[int]
    DB_FIELD_NUMBER: _ClassVar[int]
    FADE_S_FIELD_NUMBER: _ClassVar[int]
    verb: ControlVerb
    bus: str
    db: float
    fade_s: float
    def __init__(self, verb: _Optional[_Union[ControlVerb, str]] = ..., bus: _Optional[str] = ..., db: _Optional[float] = ..., fade_s: _Optional[float] = ...) -> None: ...

class RenderState(_message.Message):
    __slots__ = ("frame", "section", "body_frame", "iteration", "layers", "volumes", "effects", "duck_db", "muted", "paused", "stopped", "pending", "bpm", "to_bpm", "ramp_ticks", "shift", "path", "origin_tick")
    class Layer(_message.Message):
        __slots__ = ("name", "gain_db", "take")
        NAME_FIELD_NUMBER: _ClassVar[int]
        GAIN_DB_FIELD_NUMBER: _ClassVar[int]
        TAKE_FIELD_NUMBER: _ClassVar[int]
        name: str
        gain_db: float
        take: str
        def __init__(self, name: _Optional[str] = ..., gain_db: _Optional[float] = ..., take: _Optional[str] = ...) -> None: ...
    FRAME_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    BODY_FRAME_FIELD_NUMBER: _ClassVar[int]
    ITERATION_FIELD_NUMBER: _ClassVar[int]
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    VOLUMES_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    DUCK_DB_FIELD_NUMBER: _ClassVar[int]
    MUTED_FIELD_NUMBER: _ClassVar[int]
    PAUSED_FIELD_NUMBER: _ClassVar[int]
    STOPPED_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    BPM_FIELD_NUMBER: _ClassVar[int]
    TO_BPM_FIELD_NUMBER: _ClassVar[int]
    RAMP_TICKS_FIELD_NUMBER: _ClassVar[int]
    SHIFT_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_TICK_FIELD_NUMBER: _ClassVar[int]
    frame: int
    section: str
    body_frame: int
    iteration: int
    layers: _containers.RepeatedCompositeFieldContainer[RenderState.Layer]
    volumes: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    effects: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    duck_db: float
    muted: bool
    paused: bool
    stopped: bool
    pending: _containers.RepeatedCompositeFieldContainer[ScoreEvent]
    bpm: float
    to_bpm: float
    ramp_ticks: int
    shift: int
    path: KeyPath
    origin_tick: int
    def __init__(self, frame: _Optional[int] = ..., section: _Optional[str] = ..., body_frame: _Optional[int] = ..., iteration: _Optional[int] = ..., layers: _Optional[_Iterable[_Union[RenderState.Layer, _Mapping]]] = ..., volumes: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ..., effects: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ..., duck_db: _Optional[float] = ..., muted: _Optional[bool] = ..., paused: _Optional[bool] = ..., stopped: _Optional[bool] = ..., pending: _Optional[_Iterable[_Union[ScoreEvent, _Mapping]]] = ..., bpm: _Optional[float] = ..., to_bpm: _Optional[float] = ..., ramp_ticks: _Optional[int] = ..., shift: _Optional[int] = ..., path: _Optional[_Union[KeyPath, str]] = ..., origin_tick: _Optional[int] = ...) -> None: ...
