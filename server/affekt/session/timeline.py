"""Where in the music a frame is: passes through section bodies, laid end to end in exact ticks and frames."""

from dataclasses import dataclass

from affekt.arrange import course
from affekt.arrange.manifest import Section
from affekt.arrange.timing import body_ticks
from affekt.core.metre import Metre
from affekt.core.tempo import Steady, TempoMap
from affekt.core.units import Frame, Tick
from affekt.core.values import quick, replace


@quick
@dataclass(frozen=True, slots=True)
class Position:
    """A musical position. Bars and beats count from 1."""

    tick: Tick
    bar: int
    beat: float
    section_bar: int


@quick
@dataclass(frozen=True, slots=True)
class Pass:
    """One pass through a section's body, from `tick` to `end_tick`."""

    section: str
    tick: Tick
    """Where it begins in the session."""
    body_tick: int
    """Where it begins in the body; 0 unless it was entered in the middle."""
    bar: int
    """Session bar that contains its beginning."""
    iteration: int
    """How many passes of the same section came right before."""
    span: TempoMap
    """Its exact course: tick ↔ frame, through every change of tempo."""
    length: int
    """Ticks of the whole body."""
    metre: Metre

    @property
    def end_tick(self) -> Tick:
        """Where the body ends."""
        return Tick(self.tick - self.body_tick + self.length)

    @property
    def frame(self) -> Frame:
        """The frame where it begins."""
        return self.span.frame_at(self.tick)

    @property
    def end_frame(self) -> Frame:
        """The frame where the body ends."""
        return self.span.frame_at(self.end_tick)

    def body_tick_at(self, tick: int) -> int:
        """Return the position in the body at a tick."""
        return tick - self.tick + self.body_tick

    def position(self, tick: Tick) -> Position:
        """Return bar and beat at a tick of this pass (or of its tail)."""
        inside = self.body_tick_at(tick)
        bar_ticks, first_bar = self.metre.bar_ticks, self.body_tick // self.metre.bar_ticks
        bar = inside // bar_ticks
        beat = 1 + round((inside - bar * bar_ticks) / self.metre.beat_ticks, 4)
        return Position(tick, self.bar + bar - first_bar, beat, bar + 1)

    def next_tick_on(self, grid: int, at_or_after: Tick) -> Tick:
        """Return the first tick of a body-aligned grid (beat or bar ticks) at or after a tick, at most the end."""
        inside = self.body_tick_at(at_or_after)
        return min(Tick(at_or_after + -inside % grid), self.end_tick)

    def shifted(self, frames: int) -> "Pass":
        """Return the pass sounding later by so many frames, as after a pause."""
        return replace(self, span=self.span.shifted(frames))

    @property
    def bars_begun(self) -> int:
        """Bars that this pass touches from its beginning to its end."""
        return -(-self.length // self.metre.bar_ticks) - self.body_tick // self.metre.bar_ticks


def enter(
    name: str, section: Section, tick: Tick, frame: Frame, bar: int, body_tick: int = 0, nth: int = 0, bpm: float = 0.0
) -> Pass:
    """Return a pass through `section` that begins at a tick and frame, in session bar `bar`; `bpm` 0 is its own."""
    span = course.enter(section, tick, frame, body_tick, bpm)
    return Pass(name, tick, body_tick, bar, nth, span, body_ticks(section), section.time_signature)


def again(last: Pass) -> Pass:
    """Return the pass that follows when the body loops; as recorded it begins on a whole frame."""
    tick, span = last.end_tick, last.span.since(last.end_tick)
    only = span.spans[0]
    if len(span.spans) == 1 and isinstance(only, Steady) and (tick - only.tick) % only.ticks == 0:
        span = TempoMap((replace(only, tick=tick, frame=only.frame_at(tick)),))
    bar, iteration = last.bar + last.bars_begun, last.iteration + 1
    return replace(last, tick=tick, body_tick=0, bar=bar, iteration=iteration, span=span)


@quick
@dataclass(frozen=True, slots=True)
class Timeline:
    """The last few passes, newest last; the newest is the one being committed."""

    passes: tuple[Pass, ...] = ()

    @property
    def now(self) -> Pass:
        """The newest pass."""
        return self.passes[-1]

    def then(self, newer: Pass) -> "Timeline":
        """Return the timeline with one more pass; three are kept."""
        return Timeline((*self.passes[-2:], newer))

    def turned(self, span: TempoMap) -> "Timeline":
        """Return the timeline with another course for the newest pass."""
        return Timeline((*self.passes[:-1], replace(self.now, span=span)))

    def pass_at(self, frame: Frame) -> Pass | None:
        """Return the pass that sounds at a frame."""
        for one in reversed(self.passes):
            if one.frame <= frame:
                return one
        return self.passes[0] if self.passes else None

    def position(self, frame: Frame) -> Position:
        """Return the musical position of a frame; the very beginning where nothing plays yet."""
        one = self.pass_at(frame)
        if one is None or frame < one.frame:
            return Position(Tick(0), 1, 1.0, 1)
        return one.position(one.span.tick_at(frame))

    def shifted(self, frames: int, since: Frame) -> "Timeline":
        """Return the timeline with everything that ends after a frame moved later."""
        return Timeline(tuple(p.shifted(frames) if p.end_frame > since else p for p in self.passes))

    def delayed(self, frames: int, at: Frame) -> "Timeline":
        """Return the timeline with the pass that sounds at a frame moved later, and not what is promised after it."""
        return Timeline(tuple(p.shifted(frames) if p.frame < at < p.end_frame else p for p in self.passes))
