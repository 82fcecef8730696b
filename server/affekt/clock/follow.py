"""Following an external clock: tempo and beat from ticks that come with jitter. Pure."""

from dataclasses import dataclass, replace
from math import floor

TICKS_PER_BEAT = 24
"""MIDI clock's ticks to the quarter."""
WINDOW = 48
"""Ticks that the estimate looks back: two beats."""
ENOUGH = 12
"""Ticks before there is an estimate."""
SLOWEST_S, FASTEST_S = 60.0 / 20.0 / TICKS_PER_BEAT, 60.0 / 400.0 / TICKS_PER_BEAT
"""A tick at 20 and at 400 beats a minute."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where an external clock is: `beats` at `time`, at `bpm` quarter notes a minute."""

    time: float
    beats: float
    bpm: float

    def beats_at(self, time: float) -> float:
        """Return its position at another time, if its tempo stays."""
        return self.beats + (time - self.time) * self.bpm / 60.0


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was heard of a clock so far: (number, seconds) of the newest ticks."""

    heard: tuple[tuple[int, float], ...] = ()
    running: bool = True

    def tick(self, time: float) -> "Ticks":
        """Return what is known after one more tick. A few that were lost are counted; a long silence begins anew."""
        if not self.heard:
            return replace(self, heard=((0, time),))
        number, last = self.heard[-1]
        gap = time - last
        period = self._period()
        if gap <= 0.0 or gap > max(8.0 * (period or SLOWEST_S), 0.5):
            # The beat that the count stands for is kept: a tick comes every 24th of a beat, wherever it begins.
            return replace(self, heard=((number + 1, time),))
        lost = floor(gap / period - 0.5) if period and len(self.heard) >= ENOUGH else 0
        kept = self.heard[-(WINDOW - 1) :]
        if period and abs(gap - (1 + max(lost, 0)) * period) > 0.5 * period and len(self.heard) >= ENOUGH:
            kept = kept[-ENOUGH:]
        return replace(self, heard=(*kept, (number + 1 + max(lost, 0), time)))

    def start(self) -> "Ticks":
        """Return what is known after a start: the next tick is beat 0."""
        return Ticks(((-1, self.heard[-1][1]),) if self.heard else (), running=True)

    def go_on(self) -> "Ticks":
        """Return what is known after a continue."""
        return replace(self, running=True)

    def stop(self) -> "Ticks":
        """Return what is known after a stop."""
        return replace(self, running=False)

    def place(self, sixteenths: int) -> "Ticks":
        """Return what is known after a song position: the next tick is that place."""
        return Ticks(((sixteenths * TICKS_PER_BEAT // 4 - 1, self.heard[-1][1]),) if self.heard else (), self.running)

    def _period(self) -> float:
        if len(self.heard) < 2:
            return 0.0
        (a, early), (b, late) = self.heard[0], self.heard[-1]
        return (late - early) / (b - a) if b > a else 0.0

    def estimate(self) -> Estimate | None:
        """Return where the clock is, by a line through the newest ticks; None before there are enough.

        Ticks that came much later than the line are left out: delays only add.
        """
        if len(self.heard) < ENOUGH:
            return None
        points = list(self.heard)
        slope, at_zero = _line(points)
        late = sorted(time - (at_zero + slope * number) for number, time in points)
        limit = 3.0 * max(late[len(late) * 3 // 4] - late[len(late) // 4], 2e-4)
        kept = [p for p in points if abs(p[1] - (at_zero + slope * p[0]) - late[len(late) // 2]) <= limit]
        if len(kept) >= ENOUGH:
            slope, at_zero = _line(kept)
        if not FASTEST_S <= slope <= SLOWEST_S:
            return None
        time = points[-1][1]
        return Estimate(time, (time - at_zero) / slope / TICKS_PER_BEAT, 60.0 / (slope * TICKS_PER_BEAT))


def _line(points: list[tuple[int, float]]) -> tuple[float, float]:
    """Return (seconds a tick, seconds at tick 0) of the straight line nearest to the points."""
    count = len(points)
    first = points[0]
    x = sum(n - first[0] for n, _ in points) / count
    y = sum(t - first[1] for _, t in points) / count
    above = sum((n - first[0] - x) * (t - first[1] - y) for n, t in points)
    below = sum((n - first[0] - x) ** 2 for n, _ in points)
    slope = above / below if below else 0.0
    return slope, first[1] + y - slope * (x + first[0])
