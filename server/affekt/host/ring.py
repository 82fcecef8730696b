"""Rings: the shared memory through which a render worker's blocks reach the gateway.

The parent owns it and it has no name, so nothing is left when everyone is gone, even after kill -9. One writer (the
worker's clock thread); any number of readers. Each slot has a sequence lock: odd while it is written, and even and
telling its block when it is whole; a reader that sees it change has read in vain.
"""

import mmap
import os
import tempfile
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import BLOCK
from affekt.render.layout import LEVELS, Planes

SLOTS: Final = 16
"""Blocks (160 ms) that a session's ring holds."""

SampleFormat = Literal["s16", "f32"]


class Ring:
    """Every session's last blocks, levels and progress, in one piece of memory."""

    def __init__(self, capacity: int, fd: int | None = None) -> None:
        """Make a ring, or (with `fd`) look at one that somebody else made with the same capacity."""
        shapes: tuple[tuple[str, type, tuple[int, ...]], ...] = (
            ("wanted", np.int64, (1,)),
            ("generations", np.int64, (capacity,)),
            ("heads", np.int64, (capacity,)),
            ("outs", np.int64, (capacity,)),
            ("locks", np.int64, (capacity, SLOTS)),
            ("levels", np.float64, (capacity, LEVELS)),
            ("f32", np.float32, (capacity, SLOTS, 2 * BLOCK)),
            ("s16", np.int16, (capacity, SLOTS, 2 * BLOCK)),
        )
        size, places = 0, {}
        for name, kind, shape in shapes:
            places[name] = size
            size += -(-int(np.prod(shape)) * np.dtype(kind).itemsize // 64) * 64
        self.capacity = capacity
        self.fd = _unnamed(size) if fd is None else fd
        self._map = mmap.mmap(self.fd, size)
        planes = {name: np.ndarray(shape, kind, self._map, places[name]) for name, kind, shape in shapes}
        self.wanted: NDArray[np.int64] = planes["wanted"]
        """After which ticks the gateway is woken: bit 0 for even ones, bit 1 for odd ones. The gateway's to write."""
        self.generations: NDArray[np.int64] = planes["generations"]
        """Which opening of a place its contents belong to; 0 before the first."""
        self.planes = Planes(*(planes[name] for name in Planes._fields))
        """What the kernel writes."""

    def read(self, place: int, block: int, sample_format: SampleFormat, twin: int = -1, count: int = 1) -> bytes | None:
        """Return block number `block` (frames / 480), interleaved, or None where it is not there any more.

        Stereo; with a `twin`, the place of a session's second pair, four channels. With a `count`, so many blocks,
        which must not go past the ring's end.
        """
        if twin >= 0:
            pairs = (
                self.read(place, block, sample_format, count=count),
                self.read(twin, block, sample_format, count=count),
            )
            if pairs[0] is None or pairs[1] is None:
                return None
            kind = np.int32 if sample_format == "s16" else np.int64  # A frame of two samples.
            return np.stack([np.frombuffer(pair, kind) for pair in pairs if pair], 1).tobytes()
        slot = block % SLOTS
        locks, whole = (
            self.planes.locks[place, slot : slot + count],
            list(range(2 * block + 2, 2 * (block + count) + 2, 2)),
        )
        if locks.tolist() != whole:
            return None
        plane = self.planes.s16 if sample_format == "s16" else self.planes.f32
        found = plane[place, slot : slot + count].tobytes()
        return found if locks.tolist() == whole else None

    def close(self) -> None:
        """Give the file descriptor back; the memory goes with its last user."""
        os.close(self.fd)


def _unnamed(size: int) -> int:
    if hasattr(os, "memfd_create"):
        fd = os.memfd_create("affekt-ring", os.MFD_CLOEXEC)
    else:
        with tempfile.TemporaryFile() as file:
            fd = os.dup(file.fileno())
    os.ftruncate(fd, size)
    return fd
