"""What gateway and render worker say to each other: length, kind and payload, over a pair of sockets."""

import json
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from affekt.render.layout import ROW, Rows
from affekt.render.patches import Patch, Patches
from affekt.render.stems import Stem

_HEAD = struct.Struct("<IB")
_ROWS = struct.Struct("<qq")
_TICK = struct.Struct("<q")
_ACTED = struct.Struct("<qqqq")


class Kind(IntEnum):
    """What a message is."""

    STEMS = 1
    OPEN = 2
    ROWS = 3
    CLOSE = 4
    WARM = 5
    READY = 16
    TICK = 17
    ACTED = 18
    STATS = 19
    WARMED = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """A session takes a place of a worker."""

    place: int
    generation: int
    opened_at: float
    """Seconds of the shared clock at its frame 0."""
    frame: int
    """Where its stream begins, a multiple of 480; over 0 when it is taken up after a gap."""
    patches: Patches
    twin: int = -1
    """The place that makes the second pair of its channels, if it has four."""


class Cost(NamedTuple):
    """What a session took of its worker in the last second."""

    place: int
    generation: int
    voices: int
    """Sounding in the newest block."""
    share: float
    """Of a core: its part of the ticks' processor time, by its voices."""


@dataclass(frozen=True, slots=True)
class WorkerStats:
    """How a worker has done since it began; told once a second."""

    sessions: int = 0
    ticks: int = 0
    late_blocks: int = 0
    """Blocks of sessions that were left out because the worker was more than two behind."""
    late_rows: int = 0
    faults: int = 0
    """Blocks silenced because a sample was not a number."""
    dropped: int = 0
    """Commands or voices for which there was no room."""
    wake_p50_ms: float = 0.0
    """How late the clock thread woke, in the last second of ticks."""
    wake_p99_ms: float = 0.0
    work_p50_ms: float = 0.0
    """How long a tick's work took."""
    work_p99_ms: float = 0.0
    work: tuple[int, ...] = ()
    """Histogram of all ticks' work: under 0.5, 1, 2, 3, 4, 5, 6, 8, 10 ms, and longer."""
    fifo: bool = False
    """It runs under the system's real-time scheduler."""
    blocks: int = 0
    """Blocks rendered."""
    overdue: int = 0
    """Blocks that were finished only after the next one's time."""
    tick_p99_ms: float = 0.0
    """How long a tick's work took, over the last three seconds in which anything was rendered."""
    share: float = 0.0
    """Share of a core that its ticks took in the last second."""
    costs: tuple[Cost, ...] = ()
    """Of each session that is rendered."""


def pack(kind: Kind, payload: bytes = b"") -> bytes:
    """Return a message as bytes."""
    return _HEAD.pack(len(payload), kind) + payload


class Unpacker:
    """Takes bytes as they come and gives whole messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Yield the messages that `data` completes."""
        self._held += data
        at = 0
        while len(self._held) - at >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._held, at)
            if len(self._held) - at - _HEAD.size < length:
                break
            at += _HEAD.size
            yield Kind(kind), bytes(self._held[at : at + length])
            at += length
        del self._held[:at]


def pack_rows(place: int, generation: int, rows: Rows) -> bytes:
    """Return the payload of ROWS."""
    return _ROWS.pack(place, generation) + rows.tobytes()


def unpack_rows(payload: bytes) -> tuple[int, int, Rows]:
    """Read (place, generation, rows)."""
    place, generation = _ROWS.unpack_from(payload)
    return place, generation, np.frombuffer(payload, ROW, offset=_ROWS.size).copy()


def pack_close(place: int, generation: int) -> bytes:
    """Return the payload of CLOSE."""
    return _ROWS.pack(place, generation)


def unpack_close(payload: bytes) -> tuple[int, int]:
    """Read (place, generation)."""
    place, generation = _ROWS.unpack(payload)
    return place, generation


def pack_tick(tick: int) -> bytes:
    """Return the payload of TICK."""
    return _TICK.pack(tick)


def unpack_tick(payload: bytes) -> int:
    """Return the tick of TICK."""
    tick: int = _TICK.unpack(payload)[0]
    return tick


def pack_acted(place: int, generation: int, id: int, frame: int) -> bytes:
    """Return the payload of ACTED."""
    return _ACTED.pack(place, generation, id, frame)


def unpack_acted(payload: bytes) -> tuple[int, int, int, int]:
    """Read (place, generation, event id, frame)."""
    place, generation, id, frame = _ACTED.unpack(payload)
    return place, generation, id, frame


def pack_stems(stems: list[Stem]) -> bytes:
    """Return the payload of STEMS."""
    return json.dumps([[s.id, str(s.file), s.frames, s.channels] for s in stems]).encode()


def unpack_stems(payload: bytes) -> list[Stem]:
    """Read stems."""
    return [Stem(id, Path(file), frames, channels) for id, file, frames, channels in json.loads(payload)]


def pack_plain(value: Opening | WorkerStats | Patches) -> bytes:
    """Return a value of plain fields as a payload."""
    return json.dumps(asdict(value)).encode()


def _patches(plain: dict[str, Any]) -> Patches:
    return Patches(tuple(Patch(**voice) for voice in plain["voices"]), plain["cents"])


def unpack_opening(payload: bytes) -> Opening:
    """Read the payload of OPEN."""
    plain = json.loads(payload)
    return Opening(**{**plain, "patches": _patches(plain["patches"])})


def unpack_patches(payload: bytes) -> Patches:
    """Read the payload of WARM."""
    return _patches(json.loads(payload))


def unpack_stats(payload: bytes) -> WorkerStats:
    """Read the payload of STATS."""
    plain = json.loads(payload)
    return WorkerStats(**{**plain, "work": tuple(plain["work"]), "costs": tuple(Cost(*c) for c in plain["costs"])})
