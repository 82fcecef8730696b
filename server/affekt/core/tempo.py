"""The tempo map: exact conversion between musical ticks and audio frames."""

from dataclasses import dataclass
from math import expm1, log1p
from typing import Final

from affekt.core.units import SAMPLE_RATE, TICKS_PER_QUARTER, Frame, Tick
from affekt.core.values import quick, replace

_FRAMES_PER_TICK_BPM = 60.0 * SAMPLE_RATE / TICKS_PER_QUARTER
"""Frames in one tick at one quarter note a minute."""


STRETCH: Final = (0.5, 1.5)
"""The slowest and the fastest that a recording is played, as a share of its own tempo."""


@quick
@dataclass(frozen=True, slots=True)
class Steady:
    """A constant tempo as an exact ratio: `ticks` last `frames`."""

    tick: Tick
    frame: Frame
    ticks: int
    frames: int

    @classmethod
    def at(cls, tick: Tick, frame: Frame, bpm: float) -> "Steady":
        """Start a constant tempo; the ratio is exact to a frame in 1,000 quarters."""
        ticks = 1_000 * TICKS_PER_QUARTER
        return cls(tick, frame, ticks, round(ticks * _FRAMES_PER_TICK_BPM / bpm))

    def frame_at(self, tick: Tick) -> Frame:
        """Return the frame nearest to a tick, in integer arithmetic."""
        return Frame(self.frame + ((tick - self.tick) * self.frames * 2 + self.ticks) // (2 * self.ticks))

    def tick_at(self, frame: Frame) -> Tick:
        """Return the last tick whose frame is at or before `frame`."""
        tick = Tick(self.tick + (frame - self.frame) * self.ticks // self.frames)
        while self.frame_at(Tick(tick + 1)) <= frame:
            tick = Tick(tick + 1)
        while self.frame_at(tick) > frame:
            tick = Tick(tick - 1)
        return tick

    def ticks_at(self, frame: float) -> float:
        """Return the musical position of a frame, between ticks too."""
        return self.tick + (frame - self.frame) * self.ticks / self.frames

    def bpm_at(self, tick: float) -> float:
        """Return quarter notes a minute."""
        del tick
        return self.ticks * _FRAMES_PER_TICK_BPM / self.frames


@quick
@dataclass(frozen=True, slots=True)
class Ramp:
    """A tempo that moves linearly in musical time, from `bpm` to `to_bpm` over `ticks`, then stays."""

    tick: Tick
    frame: Frame
    ticks: int
    bpm: float
    to_bpm: float

    def _elapsed(self, ticks: float) -> float:
        slope = (self.to_bpm - self.bpm) / self.ticks
        inside = min(max(ticks, 0.0), float(self.ticks))
        if abs(slope) * self.ticks < 1e-9:
            frames = inside * _FRAMES_PER_TICK_BPM / self.bpm
        else:
            frames = _FRAMES_PER_TICK_BPM / slope * log1p(slope * inside / self.bpm)
        before, after = min(ticks, 0.0), max(ticks - self.ticks, 0.0)
        return frames + before * _FRAMES_PER_TICK_BPM / self.bpm + after * _FRAMES_PER_TICK_BPM / self.to_bpm

    def frame_at(self, tick: Tick) -> Frame:
        """Return the frame nearest to a tick."""
        return Frame(self.frame + round(self._elapsed(tick - self.tick)))

    def ticks_at(self, frame: float) -> float:
        """Return the musical position of a frame, between ticks too."""
        gone = float(frame - self.frame)
        slope = (self.to_bpm - self.bpm) / self.ticks
        whole = self._elapsed(self.ticks)
        if gone >= whole:
            inside = self.ticks + (gone - whole) * self.to_bpm / _FRAMES_PER_TICK_BPM
        elif gone <= 0 or abs(slope) * self.ticks < 1e-9:
            inside = gone * self.bpm / _FRAMES_PER_TICK_BPM
        else:
            inside = self.bpm * expm1(gone * slope / _FRAMES_PER_TICK_BPM) / slope
        return self.tick + inside

    def tick_at(self, frame: Frame) -> Tick:
        """Return the last tick whose frame is at or before `frame`."""
        tick = Tick(int(self.ticks_at(frame)))
        while self.frame_at(Tick(tick + 1)) <= frame:
            tick = Tick(tick + 1)
        while self.frame_at(tick) > frame:
            tick = Tick(tick - 1)
        return tick

    def bpm_at(self, tick: float) -> float:
        """Return quarter notes a minute at a tick."""
        share = min(max((tick - self.tick) / self.ticks, 0.0), 1.0)
        return self.bpm + (self.to_bpm - self.bpm) * share


Span = Steady | Ramp


@quick
@dataclass(frozen=True, slots=True)
class TempoMap:
    """Spans in order of their ticks; each holds until the next begins."""

    spans: tuple[Span, ...]

    def span_at_tick(self, tick: Tick) -> Span:
        """Return the span in force at a tick (the first one before it begins)."""
        for span in reversed(self.spans):
            if span.tick <= tick:
                return span
        return self.spans[0]

    def span_at_frame(self, frame: float) -> Span:
        """Return the span in force at a frame (the first one before it begins)."""
        for span in reversed(self.spans):
            if span.frame <= frame:
                return span
        return self.spans[0]

    def frame_at(self, tick: Tick) -> Frame:
        """Return the frame of a tick."""
        return self.span_at_tick(tick).frame_at(tick)

    def tick_at(self, frame: Frame) -> Tick:
        """Return the last tick at or before a frame."""
        return self.span_at_frame(frame).tick_at(frame)

    def ticks_at(self, frame: float) -> float:
        """Return the musical position of a frame, between ticks too."""
        return self.span_at_frame(frame).ticks_at(frame)

    def bpm_at(self, tick: Tick) -> float:
        """Return quarter notes a minute at a tick."""
        return self.span_at_tick(tick).bpm_at(tick)

    def then(self, span: Span) -> "TempoMap":
        """Return the map with `span` in force from its tick on; later spans are dropped."""
        return TempoMap((*(s for s in self.spans if s.tick < span.tick), span))

    def since(self, tick: Tick) -> "TempoMap":
        """Return the map without the spans that ended before `tick`."""
        keep = [s for s in self.spans if s.tick > tick]
        return TempoMap((self.span_at_tick(tick), *keep))

    def shifted(self, frames: int) -> "TempoMap":
        """Return the map with everything later by so many frames, as after a pause."""
        return TempoMap(tuple(replace(s, frame=Frame(s.frame + frames)) for s in self.spans))
