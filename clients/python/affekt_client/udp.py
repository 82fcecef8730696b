"""A session's audio over UDP: the least delay, and what is lost on the way stays lost.

The listener proves its address by a cookie and its right by a proof made from the session's token, which itself is
never sent; then it says every second that it still listens.
"""

import asyncio
import hashlib
import hmac
import struct
from collections import deque
from collections.abc import AsyncIterator
from typing import Any, Final, cast

from affekt_client._stubs import audio_pb2, error_pb2
from affekt_client.errors import Refused

__all__ = ["listen_udp"]

HEADER: Final = struct.Struct("<BBBBIQ")
_MARK, _VERSION = 0xAF, 1
_AUDIO, _ASK, _CHALLENGE, _LISTEN, _WELCOME, _KEEP, _REFUSED, _END, _LEAVE = range(9)
_FORMATS = {"s16": (1, 4), "f32": (2, 8), "opus": (3, 0)}
"""Number, and bytes a frame of stereo."""
_TERMS = struct.Struct("<HHH")
_TRIES_S = (0.1, 0.2, 0.4, 0.8, 1.6)
_KEEP_S = 1.0
_SILENT_S = 3.0
"""Without a packet for so long the server is taken for gone."""
_HELD = 200
"""Packets that wait to be read; then the oldest are dropped."""


class _Wire(asyncio.DatagramProtocol):
    """What comes in: answers to what was asked, and packets of audio."""

    def __init__(self) -> None:
        self.answers: asyncio.Queue[bytes] = asyncio.Queue(64)
        self.audio: deque[bytes] = deque(maxlen=_HELD)
        self.some = asyncio.Event()
        self.over: Refused | None = None
        self.ended = False

    def datagram_received(self, data: bytes, addr: Any) -> None:
        del addr
        if len(data) < HEADER.size or data[0] != _MARK or data[1] >> 4 != _VERSION:
            return
        kind = data[1] & 0x0F
        if kind == _AUDIO:
            self.audio.append(data)
        elif kind == _END:
            self.ended = True
        elif kind in (_CHALLENGE, _WELCOME, _REFUSED) and not self.answers.full():
            self.answers.put_nowait(data)
        self.some.set()

    def error_received(self, exc: Exception) -> None:
        self.over = Refused("UNREACHABLE", f"nothing listens there ({exc})")
        self.some.set()


async def listen_udp(
    name: str, token: str, where: str, sample_format: str = "s16", frames: int = 480
) -> AsyncIterator[audio_pb2.AudioBlock]:
    """Iterate over a session's audio as packets bring it: about 240 to 480 frames of plain samples each.

    Args:
        name: the session's name.
        token: its token; it proves the right to listen and does not travel.
        where: the server's audio port, `host:port`.
        sample_format: `s16`, `f32` or `opus`.
        frames: 480 or 960 a block of the server; an Opus packet holds as many.

    Yields:
        Blocks whose `sequence` counts packets, and whose `discontinuity` also says that packets were lost on the way.

    Raises:
        Refused: UNKNOWN_SESSION, BAD_TOKEN, TOO_MANY, UNSUPPORTED; UNREACHABLE where nobody answers.
        ValueError: for a format or a length that there is not.
    """
    if sample_format not in _FORMATS or frames not in (480, 960):
        raise ValueError("audio comes as s16, f32 or opus, in blocks of 480 or 960 frames")
    host, _, port = where.rpartition(":")
    loop = asyncio.get_running_loop()
    transport, wire = await loop.create_datagram_endpoint(_Wire, remote_addr=(host.strip("[]"), int(port)))
    keeping: asyncio.Task[None] | None = None
    cookie = b""
    try:
        cookie, pre_skip = await _knock(transport, wire, name, token, sample_format, frames)
        keeping = asyncio.create_task(_keep(transport, cookie))
        async for block in _blocks(wire, sample_format, frames, pre_skip):
            yield block
    finally:
        if keeping is not None:
            keeping.cancel()
            transport.sendto(HEADER.pack(_MARK, _VERSION << 4 | _LEAVE, 0, 0, 0, 0) + cookie)
        transport.close()


async def _knock(
    transport: asyncio.DatagramTransport, wire: _Wire, name: str, token: str, sample_format: str, frames: int
) -> tuple[bytes, int]:
    """Ask, answer the challenge, and return the cookie and the pre-skip."""
    called = name.encode()
    spelled = bytes((len(called),)) + called
    ask = HEADER.pack(_MARK, _VERSION << 4 | _ASK, 0, 0, 0, 0) + spelled
    challenge = await _answered(transport, wire, ask.ljust(64, b"\0"), _CHALLENGE)
    cookie = challenge[16:32]
    terms = bytes((2 << 4 | _FORMATS[sample_format][0], 2 if frames == 960 else 0))
    proof = hmac.digest(token.encode(), b"affekt udp 1" + cookie + terms + called, hashlib.sha256)
    header = HEADER.pack(_MARK, _VERSION << 4 | _LISTEN, terms[0], terms[1], 0, 0)
    wish = (header + cookie + proof + spelled).ljust(160, b"\0")
    welcome = await _answered(transport, wire, wish, _WELCOME)
    return cookie, cast(int, _TERMS.unpack_from(welcome, 32)[2])


async def _answered(transport: asyncio.DatagramTransport, wire: _Wire, packet: bytes, kind: int) -> bytes:
    """Send a packet until it is answered."""
    for wait in _TRIES_S:
        transport.sendto(packet)
        try:
            async with asyncio.timeout(wait):
                while True:
                    answer = await wire.answers.get()
                    if answer[1] & 0x0F == kind:
                        return answer
                    if answer[1] & 0x0F == _REFUSED:
                        raise _refused(answer)
        except TimeoutError:
            continue
    raise wire.over or Refused("UNREACHABLE", "the server's audio port does not answer; is it on ('listen.udp')?")


def _refused(answer: bytes) -> Refused:
    number = HEADER.unpack_from(answer)[4]
    known = error_pb2.ErrorReason.values()
    reason = error_pb2.ErrorReason.Name(number).removeprefix("ERROR_REASON_") if number in known else "INTERNAL"
    return Refused(reason, answer[16:].decode("utf-8", "ignore"))


async def _keep(transport: asyncio.DatagramTransport, cookie: bytes) -> None:
    while True:
        await asyncio.sleep(_KEEP_S)
        transport.sendto(HEADER.pack(_MARK, _VERSION << 4 | _KEEP, 0, 0, 0, 0) + cookie)


async def _blocks(wire: _Wire, sample_format: str, frames: int, pre_skip: int) -> AsyncIterator[audio_pb2.AudioBlock]:
    number, width = _FORMATS[sample_format]
    expected: int | None = None
    while True:
        while wire.audio:
            packet = wire.audio.popleft()
            _, _, _, flags, sequence, frame = HEADER.unpack_from(packet)
            ahead = 0 if expected is None else (sequence - expected) & 0xFFFF_FFFF
            if ahead >= 1 << 31:
                continue  # It was overtaken by a later one.
            expected = (sequence + 1) & 0xFFFF_FFFF
            samples = packet[16:]
            yield audio_pb2.AudioBlock(
                frame=frame, sequence=sequence, discontinuity=bool(flags & 1) or ahead > 0, samples=samples,
                format=cast(Any, number), frames=len(samples) // width if width else frames, pre_skip=pre_skip,
            )  # fmt: skip
        if wire.ended:
            return
        while not wire.answers.empty():
            answer = wire.answers.get_nowait()
            if answer[1] & 0x0F == _REFUSED:
                raise _refused(answer)
        wire.some.clear()
        try:
            async with asyncio.timeout(_SILENT_S):
                await wire.some.wait()
        except TimeoutError:
            raise Refused("UNREACHABLE", "the server's audio stopped coming; listen again") from None
