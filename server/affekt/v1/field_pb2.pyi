from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Field(_message.Message):
    __slots__ = ("weight", "valence", "arousal", "dominance")
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    VALENCE_FIELD_NUMBER: _ClassVar[int]
    AROUSAL_FIELD_NUMBER: _ClassVar[int]
    DOMINANCE_FIELD_NUMBER: _ClassVar[int]
    weight: float
    valence: float
    arousal: float
    dominance: float
    def __init__(self, weight: _Optional[float] = ..., valence: _Optional[float] = ..., arousal: _Optional[float] = ..., dominance: _Optional[float] = ...) -> None: ...

class PutFieldRequest(_message.Message):
    __slots__ = ("field_name", "contributor", "field", "lease_s")
    FIELD_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTOR_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    LEASE_S_FIELD_NUMBER: _ClassVar[int]
    field_name: str
    contributor: str
    field: Field
    lease_s: float
    def __init__(self, field_name: _Optional[str] = ..., contributor: _Optional[str] = ..., field: _Optional[_Union[Field, _Mapping]] = ..., lease_s: _Optional[float] = ...) -> None: ...

class PutFieldResponse(_message.Message):
    __slots__ = ("field",)
    FIELD_FIELD_NUMBER: _ClassVar[int]
    field: Field
    def __init__(self, field: _Optional[_Union[Field, _Mapping]] = ...) -> None: ...

class GetFieldRequest(_message.Message):
    __slots__ = ("field_name",)
    FIELD_NAME_FIELD_NUMBER: _ClassVar[int]
    field_name: str
    def __init__(self, field_name: _Optional[str] = ...) -> None: ...

class GetFieldResponse(_message.Message):
    __slots__ = ("field", "contributors")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTORS_FIELD_NUMBER: _ClassVar[int]
    field: Field
    contributors: int
    def __init__(self, field: _Optional[_Union[Field, _Mapping]] = ..., contributors: _Optional[int] = ...) -> None: ...
