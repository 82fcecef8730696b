from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SampleFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SAMPLE_FORMAT_UNSPECIFIED: _ClassVar[SampleFormat]
    SAMPLE_FORMAT_S16: _ClassVar[SampleFormat]
    SAMPLE_FORMAT_F32: _ClassVar[SampleFormat]
    SAMPLE_FORMAT_OPUS: _ClassVar[SampleFormat]

class ChannelLayout(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANNEL_LAYOUT_UNSPECIFIED: _ClassVar[ChannelLayout]
    CHANNEL_LAYOUT_STEREO: _ClassVar[ChannelLayout]
    CHANNEL_LAYOUT_QUAD: _ClassVar[ChannelLayout]
    CHANNEL_LAYOUT_AMBIX: _ClassVar[ChannelLayout]
SAMPLE_FORMAT_UNSPECIFIED: SampleFormat
SAMPLE_FORMAT_S16: SampleFormat
SAMPLE_FORMAT_F32: SampleFormat
SAMPLE_FORMAT_OPUS: SampleFormat
CHANNEL_LAYOUT_UNSPECIFIED: ChannelLayout
CHANNEL_LAYOUT_STEREO: ChannelLayout
CHANNEL_LAYOUT_QUAD: ChannelLayout
CHANNEL_LAYOUT_AMBIX: ChannelLayout

class ListenRequest(_message.Message):
    __slots__ = ("session", "token", "format", "frames", "layout")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    session: str
    token: str
    format: SampleFormat
    frames: int
    layout: ChannelLayout
    def __init__(self, session: _Optional[str] = ..., token: _Optional[str] = ..., format: _Optional[_Union[SampleFormat, str]] = ..., frames: _Optional[int] = ..., layout: _Optional[_Union[ChannelLayout, str]] = ...) -> None: ...

class ListenResponse(_message.Message):
    __slots__ = ("block",)
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    block: AudioBlock
    def __init__(self, block: _Optional[_Union[AudioBlock, _Mapping]] = ...) -> None: ...

class AudioBlock(_message.Message):
    __slots__ = ("frame", "sequence", "discontinuity", "format", "frames", "pre_skip", "samples", "layout")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    DISCONTINUITY_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    PRE_SKIP_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    frame: int
    sequence: int
    discontinuity: bool
    format: SampleFormat
    frames: int
    pre_skip: int
    samples: bytes
    layout: ChannelLayout
    def __init__(self, frame: _Optional[int] = ..., sequence: _Optional[int] = ..., discontinuity: _Optional[bool] = ..., format: _Optional[_Union[SampleFormat, str]] = ..., frames: _Optional[int] = ..., pre_skip: _Optional[int] = ..., samples: _Optional[bytes] = ..., layout: _Optional[_Union[ChannelLayout, str]] = ...) -> None: ...
