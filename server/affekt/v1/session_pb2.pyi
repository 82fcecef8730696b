from affekt.v1 import affect_pb2 as _affect_pb2
from affekt.v1 import error_pb2 as _error_pb2
from affekt.v1 import evidence_pb2 as _evidence_pb2
from affekt.v1 import score_pb2 as _score_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Capability(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CAPABILITY_UNSPECIFIED: _ClassVar[Capability]
    CAPABILITY_COMMANDS: _ClassVar[Capability]
    CAPABILITY_AUDIO: _ClassVar[Capability]
    CAPABILITY_OPUS: _ClassVar[Capability]
    CAPABILITY_SENSE: _ClassVar[Capability]
    CAPABILITY_RESUME: _ClassVar[Capability]

class CueTime(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUE_TIME_UNSPECIFIED: _ClassVar[CueTime]
    CUE_TIME_NOW: _ClassVar[CueTime]
    CUE_TIME_NEXT_BEAT: _ClassVar[CueTime]
    CUE_TIME_NEXT_BAR: _ClassVar[CueTime]
    CUE_TIME_END: _ClassVar[CueTime]

class CueKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUE_KIND_UNSPECIFIED: _ClassVar[CueKind]
    CUE_KIND_STINGER: _ClassVar[CueKind]
    CUE_KIND_SECTION: _ClassVar[CueKind]
    CUE_KIND_THEME: _ClassVar[CueKind]
    CUE_KIND_RELEASE: _ClassVar[CueKind]

class TransportVerb(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSPORT_VERB_UNSPECIFIED: _ClassVar[TransportVerb]
    TRANSPORT_VERB_PAUSE: _ClassVar[TransportVerb]
    TRANSPORT_VERB_RESUME: _ClassVar[TransportVerb]
    TRANSPORT_VERB_STOP: _ClassVar[TransportVerb]
    TRANSPORT_VERB_MUTE: _ClassVar[TransportVerb]
    TRANSPORT_VERB_UNMUTE: _ClassVar[TransportVerb]

class Bus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BUS_UNSPECIFIED: _ClassVar[Bus]
    BUS_MASTER: _ClassVar[Bus]
    BUS_MUSIC: _ClassVar[Bus]
    BUS_STINGERS: _ClassVar[Bus]
    BUS_NOTES: _ClassVar[Bus]
CAPABILITY_UNSPECIFIED: Capability
CAPABILITY_COMMANDS: Capability
CAPABILITY_AUDIO: Capability
CAPABILITY_OPUS: Capability
CAPABILITY_SENSE: Capability
CAPABILITY_RESUME: Capability
CUE_TIME_UNSPECIFIED: CueTime
CUE_TIME_NOW: CueTime
CUE_TIME_NEXT_BEAT: CueTime
CUE_TIME_NEXT_BAR: CueTime
CUE_TIME_END: CueTime
CUE_KIND_UNSPECIFIED: CueKind
CUE_KIND_STINGER: CueKind
CUE_KIND_SECTION: CueKind
CUE_KIND_THEME: CueKind
CUE_KIND_RELEASE: CueKind
TRANSPORT_VERB_UNSPECIFIED: TransportVerb
TRANSPORT_VERB_PAUSE: TransportVerb
TRANSPORT_VERB_RESUME: TransportVerb
TRANSPORT_VERB_STOP: TransportVerb
TRANSPORT_VERB_MUTE: TransportVerb
TRANSPORT_VERB_UNMUTE: TransportVerb
BUS_UNSPECIFIED: Bus
BUS_MASTER: Bus
BUS_MUSIC: Bus
BUS_STINGERS: Bus
BUS_NOTES: Bus

class Opening(_message.Message):
    __slots__ = ("name", "set", "seed")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SET_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    name: str
    set: str
    seed: int
    def __init__(self, name: _Optional[str] = ..., set: _Optional[str] = ..., seed: _Optional[int] = ...) -> None: ...

class OpenedSession(_message.Message):
    __slots__ = ("name", "id", "token", "set", "set_sha256", "server_seconds_at_frame_0")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    SET_FIELD_NUMBER: _ClassVar[int]
    SET_SHA256_FIELD_NUMBER: _ClassVar[int]
    SERVER_SECONDS_AT_FRAME_0_FIELD_NUMBER: _ClassVar[int]
    name: str
    id: int
    token: str
    set: str
    set_sha256: str
    server_seconds_at_frame_0: float
    def __init__(self, name: _Optional[str] = ..., id: _Optional[int] = ..., token: _Optional[str] = ..., set: _Optional[str] = ..., set_sha256: _Optional[str] = ..., server_seconds_at_frame_0: _Optional[float] = ...) -> None: ...

class SessionStatus(_message.Message):
    __slots__ = ("name", "id", "set", "frame", "section", "bar", "beat", "tempo", "key", "mode", "paused", "stopped", "listeners", "subscribers", "dropped", "render_share", "voices", "outlook")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    SET_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    BAR_FIELD_NUMBER: _ClassVar[int]
    BEAT_FIELD_NUMBER: _ClassVar[int]
    TEMPO_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    PAUSED_FIELD_NUMBER: _ClassVar[int]
    STOPPED_FIELD_NUMBER: _ClassVar[int]
    LISTENERS_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBERS_FIELD_NUMBER: _ClassVar[int]
    DROPPED_FIELD_NUMBER: _ClassVar[int]
    RENDER_SHARE_FIELD_NUMBER: _ClassVar[int]
    VOICES_FIELD_NUMBER: _ClassVar[int]
    OUTLOOK_FIELD_NUMBER: _ClassVar[int]
    name: str
    id: int
    set: str
    frame: int
    section: str
    bar: int
    beat: float
    tempo: float
    key: str
    mode: str
    paused: bool
    stopped: bool
    listeners: int
    subscribers: int
    dropped: int
    render_share: float
    voices: int
    outlook: Outlook
    def __init__(self, name: _Optional[str] = ..., id: _Optional[int] = ..., set: _Optional[str] = ..., frame: _Optional[int] = ..., section: _Optional[str] = ..., bar: _Optional[int] = ..., beat: _Optional[float] = ..., tempo: _Optional[float] = ..., key: _Optional[str] = ..., mode: _Optional[str] = ..., paused: _Optional[bool] = ..., stopped: _Optional[bool] = ..., listeners: _Optional[int] = ..., subscribers: _Optional[int] = ..., dropped: _Optional[int] = ..., render_share: _Optional[float] = ..., voices: _Optional[int] = ..., outlook: _Optional[_Union[Outlook, _Mapping]] = ...) -> None: ...

class Outlook(_message.Message):
    __slots__ = ("pins", "coming", "committed_to", "set_sha256", "set_coming", "recorded")
    PINS_FIELD_NUMBER: _ClassVar[int]
    COMING_FIELD_NUMBER: _ClassVar[int]
    COMMITTED_TO_FIELD_NUMBER: _ClassVar[int]
    SET_SHA256_FIELD_NUMBER: _ClassVar[int]
    SET_COMING_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    pins: _containers.RepeatedCompositeFieldContainer[Param]
    coming: ComingSection
    committed_to: int
    set_sha256: str
    set_coming: bool
    recorded: bool
    def __init__(self, pins: _Optional[_Iterable[_Union[Param, _Mapping]]] = ..., coming: _Optional[_Union[ComingSection, _Mapping]] = ..., committed_to: _Optional[int] = ..., set_sha256: _Optional[str] = ..., set_coming: _Optional[bool] = ..., recorded: _Optional[bool] = ...) -> None: ...

class ComingSection(_message.Message):
    __slots__ = ("section", "frame", "from_time", "to_time", "fade", "fade_beats", "why")
    SECTION_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    FROM_TIME_FIELD_NUMBER: _ClassVar[int]
    TO_TIME_FIELD_NUMBER: _ClassVar[int]
    FADE_FIELD_NUMBER: _ClassVar[int]
    FADE_BEATS_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    section: str
    frame: int
    from_time: _score_pb2.FromTime
    to_time: _score_pb2.ToTime
    fade: _score_pb2.Fade
    fade_beats: float
    why: _score_pb2.Why
    def __init__(self, section: _Optional[str] = ..., frame: _Optional[int] = ..., from_time: _Optional[_Union[_score_pb2.FromTime, str]] = ..., to_time: _Optional[_Union[_score_pb2.ToTime, str]] = ..., fade: _Optional[_Union[_score_pb2.Fade, str]] = ..., fade_beats: _Optional[float] = ..., why: _Optional[_Union[_score_pb2.Why, _Mapping]] = ...) -> None: ...

class OpenSessionRequest(_message.Message):
    __slots__ = ("opening", "token")
    OPENING_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    opening: Opening
    token: str
    def __init__(self, opening: _Optional[_Union[Opening, _Mapping]] = ..., token: _Optional[str] = ...) -> None: ...

class OpenSessionResponse(_message.Message):
    __slots__ = ("session",)
    SESSION_FIELD_NUMBER: _ClassVar[int]
    session: OpenedSession
    def __init__(self, session: _Optional[_Union[OpenedSession, _Mapping]] = ...) -> None: ...

class CloseSessionRequest(_message.Message):
    __slots__ = ("session", "token")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    session: str
    token: str
    def __init__(self, session: _Optional[str] = ..., token: _Optional[str] = ...) -> None: ...

class CloseSessionResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetSessionRequest(_message.Message):
    __slots__ = ("session", "token")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    session: str
    token: str
    def __init__(self, session: _Optional[str] = ..., token: _Optional[str] = ...) -> None: ...

class GetSessionResponse(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: SessionStatus
    def __init__(self, status: _Optional[_Union[SessionStatus, _Mapping]] = ...) -> None: ...

class SaveSessionRequest(_message.Message):
    __slots__ = ("session", "token")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    session: str
    token: str
    def __init__(self, session: _Optional[str] = ..., token: _Optional[str] = ...) -> None: ...

class SaveSessionResponse(_message.Message):
    __slots__ = ("snapshot",)
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    snapshot: str
    def __init__(self, snapshot: _Optional[str] = ...) -> None: ...

class RestoreSessionRequest(_message.Message):
    __slots__ = ("session", "snapshot")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    session: str
    snapshot: str
    def __init__(self, session: _Optional[str] = ..., snapshot: _Optional[str] = ...) -> None: ...

class RestoreSessionResponse(_message.Message):
    __slots__ = ("session",)
    SESSION_FIELD_NUMBER: _ClassVar[int]
    session: OpenedSession
    def __init__(self, session: _Optional[_Union[OpenedSession, _Mapping]] = ...) -> None: ...

class ConductRequest(_message.Message):
    __slots__ = ("client_seq", "at_server_seconds", "hello", "event", "state", "feeling", "free_feeling", "sense", "cue", "param", "transport", "volume", "duck", "save", "restore", "ping")
    CLIENT_SEQ_FIELD_NUMBER: _ClassVar[int]
    AT_SERVER_SECONDS_FIELD_NUMBER: _ClassVar[int]
    HELLO_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    FEELING_FIELD_NUMBER: _ClassVar[int]
    FREE_FEELING_FIELD_NUMBER: _ClassVar[int]
    SENSE_FIELD_NUMBER: _ClassVar[int]
    CUE_FIELD_NUMBER: _ClassVar[int]
    PARAM_FIELD_NUMBER: _ClassVar[int]
    TRANSPORT_FIELD_NUMBER: _ClassVar[int]
    VOLUME_FIELD_NUMBER: _ClassVar[int]
    DUCK_FIELD_NUMBER: _ClassVar[int]
    SAVE_FIELD_NUMBER: _ClassVar[int]
    RESTORE_FIELD_NUMBER: _ClassVar[int]
    PING_FIELD_NUMBER: _ClassVar[int]
    client_seq: int
    at_server_seconds: float
    hello: Hello
    event: GameEvent
    state: GameState
    feeling: StateFeeling
    free_feeling: FreeFeeling
    sense: _evidence_pb2.Sense
    cue: Cue
    param: Param
    transport: Transport
    volume: Volume
    duck: DuckMusic
    save: Save
    restore: Restore
    ping: Ping
    def __init__(self, client_seq: _Optional[int] = ..., at_server_seconds: _Optional[float] = ..., hello: _Optional[_Union[Hello, _Mapping]] = ..., event: _Optional[_Union[GameEvent, _Mapping]] = ..., state: _Optional[_Union[GameState, _Mapping]] = ..., feeling: _Optional[_Union[StateFeeling, _Mapping]] = ..., free_feeling: _Optional[_Union[FreeFeeling, _Mapping]] = ..., sense: _Optional[_Union[_evidence_pb2.Sense, _Mapping]] = ..., cue: _Optional[_Union[Cue, _Mapping]] = ..., param: _Optional[_Union[Param, _Mapping]] = ..., transport: _Optional[_Union[Transport, _Mapping]] = ..., volume: _Optional[_Union[Volume, _Mapping]] = ..., duck: _Optional[_Union[DuckMusic, _Mapping]] = ..., save: _Optional[_Union[Save, _Mapping]] = ..., restore: _Optional[_Union[Restore, _Mapping]] = ..., ping: _Optional[_Union[Ping, _Mapping]] = ...) -> None: ...

class ConductResponse(_message.Message):
    __slots__ = ("seq", "frame", "welcome", "event", "notice", "saved", "snapshot", "ended", "pong")
    SEQ_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    WELCOME_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    NOTICE_FIELD_NUMBER: _ClassVar[int]
    SAVED_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    PONG_FIELD_NUMBER: _ClassVar[int]
    seq: int
    frame: int
    welcome: Welcome
    event: _score_pb2.ScoreEvent
    notice: Notice
    saved: Saved
    snapshot: Snapshot
    ended: Ended
    pong: Pong
    def __init__(self, seq: _Optional[int] = ..., frame: _Optional[int] = ..., welcome: _Optional[_Union[Welcome, _Mapping]] = ..., event: _Optional[_Union[_score_pb2.ScoreEvent, _Mapping]] = ..., notice: _Optional[_Union[Notice, _Mapping]] = ..., saved: _Optional[_Union[Saved, _Mapping]] = ..., snapshot: _Optional[_Union[Snapshot, _Mapping]] = ..., ended: _Optional[_Union[Ended, _Mapping]] = ..., pong: _Optional[_Union[Pong, _Mapping]] = ...) -> None: ...

class Hello(_message.Message):
    __slots__ = ("protocol_min", "protocol_max", "capabilities", "session", "open", "token", "last_seq")
    PROTOCOL_MIN_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_MAX_FIELD_NUMBER: _ClassVar[int]
    CAPABILITIES_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    LAST_SEQ_FIELD_NUMBER: _ClassVar[int]
    protocol_min: int
    protocol_max: int
    capabilities: _containers.RepeatedScalarFieldContainer[Capability]
    session: str
    open: Opening
    token: str
    last_seq: int
    def __init__(self, protocol_min: _Optional[int] = ..., protocol_max: _Optional[int] = ..., capabilities: _Optional[_Iterable[_Union[Capability, str]]] = ..., session: _Optional[str] = ..., open: _Optional[_Union[Opening, _Mapping]] = ..., token: _Optional[str] = ..., last_seq: _Optional[int] = ...) -> None: ...

class Welcome(_message.Message):
    __slots__ = ("protocol", "session", "server_seconds", "capabilities")
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SERVER_SECONDS_FIELD_NUMBER: _ClassVar[int]
    CAPABILITIES_FIELD_NUMBER: _ClassVar[int]
    protocol: int
    session: OpenedSession
    server_seconds: float
    capabilities: _containers.RepeatedScalarFieldContainer[Capability]
    def __init__(self, protocol: _Optional[int] = ..., session: _Optional[_Union[OpenedSession, _Mapping]] = ..., server_seconds: _Optional[float] = ..., capabilities: _Optional[_Iterable[_Union[Capability, str]]] = ...) -> None: ...

class GameEvent(_message.Message):
    __slots__ = ("name", "intensity")
    NAME_FIELD_NUMBER: _ClassVar[int]
    INTENSITY_FIELD_NUMBER: _ClassVar[int]
    name: str
    intensity: float
    def __init__(self, name: _Optional[str] = ..., intensity: _Optional[float] = ...) -> None: ...

class GameState(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    def __init__(self, values: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ...) -> None: ...

class StateFeeling(_message.Message):
    __slots__ = ("valence", "arousal", "dominance", "confidence", "hold_s", "free")
    VALENCE_FIELD_NUMBER: _ClassVar[int]
    AROUSAL_FIELD_NUMBER: _ClassVar[int]
    DOMINANCE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    HOLD_S_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    valence: float
    arousal: float
    dominance: float
    confidence: float
    hold_s: float
    free: bool
    def __init__(self, valence: _Optional[float] = ..., arousal: _Optional[float] = ..., dominance: _Optional[float] = ..., confidence: _Optional[float] = ..., hold_s: _Optional[float] = ..., free: _Optional[bool] = ...) -> None: ...

class FreeFeeling(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Cue(_message.Message):
    __slots__ = ("kind", "name", "at", "within_ms", "marker")
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    WITHIN_MS_FIELD_NUMBER: _ClassVar[int]
    MARKER_FIELD_NUMBER: _ClassVar[int]
    kind: CueKind
    name: str
    at: CueTime
    within_ms: int
    marker: str
    def __init__(self, kind: _Optional[_Union[CueKind, str]] = ..., name: _Optional[str] = ..., at: _Optional[_Union[CueTime, str]] = ..., within_ms: _Optional[int] = ..., marker: _Optional[str] = ...) -> None: ...

class Param(_message.Message):
    __slots__ = ("name", "number", "word")
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    name: str
    number: float
    word: str
    def __init__(self, name: _Optional[str] = ..., number: _Optional[float] = ..., word: _Optional[str] = ...) -> None: ...

class Transport(_message.Message):
    __slots__ = ("verb", "fade_s")
    VERB_FIELD_NUMBER: _ClassVar[int]
    FADE_S_FIELD_NUMBER: _ClassVar[int]
    verb: TransportVerb
    fade_s: float
    def __init__(self, verb: _Optional[_Union[TransportVerb, str]] = ..., fade_s: _Optional[float] = ...) -> None: ...

class Volume(_message.Message):
    __slots__ = ("bus", "db")
    BUS_FIELD_NUMBER: _ClassVar[int]
    DB_FIELD_NUMBER: _ClassVar[int]
    bus: Bus
    db: float
    def __init__(self, bus: _Optional[_Union[Bus, str]] = ..., db: _Optional[float] = ...) -> None: ...

class DuckMusic(_message.Message):
    __slots__ = ("db", "on")
    DB_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    db: float
    on: bool
    def __init__(self, db: _Optional[float] = ..., on: _Optional[bool] = ...) -> None: ...

class Save(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Restore(_message.Message):
    __slots__ = ("snapshot",)
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    snapshot: str
    def __init__(self, snapshot: _Optional[str] = ...) -> None: ...

class Ping(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    def __init__(self, id: _Optional[int] = ...) -> None: ...

class Pong(_message.Message):
    __slots__ = ("id", "server_seconds")
    ID_FIELD_NUMBER: _ClassVar[int]
    SERVER_SECONDS_FIELD_NUMBER: _ClassVar[int]
    id: int
    server_seconds: float
    def __init__(self, id: _Optional[int] = ..., server_seconds: _Optional[float] = ...) -> None: ...

class Notice(_message.Message):
    __slots__ = ("reason", "text", "about", "client_seq")
    REASON_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    CLIENT_SEQ_FIELD_NUMBER: _ClassVar[int]
    reason: _error_pb2.ErrorReason
    text: str
    about: str
    client_seq: int
    def __init__(self, reason: _Optional[_Union[_error_pb2.ErrorReason, str]] = ..., text: _Optional[str] = ..., about: _Optional[str] = ..., client_seq: _Optional[int] = ...) -> None: ...

class Saved(_message.Message):
    __slots__ = ("name", "snapshot")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    name: str
    snapshot: str
    def __init__(self, name: _Optional[str] = ..., snapshot: _Optional[str] = ...) -> None: ...

class Snapshot(_message.Message):
    __slots__ = ("state",)
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: _score_pb2.RenderState
    def __init__(self, state: _Optional[_Union[_score_pb2.RenderState, _Mapping]] = ...) -> None: ...

class Ended(_message.Message):
    __slots__ = ("why",)
    WHY_FIELD_NUMBER: _ClassVar[int]
    why: str
    def __init__(self, why: _Optional[str] = ...) -> None: ...
