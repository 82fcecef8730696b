"""The noise floor: a 10 ms clock thread that does nothing, to tell the machine's lateness from ours.

`python -m affekt.bench.noise [CORE]` ticks until its standard input closes, and then prints what it saw as JSON.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from affekt.clock.monotonic import MonotonicClock
from affekt.core.units import BLOCK, SAMPLE_RATE, Seconds

_TICK_S = BLOCK / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Floor:
    """How late a thread that does nothing was."""

    ticks: int = 0
    p99_ms: float = 0.0
    late: int = 0
    """Ticks that came a whole tick (10 ms) or more after their time."""


def tick(closed: threading.Event) -> Floor:
    """Tick until `closed` is set; a tick that was missed altogether counts as late."""
    clock = MonotonicClock()
    late: list[float] = []
    number = int(clock.now() / _TICK_S) + 1
    while not closed.is_set():
        due = number * _TICK_S
        clock.wait_until(Seconds(due))
        now = clock.now()
        while number * _TICK_S <= now:
            late.append(now - number * _TICK_S)
            number += 1
    ranked = sorted(late) or [0.0]
    missed = sum(seconds >= _TICK_S for seconds in late)
    return Floor(len(late), round(ranked[int(0.99 * (len(ranked) - 1))] * 1e3, 3), missed)


class NoOp:
    """Runs the clock thread in a process of its own, on one core where asked for, while the block lasts."""

    def __init__(self, core: int | None = None) -> None:
        self.floor = Floor()
        """What it saw; known after the block."""
        command = [sys.executable, "-m", "affekt.bench.noise", *([] if core is None else [str(core)])]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        told, _ = self._process.communicate()
        self.floor = Floor(**json.loads(told)) if told.strip() else Floor()


def main() -> int:
    """Tick until standard input closes."""
    if len(sys.argv) > 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(sys.argv[1])})
    closed = threading.Event()
    print("ticking", flush=True)

    def wait() -> None:
        sys.stdin.read()
        closed.set()

    threading.Thread(target=wait, daemon=True).start()
    floor = tick(closed)
    print(json.dumps({"ticks": floor.ticks, "p99_ms": floor.p99_ms, "late": floor.late}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
