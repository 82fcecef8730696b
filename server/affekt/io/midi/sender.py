"""Sends MIDI at exact times, from a thread of its own that does nothing else."""

import heapq
import threading
from collections.abc import Callable, Iterable

from affekt.clock import MonotonicClock
from affekt.io.midi.ports import Output


class Sender:
    """Holds messages until they are due. Any thread may put; only its own thread sends."""

    def __init__(self, output: Output, clock: MonotonicClock, failed: Callable[[], None] = lambda: None) -> None:
        self._output, self._clock, self._failed = output, clock, failed
        self._waiting: list[tuple[float, int, bytes]] = []
        self._count = 0
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="midi-out", daemon=True)
        self._thread.start()

    def put(self, messages: Iterable[tuple[float, bytes]]) -> None:
        """Send messages at their times, in seconds of the monotonic clock; at the same time in the order given."""
        with self._changed:
            for due, data in messages:
                self._count += 1
                heapq.heappush(self._waiting, (due, self._count, data))
            self._changed.notify()

    def cut(self, due: float, keeps: Callable[[bytes], bool] = lambda _data: False) -> None:
        """Take back what is due at or after a time, but what `keeps` says."""
        with self._changed:
            self._waiting = [one for one in self._waiting if one[0] < due or keeps(one[2])]
            heapq.heapify(self._waiting)

    def close(self) -> None:
        """Send what is due and stop; what is not due yet is not sent."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(1.0)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._closed and not self._is_due():
                    self._changed.wait(self._left())
                if not self._is_due():
                    return
                _, _, data = heapq.heappop(self._waiting)
            try:
                self._output.send(data)
            except Exception:  # noqa: BLE001 - a port that went away; it is counted, and the music goes on
                self._failed()

    def _is_due(self) -> bool:
        return bool(self._waiting) and self._waiting[0][0] <= self._clock.now()

    def _left(self) -> float | None:
        return max(self._waiting[0][0] - self._clock.now(), 0.0) if self._waiting else None
