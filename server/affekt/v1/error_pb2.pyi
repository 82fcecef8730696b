from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    ERROR_REASON_MALFORMED: _ClassVar[ErrorReason]
    ERROR_REASON_OUT_OF_RANGE: _ClassVar[ErrorReason]
    ERROR_REASON_UNKNOWN_SESSION: _ClassVar[ErrorReason]
    ERROR_REASON_SESSION_EXISTS: _ClassVar[ErrorReason]
    ERROR_REASON_UNKNOWN_SET: _ClassVar[ErrorReason]
    ERROR_REASON_BAD_SET: _ClassVar[ErrorReason]
    ERROR_REASON_UNKNOWN_NAME: _ClassVar[ErrorReason]
    ERROR_REASON_NOT_YET: _ClassVar[ErrorReason]
    ERROR_REASON_BAD_TOKEN: _ClassVar[ErrorReason]
    ERROR_REASON_FORBIDDEN: _ClassVar[ErrorReason]
    ERROR_REASON_TOO_LARGE: _ClassVar[ErrorReason]
    ERROR_REASON_TOO_FAST: _ClassVar[ErrorReason]
    ERROR_REASON_TOO_MANY: _ClassVar[ErrorReason]
    ERROR_REASON_UNSUPPORTED: _ClassVar[ErrorReason]
    ERROR_REASON_BAD_SNAPSHOT: _ClassVar[ErrorReason]
    ERROR_REASON_CLOSED: _ClassVar[ErrorReason]
    ERROR_REASON_INTERNAL: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
ERROR_REASON_MALFORMED: ErrorReason
ERROR_REASON_OUT_OF_RANGE: ErrorReason
ERROR_REASON_UNKNOWN_SESSION: ErrorReason
ERROR_REASON_SESSION_EXISTS: ErrorReason
ERROR_REASON_UNKNOWN_SET: ErrorReason
ERROR_REASON_BAD_SET: ErrorReason
ERROR_REASON_UNKNOWN_NAME: ErrorReason
ERROR_REASON_NOT_YET: ErrorReason
ERROR_REASON_BAD_TOKEN: ErrorReason
ERROR_REASON_FORBIDDEN: ErrorReason
ERROR_REASON_TOO_LARGE: ErrorReason
ERROR_REASON_TOO_FAST: ErrorReason
ERROR_REASON_TOO_MANY: ErrorReason
ERROR_REASON_UNSUPPORTED: ErrorReason
ERROR_REASON_BAD_SNAPSHOT: ErrorReason
ERROR_REASON_CLOSED: ErrorReason
ERROR_REASON_INTERNAL: ErrorReason

class Failure(_message.Message):
    __slots__ = ("reason", "text", "about")
    REASON_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    reason: ErrorReason
    text: str
    about: str
    def __init__(self, reason: _Optional[_Union[ErrorReason, str]] = ..., text: _Optional[str] = ..., about: _Optional[str] = ...) -> None: ...
