"""The course of a section: its recordings under a tempo, tick for frame.

Conductor and renderer lay it out by the same arithmetic, so that both mean the same sample by the same beat.
"""

from functools import lru_cache

from affekt.arrange.manifest import Section
from affekt.core.metre import Metre
from affekt.core.tempo import Ramp, Span, Steady, TempoMap
from affekt.core.units import SAMPLE_RATE, TICKS_PER_QUARTER, Frame, Tick


def recorded(section: Section) -> Steady:
    """Return the body as it was recorded, from tick 0 at frame 0: its exact tempo."""
    return _recorded(section.bars, section.metre, section.tempo)


@lru_cache(maxsize=1024)
def _recorded(bars: int, metre: str, tempo: float) -> Steady:
    ticks = bars * Metre.parse(metre).bar_ticks
    return Steady(Tick(0), Frame(0), ticks, round(ticks * 60.0 * SAMPLE_RATE / (TICKS_PER_QUARTER * tempo)))


def exact_bpm(section: Section, bpm: float) -> float:
    """Return a tempo exactly; the section's own tempo (and 0) is that of its recordings, which are whole frames."""
    own = bpm == 0.0 or abs(bpm - section.tempo) < 1e-6
    return recorded(section).bpm_at(0) if own else bpm


def enter(section: Section, tick: Tick, frame: Frame, body_tick: int = 0, bpm: float = 0.0) -> TempoMap:
    """Return the course from an entry on: `body_tick` of the body sounds at `tick` and `frame`; 0 is its own tempo."""
    body = recorded(section)
    if bpm == 0.0 or abs(bpm - section.tempo) < 1e-6:
        head = body.frame_at(Tick(body_tick))
        return TempoMap((Steady(Tick(tick - body_tick), Frame(frame - head), body.ticks, body.frames),))
    return TempoMap((Steady.at(tick, frame, bpm),))


def turn(section: Section, course: TempoMap, tick: Tick, frame: Frame, bpm: float, ramp_ticks: int = 0) -> TempoMap:
    """Return a course that turns to another tempo at a tick (which sounds at `frame`), at once or over `ramp_ticks`."""
    goal, now = exact_bpm(section, bpm), course.bpm_at(tick)
    span: Span
    if ramp_ticks > 0 and abs(goal - now) > 1e-9:
        span = Ramp(tick, frame, ramp_ticks, now, goal)
    elif goal == recorded(section).bpm_at(0):
        body = recorded(section)
        span = Steady(tick, frame, body.ticks, body.frames)
    else:
        span = Steady.at(tick, frame, bpm)
    return course.then(span)


def body_at(section: Section, course: TempoMap, origin: Tick, frame: Frame) -> tuple[Frame, int]:
    """Return (body frame, passes gone by) at a frame; the body wraps where its section loops.

    Args:
        section: what plays.
        course: its course.
        origin: the session's tick at which its first pass began, or would have.
        frame: a frame of the session.
    """
    body = recorded(section)
    gone = round((course.ticks_at(frame) - origin) * body.frames / body.ticks)
    passes = 0 if section.once else max(gone // body.frames, 0)
    return Frame(gone - passes * body.frames), passes


def nearest_tick(section: Section, body_frame: int, passes: int) -> int:
    """Return the tick, counted from the first pass, that is nearest to a place in the body."""
    body = recorded(section)
    return ((body_frame + passes * body.frames) * body.ticks * 2 + body.frames) // (2 * body.frames)


def whole(section: Section, ticks: int) -> int:
    """Return the body frame of a tick counted from the first pass, the frames of whole passes included."""
    return int(recorded(section).frame_at(Tick(ticks)))


def ratio(section: Section, bpm: float) -> float:
    """Return body frames for each session frame at a tempo; exactly 1 at the section's own."""
    return exact_bpm(section, bpm) / recorded(section).bpm_at(0)
