from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SetSummary(_message.Message):
    __slots__ = ("name", "title", "version", "description", "licence", "sha256", "sections", "layers", "stingers")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    LICENCE_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    STINGERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    version: str
    description: str
    licence: str
    sha256: str
    sections: _containers.RepeatedScalarFieldContainer[str]
    layers: _containers.RepeatedScalarFieldContainer[str]
    stingers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., version: _Optional[str] = ..., description: _Optional[str] = ..., licence: _Optional[str] = ..., sha256: _Optional[str] = ..., sections: _Optional[_Iterable[str]] = ..., layers: _Optional[_Iterable[str]] = ..., stingers: _Optional[_Iterable[str]] = ...) -> None: ...

class ListSetsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListSetsResponse(_message.Message):
    __slots__ = ("sets",)
    SETS_FIELD_NUMBER: _ClassVar[int]
    sets: _containers.RepeatedCompositeFieldContainer[SetSummary]
    def __init__(self, sets: _Optional[_Iterable[_Union[SetSummary, _Mapping]]] = ...) -> None: ...

class GetSetRequest(_message.Message):
    __slots__ = ("set",)
    SET_FIELD_NUMBER: _ClassVar[int]
    set: str
    def __init__(self, set: _Optional[str] = ...) -> None: ...

class GetSetResponse(_message.Message):
    __slots__ = ("summary", "set_json")
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    SET_JSON_FIELD_NUMBER: _ClassVar[int]
    summary: SetSummary
    set_json: str
    def __init__(self, summary: _Optional[_Union[SetSummary, _Mapping]] = ..., set_json: _Optional[str] = ...) -> None: ...
