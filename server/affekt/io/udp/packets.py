"""Packets of audio over UDP, and those by which a listener asks for them: a header of 16 bytes, then what it tells of.

All numbers are little-endian. `docs/contract.md` has the whole exchange.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from affekt.core.errors import AffektError, Reason
from affekt.core.units import BLOCK
from affekt.host.lane import AudioBlock, Format

HEADER: Final = struct.Struct("<BBBBIQ")
"""Mark, version and kind, channels and format, flags, sequence, session frame."""
MARK: Final = 0xAF
VERSION: Final = 1
PACKET_BYTES: Final = 1_400
"""The longest packet: it passes nearly every network unbroken."""
COOKIE_BYTES: Final = 16
PROOF_BYTES: Final = 32
ASK_BYTES: Final = 64
"""The shortest ASK: twice its answer, so that nobody is made to send more than was sent to it."""
TERMS: Final = struct.Struct("<HHH")
"""What follows WELCOME's cookie: lease in ms, frames a block, pre-skip."""

DISCONTINUITY: Final = 1
"""Flag of AUDIO: something is missing before it."""
LONG: Final = 2
"""Flag of LISTEN and WELCOME: blocks of 960 frames."""

_NUMBERS: Final[dict[Format, int]] = {"s16": 1, "f32": 2, "opus": 3}
_FORMATS: Final[dict[int, Format]] = {number: name for name, number in _NUMBERS.items()}
_SAMPLE_BYTES: Final[dict[Format, int]] = {"s16": 2, "f32": 4}
_CHANNELS: Final = 2
_SALT: Final = b"affekt udp 1"


class Kind(IntEnum):
    """What a packet is."""

    AUDIO = 0
    ASK = 1
    CHALLENGE = 2
    LISTEN = 3
    WELCOME = 4
    KEEP = 5
    REFUSED = 6
    END = 7
    LEAVE = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What a listener asks for."""

    kind: Kind
    name: str = ""
    cookie: bytes = b""
    proof: bytes = b""
    sample_format: Format = "s16"
    frames: int = BLOCK
    terms: bytes = b""
    """The header's bytes that the proof covers."""


def head(kind: Kind, sample_format: Format = "s16", flags: int = 0, sequence: int = 0, frame: int = 0) -> bytes:
    """Return a header."""
    written = _CHANNELS << 4 | _NUMBERS[sample_format]
    return HEADER.pack(MARK, VERSION << 4 | kind, written, flags, sequence & 0xFFFF_FFFF, max(frame, 0))


def proof_of(token: str, cookie: bytes, terms: bytes, name: str) -> bytes:
    """Return what only who knows the session's token can say; the token itself never travels."""
    return hmac.digest(token.encode(), _SALT + cookie + terms + name.encode(), hashlib.sha256)


def wish_from(packet: bytes) -> Wish:
    """Read a listener's packet.

    Raises:
        AffektError: MALFORMED for bytes that are none.
    """
    if not HEADER.size <= len(packet) <= PACKET_BYTES or packet[0] != MARK or packet[1] >> 4 != VERSION:
        raise _malformed()
    kind, rest = packet[1] & 0x0F, packet[HEADER.size :]
    match kind:
        case Kind.ASK if len(packet) >= ASK_BYTES:
            return Wish(Kind.ASK, _name_from(rest))
        case Kind.KEEP | Kind.LEAVE if len(rest) == COOKIE_BYTES:
            return Wish(Kind(kind), cookie=rest)
        case Kind.LISTEN if len(rest) > COOKIE_BYTES + PROOF_BYTES and packet[2] & 0x0F in _FORMATS:
            if packet[2] >> 4 != _CHANNELS:
                raise AffektError(Reason.UNSUPPORTED, "UDP carries stereo")
            cookie, proof = rest[:COOKIE_BYTES], rest[COOKIE_BYTES : COOKIE_BYTES + PROOF_BYTES]
            name = _name_from(rest[COOKIE_BYTES + PROOF_BYTES :])
            frames = 2 * BLOCK if packet[3] & LONG else BLOCK
            return Wish(Kind.LISTEN, name, cookie, proof, _FORMATS[packet[2] & 0x0F], frames, packet[2:4])
        case _:
            raise _malformed()


def _name_from(rest: bytes) -> str:
    size = rest[0] if rest else 0
    try:
        name = rest[1 : 1 + size].decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed() from None
    if not size or len(rest) < 1 + size:
        raise _malformed()
    return name


def _malformed() -> AffektError:
    return AffektError(Reason.MALFORMED, "this is no packet of Affekt's audio over UDP")


def audio_packets(block: AudioBlock, sample_format: Format, sequence: int) -> Iterator[bytes]:
    """Yield a block's packets, the first numbered `sequence`: plain samples in equal parts, Opus whole."""
    flags = DISCONTINUITY if block.discontinuity else 0
    if sample_format == "opus":
        yield head(Kind.AUDIO, sample_format, flags, sequence, block.frame) + block.pcm
        return
    width = _SAMPLE_BYTES[sample_format] * _CHANNELS
    frames = len(block.pcm) // width
    parts = next(n for n in range(1, frames + 1) if frames % n == 0 and frames // n * width <= PACKET_BYTES - 16)
    each = frames // parts
    for part in range(parts):
        start = part * each
        samples = block.pcm[start * width : (start + each) * width]
        yield head(Kind.AUDIO, sample_format, 0 if part else flags, sequence + part, block.frame + start) + samples
