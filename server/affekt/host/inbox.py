"""The inbox: how fast a client may speak, and what it said for later. Belongs to the event loop."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from affekt.clock import Clock
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import (
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Reading,
    Restore,
    Result,
    Said,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.units import Frame

KINDS: dict[type, str] = {
    GameEvent: "event", GameState: "state", StateFeeling: "affect", FreeFeeling: "affect", Signal: "sense",
    Text: "text", Reading: "evidence", Cue: "cue", Param: "param", Transport: "control", Volume: "control",
    DuckMusic: "control", Save: "control", Restore: "restore", Result: "result",
}  # fmt: skip
"""What each input is counted as."""

_WAITING = 4_000
"""Inputs that may wait for their time."""

Count = Callable[[str, int], None]
"""(metric, how many)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one session may cost."""

    inputs_per_s: float = 2_000.0
    inputs_burst: int = 4_000
    """Inputs at once."""
    keep_replies_s: float = 30.0


DEFAULT = Bounds()


class Inbox:
    """One session's: a bucket of tokens, and a heap by frame."""

    def __init__(self, bounds: Bounds, clock: Clock, count: Count) -> None:
        self._bounds, self._clock, self._count = bounds, clock, count
        self._bucket, self._filled_at = float(bounds.inputs_burst), clock.now()
        self._waiting: list[tuple[int, int, Said]] = []
        self._asked = 0

    def admit(self) -> None:
        """Let one input in.

        Raises:
            AffektError: TOO_FAST.
        """
        now, rate = self._clock.now(), self._bounds.inputs_per_s
        self._bucket = min(float(self._bounds.inputs_burst), self._bucket + (now - self._filled_at) * rate)
        self._filled_at = now
        if self._bucket < 1.0:
            self._count("inputs_too_fast", 1)
            raise AffektError(
                Reason.TOO_FAST, f"more than {rate:g} inputs a second; send less, or state values together"
            )
        self._bucket -= 1.0

    def keep(self, frame: Frame, said: Said) -> None:
        """Keep something for its frame.

        Raises:
            AffektError: TOO_MANY.
        """
        if len(self._waiting) >= _WAITING:
            raise AffektError(Reason.TOO_MANY, "too many inputs wait for their time; send them later")
        self._asked += 1
        heapq.heappush(self._waiting, (frame, self._asked, said))

    @property
    def next_frame(self) -> Frame | None:
        """When the first of what waits is due; None where nothing waits."""
        return Frame(self._waiting[0][0]) if self._waiting else None

    def due(self, now: Frame) -> tuple[Frame, Said] | None:
        """Take out the first that is due, if any."""
        if not self._waiting or self._waiting[0][0] > now:
            return None
        frame, _, said = heapq.heappop(self._waiting)
        return Frame(frame), said
