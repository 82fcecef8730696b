"""Passes: one time through a section's body, where its ticks and frames lie."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from affekt.baked.whole import rounded


class Place(NamedTuple):
    """A musical position; bars and beats count from 1."""

    tick: int
    bar: int
    beat: float
    section_bar: int


BEGINNING = Place(0, 1, 1.0, 1)


@dataclass(slots=True)
class Pass:
    """One pass through a body."""

    section: dict[str, Any]
    tick: int
    """Where it begins."""
    body_tick: int
    """Where in the body; 0 unless it was entered in the middle."""
    bar: int
    """The session's bar that contains its beginning."""
    iteration: int
    """Passes of the same section right before it."""
    origin: int
    """The frame at which the body's first tick sounds, or would have."""

    @property
    def first_tick(self) -> int:
        """The body's first tick."""
        return self.tick - self.body_tick

    @property
    def end_tick(self) -> int:
        """Where the body ends."""
        ticks: int = self.section["ticks"]
        return self.first_tick + ticks

    @property
    def frame(self) -> int:
        """Where it begins."""
        return self.frame_at(self.tick)

    @property
    def end_frame(self) -> int:
        """Where the body ends."""
        return self.frame_at(self.end_tick)

    def frame_at(self, tick: int) -> int:
        """Return the frame nearest to a tick."""
        ticks, frames = self.section["ticks"], self.section["frames"]
        nearest: int = ((tick - self.first_tick) * frames * 2 + ticks) // (2 * ticks)
        return self.origin + nearest

    def tick_at(self, frame: int) -> int:
        """Return the last tick whose frame is at or before a frame."""
        ticks, frames = self.section["ticks"], self.section["frames"]
        tick: int = self.first_tick + (frame - self.origin) * ticks // frames
        while self.frame_at(tick + 1) <= frame:
            tick += 1
        while self.frame_at(tick) > frame:
            tick -= 1
        return tick

    def place(self, tick: int) -> Place:
        """Return bar and beat at a tick."""
        bar_ticks, beat_ticks = self.section["bar_ticks"], self.section["beat_ticks"]
        inside = tick - self.first_tick
        bar = inside // bar_ticks
        beat = rounded(inside - bar * bar_ticks + beat_ticks, beat_ticks)
        return Place(tick, self.bar + bar - self.body_tick // bar_ticks, beat, bar + 1)

    def next_on(self, grid: int, tick: int) -> int:
        """Return the first tick of a grid of the body at or after a tick, at most the body's end."""
        return min(tick + (self.first_tick - tick) % grid, self.end_tick)

    def again(self) -> "Pass":
        """Return the pass that follows when the body goes round."""
        bar_ticks = self.section["bar_ticks"]
        bars = -(-self.section["ticks"] // bar_ticks) - self.body_tick // bar_ticks
        origin = self.origin + self.section["frames"]
        return Pass(self.section, self.end_tick, 0, self.bar + bars, self.iteration + 1, origin)


def enter(section: dict[str, Any], tick: int, frame: int, bar: int, body_tick: int) -> Pass:
    """Return a pass that begins at a tick and frame, at a tick of the body."""
    one = Pass(section, tick, body_tick, bar, 0, 0)
    one.origin = frame - one.frame_at(tick)
    return one
