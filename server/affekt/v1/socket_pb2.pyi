from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class MessageKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MESSAGE_KIND_UNSPECIFIED: _ClassVar[MessageKind]
    MESSAGE_KIND_CONDUCT_REQUEST: _ClassVar[MessageKind]
    MESSAGE_KIND_CONDUCT_RESPONSE: _ClassVar[MessageKind]
    MESSAGE_KIND_LISTEN_REQUEST: _ClassVar[MessageKind]
    MESSAGE_KIND_LISTEN_RESPONSE: _ClassVar[MessageKind]
    MESSAGE_KIND_WATCH_REQUEST: _ClassVar[MessageKind]
    MESSAGE_KIND_WATCH_RESPONSE: _ClassVar[MessageKind]
    MESSAGE_KIND_FAILURE: _ClassVar[MessageKind]
MESSAGE_KIND_UNSPECIFIED: MessageKind
MESSAGE_KIND_CONDUCT_REQUEST: MessageKind
MESSAGE_KIND_CONDUCT_RESPONSE: MessageKind
MESSAGE_KIND_LISTEN_REQUEST: MessageKind
MESSAGE_KIND_LISTEN_RESPONSE: MessageKind
MESSAGE_KIND_WATCH_REQUEST: MessageKind
MESSAGE_KIND_WATCH_RESPONSE: MessageKind
MESSAGE_KIND_FAILURE: MessageKind
