"""Ears: WebSocket clients that count the blocks they are sent, and how late, at next to no cost of their own."""

import asyncio
import base64
import os
import struct
from typing import Final

from affekt.clock import MonotonicClock
from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.v1 import audio_pb2, socket_pb2

_LATE_S: Final = BLOCK / SAMPLE_RATE
_LONG: Final = struct.Struct(">H")


class Ear(asyncio.Protocol):
    """One client of `/v1/ws` that listens to one session."""

    def __init__(self, host: str, request: audio_pb2.ListenRequest, wall_at_0: float, clock: MonotonicClock) -> None:
        self.counting = False
        """Only while it is set, anything is counted."""
        self.blocks = 0
        self.late = 0
        """Blocks that came 10 ms or more after the moment at which they could be whole."""
        self.missing = 0
        """Blocks that never came."""
        self.lateness: list[float] = []
        self.closed = False
        self._host, self._request, self._wall_at_0, self._clock = host, request, wall_at_0, clock
        self._next: int | None = None
        self._data = bytearray()
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the protocol, and for the sound."""
        assert isinstance(transport, asyncio.WriteTransport)
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /v1/ws HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        asked = bytes((socket_pb2.MESSAGE_KIND_LISTEN_REQUEST,)) + self._request.SerializeToString()
        head = bytes((0x82, 0x80 | len(asked))) if len(asked) < 126 else b"\x82\xfe" + _LONG.pack(len(asked))
        transport.write(head + bytes(4) + asked)

    def connection_lost(self, exc: Exception | None) -> None:
        """Remember that it is over."""
        del exc
        self.closed = True

    def data_received(self, data: bytes) -> None:
        """Take whole frames off what has come."""
        self._data += data
        if not self._open:
            end = self._data.find(b"\r\n\r\n")
            if end < 0:
                return
            self._open = True
            del self._data[: end + 4]
        now, at = self._clock.wall(), 0
        while len(self._data) - at >= 4:
            size, head = self._data[at + 1], 2
            if size == 126:
                size, head = _LONG.unpack_from(self._data, at + 2)[0], 4
            if len(self._data) - at < head + size:
                break
            if self._data[at] == 0x82 and self._data[at + head] == socket_pb2.MESSAGE_KIND_LISTEN_RESPONSE:
                self._heard(bytes(self._data[at + head + 1 : at + head + 40]), now)
            at += head + size
        del self._data[:at]

    def _heard(self, message: bytes, now: float) -> None:
        """Note a block; its frame is the first number of its message."""
        frame, _ = _varint(message, 1 + _varint(message, 1)[1] + 1)
        each = self._request.frames
        due = self._wall_at_0 + (frame + each - BLOCK) / SAMPLE_RATE
        if self.counting:
            self.blocks += 1
            self.late += now - due >= _LATE_S
            self.lateness.append(now - due)
            if self._next is not None and frame > self._next:
                self.missing += (frame - self._next) // each
        self._next = frame + each


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return a number and how many bytes it has."""
    value = shift = 0
    for size in range(1, 11):
        byte = message[at + size - 1]
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, size
    raise ValueError("no number")
