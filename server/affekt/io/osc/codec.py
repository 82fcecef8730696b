"""OSC 1.0 in bytes: messages and bundles in, messages and timetagged bundles out."""

import struct
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from affekt.core.errors import AffektError, Reason

Argument = int | float | str | bytes | bool
Heard = tuple[int, str, tuple[Argument, ...]]
"""A message as it came: its bundle's timetag (1 is at once), its address and its arguments."""

IMMEDIATELY: Final = 1
"""The timetag that means at once."""
LARGEST_SENT: Final = 1_400
"""Bytes in a packet that is sent; it fits one Ethernet frame."""
LARGEST_HEARD: Final = 8_192
"""Bytes in a packet that is accepted."""
MOST_ARGUMENTS: Final = 64
MOST_MESSAGES: Final = 128
"""Messages in one packet, however its bundles are nested."""
DEEPEST: Final = 4
"""Bundles within bundles."""

_EPOCH: Final = 2_208_988_800
"""Seconds from 1900, where NTP begins, to 1970."""
_BUNDLE: Final = b"#bundle\0"
_SIZES: Final = {"i": "i", "f": "f", "d": "d", "h": "q"}
_SIZE = struct.Struct(">i")
_TAG = struct.Struct(">Q")
_Step = struct.Struct | str
_PLANS: dict[bytes, tuple[_Step, ...]] = {}


def _malformed(why: str) -> AffektError:
    return AffektError(Reason.MALFORMED, f"the OSC packet is damaged: {why}")


def decode(packet: bytes) -> list[Heard]:
    """Read a packet into its messages, in order, bundles unpacked.

    Raises:
        AffektError: MALFORMED or TOO_LARGE; a packet is read whole or not at all.
    """
    if len(packet) > LARGEST_HEARD:
        raise AffektError(Reason.TOO_LARGE, f"an OSC packet must be at most {LARGEST_HEARD} bytes")
    heard: list[Heard] = []
    if packet[:8] == _BUNDLE:
        _bundle(packet, 0, len(packet), 0, heard)
    else:
        heard.append(_message(packet, 0, len(packet), IMMEDIATELY))
    return heard


def _bundle(data: bytes, at: int, end: int, depth: int, heard: list[Heard]) -> None:
    if end - at < 16:
        raise _malformed("a bundle has no timetag")
    if depth >= DEEPEST:
        raise _malformed(f"bundles are nested more than {DEEPEST} deep")
    (tag,) = _TAG.unpack_from(data, at + 8)
    at += 16
    while at < end:
        if end - at < 4:
            raise _malformed("a bundle ends within an element's size")
        (size,) = _SIZE.unpack_from(data, at)
        at += 4
        if size <= 0 or size & 3 or size > end - at:
            raise _malformed("an element is larger than its bundle, or not a multiple of four bytes")
        if data[at : at + 8] == _BUNDLE:
            _bundle(data, at, at + size, depth + 1, heard)
        else:
            heard.append(_message(data, at, at + size, tag))
        if len(heard) > MOST_MESSAGES:
            raise AffektError(Reason.TOO_LARGE, f"an OSC packet must hold at most {MOST_MESSAGES} messages")
        at += size


def _string(data: bytes, at: int, end: int) -> tuple[bytes, int]:
    zero = data.find(0, at, end)
    after = (zero + 4) & ~3
    if zero < 0 or after > end:
        raise _malformed("a string does not end")
    return data[at:zero], after


def _message(data: bytes, at: int, end: int, tag: int) -> Heard:
    if at >= end or data[at] != 47:
        raise _malformed("an address must begin with /")
    address, at = _string(data, at, end)
    if at >= end or data[at] != 44:
        raise _malformed("it has no type tags")
    tags, at = _string(data, at, end)
    found: list[Argument] = []
    try:
        for step in _PLANS.get(tags) or _plan(tags):
            if isinstance(step, struct.Struct):
                found += step.unpack_from(data, at)
                at += step.size
            elif step == "s":
                raw, at = _string(data, at, end)
                found.append(raw.decode())
            elif step == "b":
                (size,) = _SIZE.unpack_from(data, at)
                at += 4
                if size < 0 or size > end - at:
                    raise _malformed("a blob is larger than its message")
                found.append(data[at : at + size])
                at += (size + 3) & ~3
            else:
                found.append(step == "T")
        if at > end:
            raise _malformed("it is shorter than its type tags say")
        return tag, address.decode("ascii"), tuple(found)
    except struct.error:
        raise _malformed("it is shorter than its type tags say") from None
    except UnicodeDecodeError:
        raise _malformed("a string is not UTF-8, or an address not ASCII") from None


def _plan(tags: bytes) -> tuple[_Step, ...]:
    if len(tags) > MOST_ARGUMENTS + 1:
        raise AffektError(Reason.TOO_LARGE, f"an OSC message must have at most {MOST_ARGUMENTS} arguments")
    steps: list[_Step] = []
    run = ""
    for tag in tags[1:].decode("latin-1"):
        if tag in _SIZES:
            run += _SIZES[tag]
            continue
        if run:
            steps.append(struct.Struct(f">{run}"))
            run = ""
        if tag not in "sbTF":
            raise AffektError(Reason.UNSUPPORTED, f"type tag {tag!a} is not understood; send i, f, s, T, F, b, d or h")
        steps.append(tag)
    if run:
        steps.append(struct.Struct(f">{run}"))
    plan = tuple(steps)
    if len(_PLANS) < 512:
        _PLANS[tags] = plan
    return plan


@lru_cache(maxsize=4_096)
def string(text: str) -> bytes:
    """Return a string as OSC writes it: UTF-8, ended and padded with zeros to a multiple of four."""
    raw = text.encode("utf-8", "replace").replace(b"\0", b"")
    return raw + b"\0" * (4 - (len(raw) & 3))


class Template:
    """A message of one address and fixed types, ready to be filled. Types are `i`, `f` and `s`, at most eight."""

    def __init__(self, address: str, types: str) -> None:
        if len(types) > 8 or set(types) - set("ifs"):
            raise ValueError(f"{address}: send at most eight of i, f and s, not {types}")
        self.address = address
        self.types = types
        self._head = string(address) + string("," + types)
        self._parts: list[Callable[..., bytes]] = [
            string if kind == "s" else struct.Struct(f">{kind}").pack for kind in types
        ]

    def pack(self, *values: int | float | str) -> bytes:
        """Return the message's bytes.

        Raises:
            AffektError: OUT_OF_RANGE where a value does not fit its type; TOO_LARGE over 1,400 bytes.
        """
        try:
            packed = self._head + b"".join([part(value) for part, value in zip(self._parts, values, strict=True)])
        except (struct.error, OverflowError) as error:
            raise AffektError(Reason.OUT_OF_RANGE, f"{self.address} cannot carry a value: {error}") from error
        if len(packed) > LARGEST_SENT:
            raise AffektError(Reason.TOO_LARGE, f"{self.address} would be more than {LARGEST_SENT} bytes")
        return packed


def encode(address: str, *values: int | float | str) -> bytes:
    """Return a message's bytes, its types taken from the values.

    Raises:
        AffektError: as `Template.pack`.
        ValueError: for more than eight values.
    """
    return Template(address, "".join(_type_of(value) for value in values)).pack(*values)


def _type_of(value: float | str) -> str:
    return "s" if isinstance(value, str) else "i" if isinstance(value, int) else "f"


def bundles(tag: int, messages: Iterable[bytes]) -> Sequence[bytes]:
    """Return messages as bundles of one timetag, as few as 1,400 bytes allow; the order stays."""
    head = _BUNDLE + _TAG.pack(tag)
    packets: list[bytes] = []
    parts = [head]
    size = len(head)
    for message in messages:
        if size + 4 + len(message) > LARGEST_SENT and len(parts) > 1:
            packets.append(b"".join(parts))
            parts, size = [head], len(head)
        parts += (_SIZE.pack(len(message)), message)
        size += 4 + len(message)
    if len(parts) > 1:
        packets.append(b"".join(parts))
    return packets


def to_timetag(wall: float) -> int:
    """Return the NTP timetag of server time (seconds since 1970)."""
    whole = int(wall // 1.0)
    fraction = round((wall - whole) * 2.0**32)
    return (((whole + _EPOCH) << 32) + fraction) & 0xFFFF_FFFF_FFFF_FFFF


def from_timetag(tag: int, near: float) -> float:
    """Return the server time of a timetag, in the NTP era (136 years) that lies nearest to `near`."""
    wall = (tag >> 32) - _EPOCH + (tag & 0xFFFF_FFFF) / 2.0**32
    return wall + round((near - wall) / 2.0**32) * 2.0**32
