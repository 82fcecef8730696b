"""The command line from outside: verbs as processes, timed and weighed."""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass

from affekt.clock import MonotonicClock


@dataclass(frozen=True, slots=True)
class Ran:
    """A verb that has ended."""

    status: int
    out: str
    err: str
    wall_s: float
    cpu_s: float


def affekt(*words: object, core: int | None = None) -> Ran:
    """Run `affekt …` as a person does, on one core where asked for."""
    clock = MonotonicClock()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = clock.now()
    done = subprocess.run(
        [sys.executable, "-m", "affekt.cli", *(str(word) for word in words)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
    )
    wall = clock.now() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(done.returncode, done.stdout, done.stderr, wall, used)


def cores() -> list[int]:
    """Return the cores this process may run on; the last one is the one that is measured on."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))
