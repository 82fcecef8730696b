"""A session's pulse: where the beat is at any frame, told by its score events, for whoever keeps time with it."""

from dataclasses import dataclass, replace

from affekt.core.metre import Metre
from affekt.core.score import Beat, Control, RenderState, ScoreEvent, Tempo
from affekt.core.tempo import Ramp, Span, Steady, TempoMap
from affekt.core.units import TICKS_PER_QUARTER, Frame, Tick

OFF = 48
"""Frames (1 ms) by which a beat may miss its course before the course is laid anew."""
_KEPT = 32


@dataclass(frozen=True, slots=True)
class _Turn:
    """The tempo from a tick on."""

    id: int
    tick: Tick
    frame: Frame
    bpm: float
    ramp: int


class Pulse:
    """Listens to a session's events and answers where its beats lie. Exact as far as events are committed."""

    def __init__(self) -> None:
        self.metre = Metre()
        self.running = False
        """Whether time passes: a beat has begun, and neither a pause nor a stop holds it."""
        self.paused_at: Frame | None = None
        self._turns: list[_Turn] = []
        self._course: TempoMap | None = None
        self.beat: Tick | None = None
        """The tick of the newest beat that was told."""

    @property
    def known(self) -> bool:
        """Whether any beat was told yet."""
        return self._course is not None

    def ticks_at(self, frame: float) -> float:
        """Return the musical position of a frame, between ticks too; 0 where nothing is known."""
        return self._course.ticks_at(frame) if self._course else 0.0

    def tick_at(self, frame: Frame) -> Tick:
        """Return the last tick at or before a frame; 0 where nothing is known."""
        return self._course.tick_at(frame) if self._course else Tick(0)

    def frame_at(self, tick: Tick) -> Frame:
        """Return the frame of a tick; 0 where nothing is known."""
        return self._course.frame_at(tick) if self._course else Frame(0)

    def quarters_at(self, frame: float) -> float:
        """Return the position of a frame in quarter notes, counted so that a beat of the metre falls on a whole one."""
        if self._course is None or self.beat is None:
            return 0.0
        return (self._course.ticks_at(frame) - self.beat) / TICKS_PER_QUARTER

    def bar_at(self, frame: float) -> int:
        """Return a number that is another one in each bar's length."""
        return int(self.ticks_at(frame) // self.metre.bar_ticks)

    def bpm_at(self, frame: float) -> float:
        """Return quarter notes a minute at a frame; 0 where nothing is known."""
        return self._course.bpm_at(Tick(int(self._course.ticks_at(frame)))) if self._course else 0.0

    def caught_up(self, state: RenderState) -> None:
        """Forget what was known, and go on from a state: a client that joins late begins so."""
        self._turns.clear()
        self._course = self.beat = None
        self.running = False
        self.paused_at = state.frame if state.paused else None
        for event in state.pending:
            self.hear(event)

    def hear(self, event: ScoreEvent) -> None:
        """Take an event into account, in commit order."""
        if event.supersedes:
            self._turns = [turn for turn in self._turns if turn.id != event.supersedes]
        match event.act:
            case Tempo(bpm, ramp_beats):
                self._turn(event, bpm, round(ramp_beats * self.metre.beat_ticks))
            case Beat(bpm, metre):
                self.metre = Metre.parse(metre)
                if self._course is None or abs(self._course.frame_at(event.tick) - event.frame) > OFF:
                    self._turn(event, bpm, 0)
                self.beat = event.tick
                self.running = self.paused_at is None
            case Control("pause"):
                self.paused_at = event.frame
                self.running = False
            case Control("resume") if self.paused_at is not None:
                later = event.frame - self.paused_at
                self._turns = [replace(turn, frame=Frame(turn.frame + later)) for turn in self._turns]
                self.paused_at = None
                self.running = self.beat is not None
                self._lay()
            case Control("stop" | "stopped"):
                self.running, self.paused_at = False, None

    def _turn(self, event: ScoreEvent, bpm: float, ramp: int) -> None:
        if not bpm > 0.0:
            return
        earlier = [turn for turn in self._turns if turn.tick < event.tick]
        self._turns = [*earlier[-_KEPT:], _Turn(event.id, event.tick, event.frame, bpm, ramp)]
        self._lay()

    def _lay(self) -> None:
        course: TempoMap | None = None
        for turn in self._turns:
            span: Span
            if course is not None and turn.ramp > 0:
                span = Ramp(turn.tick, turn.frame, turn.ramp, course.bpm_at(turn.tick), turn.bpm)
            else:
                span = Steady.at(turn.tick, turn.frame, turn.bpm)
            course = TempoMap((span,)) if course is None else course.then(span)
        self._course = course
