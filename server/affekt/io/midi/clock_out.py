"""MIDI clock of a session: 24 ticks to the quarter along its tempo map, ramps included; start, stop, song position.

Pure: it is told the session's events and asked what must leave until a frame.
"""

from affekt.core.score import Control, ScoreEvent
from affekt.core.units import TICKS_PER_QUARTER, Frame, Tick
from affekt.host.pulse import OFF, Pulse
from affekt.io.midi.timed import CLOCK, CONTINUE, START, STOP, Timed, song_position

TICKS_PER_CLOCK = TICKS_PER_QUARTER // 24
_SIXTEENTH = TICKS_PER_QUARTER // 4


class ClockOut:
    """What a session's clock sends. The first beat is a start; going on after a pause, or joining late, a continue."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._next: Tick | None = None
        self._sent = Frame(0)

    @property
    def runs(self) -> bool:
        """Whether a start was sent and no stop since."""
        return self._next is not None

    def hear(self, event: ScoreEvent) -> list[Timed]:
        """Return what an event asks to be sent, after the pulse has heard it; ticks after a stop must be taken back."""
        match event.act:
            case Control("pause" | "stop" | "stopped") if self._next is not None:
                self._next = None
                self._sent = event.frame
                return [Timed(event.frame, 2, bytes((STOP,)))]
            case _:
                return []

    def due(self, now: Frame, until: Frame) -> list[Timed]:
        """Return what leaves from `now` to `until`, at most as far ahead as events are committed."""
        pulse = self._pulse
        if not pulse.running or pulse.beat is None:
            return []
        found: list[Timed] = []
        if self._next is not None and (pulse.beat - self._next) % TICKS_PER_CLOCK:
            beat = pulse.frame_at(pulse.beat)
            if beat > until:
                return found
            # The beat was laid anew, as where a section begins in the middle of a beat: the clock joins it there.
            found.append(Timed(Frame(max(beat - 3 * OFF, self._sent)), 0, bytes((STOP,))))
            self._next = None
        if self._next is None:
            begin = self._entry(max(now, self._sent))
            at = pulse.frame_at(begin)
            if at > until:
                return found
            if begin == 0:
                found.append(Timed(Frame(max(at - OFF, 0)), 1, bytes((START,))))
            else:
                # A millisecond apart: some systems give what comes together in any order.
                found.append(Timed(Frame(at - 2 * OFF), 1, song_position(begin)))
                found.append(Timed(Frame(at - OFF), 2, bytes((CONTINUE,))))
            self._next = begin
        while (at := pulse.frame_at(self._next)) <= until:
            found.append(Timed(Frame(max(at, self._sent)), 3, bytes((CLOCK,))))
            self._sent = at
            self._next = Tick(self._next + TICKS_PER_CLOCK)
        return found

    def _entry(self, frame: Frame) -> Tick:
        """Return the first sixteenth, counted from a beat, two milliseconds and more after a frame."""
        pulse = self._pulse
        assert pulse.beat is not None
        tick = pulse.beat
        if tick == 0 and pulse.frame_at(tick) >= frame:
            return tick
        while tick >= _SIXTEENTH and pulse.frame_at(Tick(tick - _SIXTEENTH)) >= frame + 2 * OFF:
            tick = Tick(tick - _SIXTEENTH)
        while pulse.frame_at(tick) < frame + 2 * OFF:
            tick = Tick(tick + _SIXTEENTH)
        return tick
