"""Buffers: sounds made in this process (rendered notes), given numbers beside the stems and forgotten when unused.

Any thread may reserve; a thread of its own makes what nobody waits for, in the order in which it was asked for.
"""

import os
import sys
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError

BYTES = 96 * 1024 * 1024
"""Memory that kept sounds may take; those that sound now may take as much again."""
WAITING = 512
"""Sounds that wait to be made; one more is refused."""
AGE = 24
"""A sound that was not asked for during so many calls of `age` is forgotten."""
_ROOM = 0.75
_NICE = 2

Make = Callable[[], NDArray[np.int16]]


@dataclass(slots=True)
class _Sound:
    number: int
    samples: NDArray[np.int16] | None
    asked: int


class Buffers:
    """Mono or stereo int16 sounds behind numbers of a stem table; a number whose frames are 0 is not ready yet."""

    def __init__(self, table: NDArray[Any], first: int, in_use: Callable[[], set[int]], *, limit: int = BYTES) -> None:
        """Use the numbers from `first` on in `table` (of `layout.STEM`); `in_use` tells which must stay."""
        self._table = table
        self._free = list(range(len(table) - 1, first - 1, -1))
        self._kept: OrderedDict[Hashable, _Sound] = OrderedDict()
        self._pinned: Counter[int] = Counter()
        self._waiting: deque[tuple[Hashable, Make]] = deque()
        self._limit = limit
        self._bytes = 0
        self._now = 0
        self._in_use = in_use
        self._lock = threading.Lock()
        self._wanted = threading.Condition(self._lock)
        self._idle = threading.Condition(self._lock)
        self._busy = False
        self._thread: threading.Thread | None = None
        self._closed = False
        self.made = self.found = self.refused = self.failed = 0
        """Sounds that were made, were there already, were refused for want of room, and could not be made."""

    @property
    def bytes(self) -> int:
        """Memory that the sounds take."""
        return self._bytes

    @property
    def making(self) -> bool:
        """Whether a sound that has a number may become ready any moment."""
        return bool(self._waiting) or self._busy

    def has(self, key: Hashable) -> bool:
        """Return whether a sound is there already."""
        with self._lock:
            found = self._kept.get(key)
            return found is not None and found.samples is not None

    def reserve(self, key: Hashable, make: Make, *, wait: bool) -> int:
        """Return a sound's number, which stays its own until it was released and neither sounds nor is queued.

        Args:
            key: What makes it the same sound.
            make: Makes it, `[frames]` or `[frames, 2]`, if it is not there.
            wait: Make it before returning; else on the thread of the buffers.

        Returns:
            The number, or -1 where there is no room for it.

        Raises:
            Whatever `make` raises, with `wait`; the sound can be asked for again.
        """
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                known.asked = self._now
                self._pinned[known.number] += 1
                if known.samples is not None or not wait:
                    self.found += 1
                    return known.number
            else:
                if not self._free or self._bytes > self._limit:
                    self._evict()
                if not self._free or self._bytes > 2 * self._limit or len(self._waiting) >= WAITING:
                    self.refused += 1
                    return -1
                known = _Sound(self._free.pop(), None, self._now)
                self._kept[key] = known
                self._pinned[known.number] += 1
            if not wait:
                self._waiting.append((key, make))
                self._start()
                self._wanted.notify()
                return known.number
        try:
            made = make()
        except BaseException:
            self._give_up(key, known)
            raise
        self._publish(key, made)
        return known.number

    def release(self, numbers: Iterable[int]) -> None:
        """Let go of numbers, once for each time that they were reserved."""
        with self._lock:
            for number in numbers:
                if self._pinned[number] > 1:
                    self._pinned[number] -= 1
                else:
                    del self._pinned[number]

    def age(self) -> None:
        """Forget what was not asked for in a while; to be called now and then."""
        with self._lock:
            self._now += 1
            old = [key for key, sound in self._kept.items() if sound.asked + AGE < self._now]
            if old:
                self._drop(old, self._in_use(), lambda: False)

    def settle(self) -> None:
        """Wait until everything that was asked for is made."""
        with self._lock:
            while (self._waiting or self._busy) and not self._closed:
                self._idle.wait()

    def close(self) -> None:
        """End the thread, leaving what was not made."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            self._wanted.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _publish(self, key: Hashable, made: NDArray[np.int16]) -> None:
        made = np.ascontiguousarray(made)
        with self._lock:
            self.made += 1
            sound = self._kept.get(key)
            if sound is None or sound.samples is not None:
                return
            sound.samples = made
            self._bytes += made.nbytes
            # The frames come last: as long as they are 0 the kernel does not look at the rest.
            self._table["address"][sound.number] = made.ctypes.data
            self._table["channels"][sound.number] = 1 if made.ndim == 1 else 2
            self._table["frames"][sound.number] = len(made)

    def _give_up(self, key: Hashable, sound: _Sound) -> None:
        """Forget a sound that could not be made; it is silent for who was promised it meanwhile."""
        self.failed += 1
        self.release([sound.number])
        with self._lock:
            if not self._pinned[sound.number] and sound.samples is None and self._kept.get(key) is sound:
                del self._kept[key]
                self._free.append(sound.number)
                return
        self._publish(key, np.zeros(1, np.int16))

    def _evict(self) -> None:
        """Forget the sounds that were asked for longest ago, until a quarter is free."""
        enough = int(_ROOM * self._limit)
        self._drop(list(self._kept), self._in_use(), lambda: bool(self._free) and self._bytes <= enough)

    def _drop(self, keys: list[Hashable], used: set[int], enough: Callable[[], bool]) -> None:
        for key in keys:
            if enough():
                break
            sound = self._kept[key]
            if sound.samples is None or sound.number in used or self._pinned[sound.number]:
                continue
            del self._kept[key]
            self._bytes -= sound.samples.nbytes
            self._table[sound.number] = (0, 0, 1)
            self._free.append(sound.number)

    # -- the thread --------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="notes", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        if sys.platform == "linux":
            with suppress(OSError):  # It gives way to the clock thread where it may.
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        while True:
            with self._lock:
                self._busy = False
                if not self._waiting:
                    self._idle.notify_all()
                while not self._waiting and not self._closed:
                    self._wanted.wait()
                if self._closed:
                    self._idle.notify_all()
                    return
                self._busy = True  # Before nothing waits any more: `making` looks without the lock.
                key, make = self._waiting.popleft()
            try:
                made = make()
            except (AffektError, ArithmeticError, MemoryError, OSError, ValueError):
                # The one note is silent and counted; the notes after it sound.
                self.failed += 1
                made = np.zeros(1, np.int16)
            self._publish(key, made)
