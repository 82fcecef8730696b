"""Buffers: sounds made in this process (rendered notes), given numbers beside the stems and forgotten when unused."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BYTES = 64 * 1024 * 1024


class Buffers:
    """Mono or stereo int16 sounds behind numbers of a stem table. Safe from two threads."""

    def __init__(self, table: NDArray[Any], first: int, in_use: Callable[[], set[int]]) -> None:
        """Use the numbers from `first` on in `table` (of `layout.STEM`); `in_use` tells which must stay."""
        self._table = table
        self._free = list(range(len(table) - 1, first - 1, -1))
        self._kept: OrderedDict[Hashable, tuple[int, NDArray[np.int16]]] = OrderedDict()
        self._bytes = 0
        self._in_use = in_use
        self._lock = threading.Lock()

    def has(self, key: Hashable) -> bool:
        """Return whether a sound is there already."""
        with self._lock:
            return key in self._kept

    def get(self, key: Hashable, make: Callable[[], NDArray[np.int16]]) -> int:
        """Return the number of a sound, made by `make` (`[frames]` or `[frames, 2]`) if it is not there; -1 if full."""
        with self._lock:
            known = self._kept.get(key)
            if known:
                self._kept.move_to_end(key)
                return known[0]
        made = np.ascontiguousarray(make())
        with self._lock:
            if key in self._kept:
                return self._kept[key][0]
            if not self._free or self._bytes + made.nbytes > _BYTES:
                self._evict(made.nbytes)
            if not self._free:
                return -1
            number = self._free.pop()
            self._kept[key] = (number, made)
            self._bytes += made.nbytes
            self._table[number] = (made.ctypes.data, len(made), 1 if made.ndim == 1 else 2)
            return number

    def _evict(self, room: int) -> None:
        used = self._in_use()
        for key, (number, sound) in list(self._kept.items()):
            if self._free and self._bytes + room <= _BYTES:
                break
            if number not in used:
                del self._kept[key]
                self._bytes -= sound.nbytes
                self._table[number] = (0, 0, 1)
                self._free.append(number)
