"""Admission: when a render worker takes no more sessions, and which one has the most room. Pure."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from affekt.host.worker_wire import WorkerStats

BUSY_MS = 6.0
"""A worker takes no more sessions once the 99th percentile of its ticks passes this, 60 % of a block …"""
FREE_MS = 4.5
"""… and again once it has fallen to this."""
OWN_SHARE = 0.2
"""A worker that takes less of its core than this is slowed by something else, and refusing sessions would not help."""
_SESSION_SHARE = 0.005
"""What a session is taken to cost before anything is known."""


class Seated(Protocol):
    """What is read of a worker."""

    stats: WorkerStats
    told_sessions: int

    @property
    def sessions(self) -> int:
        """How many places are taken."""

    @property
    def capacity(self) -> int:
        """How many there are."""


W = TypeVar("W", bound=Seated)


def is_busy(stats: WorkerStats, was: bool) -> bool:
    """Tell whether ticks take too long for more sessions; it stays so until they are well below."""
    if stats.tick_p99_ms > BUSY_MS and stats.share > OWN_SHARE:
        return True
    return was and not (stats.tick_p99_ms < FREE_MS or stats.share <= OWN_SHARE)


def least_loaded(workers: Iterable[W]) -> W | None:
    """Return the worker with the most room, or None where all are full."""
    free = [w for w in workers if w.sessions < w.capacity]
    return min(free, key=lambda w: (load(w), w.sessions)) if free else None


def load(worker: Seated) -> float:
    """Return a worker's share of its core, in hundredths, with what has been placed there since it was told."""
    rendered = max(worker.stats.sessions, 1)
    each = worker.stats.share / rendered if worker.stats.share else _SESSION_SHARE
    fresh = max(worker.sessions - worker.told_sessions, 0)
    return round(worker.stats.share + fresh * each, 2)
