"""Blocks of audio as bytes of the contract, made by hand: there are hundreds a second, and each is nearly all samples.

`block_of` in `wire_reply` makes the same message the usual way.
"""

from functools import lru_cache
from typing import Final

from affekt.core.errors import AffektError, Reason
from affekt.host.lane import AudioBlock, Format
from affekt.render.space import Layout
from affekt.v1 import audio_pb2

_BLOCK: Final = audio_pb2.ListenResponse.BLOCK_FIELD_NUMBER << 3 | 2
_FRAME, _SEQUENCE, _DISCONTINUITY, _FORMAT, _FRAMES, _PRE_SKIP, _LAYOUT, _SAMPLES = (
    audio_pb2.AudioBlock.DESCRIPTOR.fields_by_name[name].number << 3 | kind
    for name, kind in (
        ("frame", 0), ("sequence", 0), ("discontinuity", 0), ("format", 0), ("frames", 0), ("pre_skip", 0),
        ("layout", 0), ("samples", 2),
    )
)  # fmt: skip
_BLOCK_TAG, _FRAME_TAG, _SEQUENCE_TAG = (bytes((tag,)) for tag in (_BLOCK, _FRAME, _SEQUENCE))
_NUMBERS: Final[dict[str, int]] = {
    "s16": audio_pb2.SAMPLE_FORMAT_S16,
    "f32": audio_pb2.SAMPLE_FORMAT_F32,
    "opus": audio_pb2.SAMPLE_FORMAT_OPUS,
}
_LAYOUTS: Final[dict[Layout, int]] = {
    "stereo": audio_pb2.CHANNEL_LAYOUT_STEREO,
    "quad": audio_pb2.CHANNEL_LAYOUT_QUAD,
    "ambix": audio_pb2.CHANNEL_LAYOUT_AMBIX,
}


def listen_response(block: AudioBlock, sample_format: Format) -> bytes:
    """Return the bytes of a `ListenResponse` that holds a block."""
    pcm = block.pcm
    head = _FRAME_TAG + _varint(block.frame & 0xFFFF_FFFF_FFFF_FFFF)
    if block.sequence:
        head += _SEQUENCE_TAG + _varint(block.sequence)
    if block.discontinuity:
        head += bytes((_DISCONTINUITY, 1))
    tail = _tail(sample_format, block.frames, block.pre_skip, block.layout, len(pcm))
    return b"".join((_BLOCK_TAG, _varint(len(head) + len(tail) + len(pcm)), head, tail, pcm))


@lru_cache(1_024)
def _tail(sample_format: str, frames: int, pre_skip: int, layout: Layout, size: int) -> bytes:
    told = bytes((_FORMAT, _NUMBERS[sample_format], _FRAMES)) + _varint(frames)
    if pre_skip:
        told += bytes((_PRE_SKIP,)) + _varint(pre_skip)
    return told + bytes((_LAYOUT, _LAYOUTS[layout], _SAMPLES)) + _varint(size)


def _varint(number: int) -> bytes:
    if number < 0x4000:
        return bytes((number,)) if number < 0x80 else bytes((number & 0x7F | 0x80, number >> 7))
    if 0x20_0000 <= number < 0x1000_0000:
        return bytes((number & 0x7F | 0x80, number >> 7 & 0x7F | 0x80, number >> 14 & 0x7F | 0x80, number >> 21))
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def asked_frames(frames: int, unasked: int = 480) -> int:
    """Return the frames a block that a listener asks for; 0 leaves the choice to the server.

    Raises:
        AffektError: OUT_OF_RANGE for a length that is not offered.
    """
    found = frames or unasked
    if found not in (480, 960):
        raise AffektError(Reason.OUT_OF_RANGE, f"a block of {frames} frames is not offered; ask for 480 or 960")
    return found
