from affekt.v1 import affect_pb2 as _affect_pb2
from affekt.v1 import session_pb2 as _session_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class WatchRequest(_message.Message):
    __slots__ = ("session", "token", "period_ms")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    PERIOD_MS_FIELD_NUMBER: _ClassVar[int]
    session: str
    token: str
    period_ms: int
    def __init__(self, session: _Optional[str] = ..., token: _Optional[str] = ..., period_ms: _Optional[int] = ...) -> None: ...

class WatchResponse(_message.Message):
    __slots__ = ("server_seconds", "views")
    SERVER_SECONDS_FIELD_NUMBER: _ClassVar[int]
    VIEWS_FIELD_NUMBER: _ClassVar[int]
    server_seconds: float
    views: _containers.RepeatedCompositeFieldContainer[SessionView]
    def __init__(self, server_seconds: _Optional[float] = ..., views: _Optional[_Iterable[_Union[SessionView, _Mapping]]] = ...) -> None: ...

class SessionView(_message.Message):
    __slots__ = ("status", "affect", "intent", "meters")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    AFFECT_FIELD_NUMBER: _ClassVar[int]
    INTENT_FIELD_NUMBER: _ClassVar[int]
    METERS_FIELD_NUMBER: _ClassVar[int]
    status: _session_pb2.SessionStatus
    affect: _affect_pb2.Affect
    intent: _affect_pb2.Intent
    meters: Meters
    def __init__(self, status: _Optional[_Union[_session_pb2.SessionStatus, _Mapping]] = ..., affect: _Optional[_Union[_affect_pb2.Affect, _Mapping]] = ..., intent: _Optional[_Union[_affect_pb2.Intent, _Mapping]] = ..., meters: _Optional[_Union[Meters, _Mapping]] = ...) -> None: ...

class Meters(_message.Message):
    __slots__ = ("peak", "rms", "reduction_db", "layers", "momentary_lufs", "short_term_lufs", "integrated_lufs")
    PEAK_FIELD_NUMBER: _ClassVar[int]
    RMS_FIELD_NUMBER: _ClassVar[int]
    REDUCTION_DB_FIELD_NUMBER: _ClassVar[int]
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    MOMENTARY_LUFS_FIELD_NUMBER: _ClassVar[int]
    SHORT_TERM_LUFS_FIELD_NUMBER: _ClassVar[int]
    INTEGRATED_LUFS_FIELD_NUMBER: _ClassVar[int]
    peak: float
    rms: float
    reduction_db: float
    layers: _containers.RepeatedCompositeFieldContainer[_affect_pb2.NamedValue]
    momentary_lufs: float
    short_term_lufs: float
    integrated_lufs: float
    def __init__(self, peak: _Optional[float] = ..., rms: _Optional[float] = ..., reduction_db: _Optional[float] = ..., layers: _Optional[_Iterable[_Union[_affect_pb2.NamedValue, _Mapping]]] = ..., momentary_lufs: _Optional[float] = ..., short_term_lufs: _Optional[float] = ..., integrated_lufs: _Optional[float] = ...) -> None: ...
