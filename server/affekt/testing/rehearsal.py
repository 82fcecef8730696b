"""A rehearsal: a conductor led along by hand, so that a test can say what is said when and read what was decided."""

from collections.abc import Sequence

from affekt.core.inputs import Input, Said
from affekt.core.score import ScoreEvent
from affekt.core.units import CONTROL_PERIOD, Frame, frames
from affekt.session.conductor import Conductor
from affekt.session.state import State


class Rehearsal:
    """A conductor on its way; time goes where it is told."""

    def __init__(self, conductor: Conductor, seed: int = 7) -> None:
        self.conductor = conductor
        self.state: State = conductor.begin(seed)
        self.events: list[ScoreEvent] = []
        self.notices: list[str] = []
        self.grid = 0
        self.seq = 0

    def to(self, seconds: float) -> "Rehearsal":
        """Take every grid step up to a time."""
        while self.grid <= frames(seconds):
            self._step([], Frame(self.grid))
            self.grid += CONTROL_PERIOD
        return self

    def say(self, seconds: float, said: Said) -> "Rehearsal":
        """Say something at a time, not before the last one."""
        self.to(seconds)
        self.seq += 1
        self._step([Input(frames(seconds), self.seq, said)], frames(seconds))
        return self

    def _step(self, inputs: Sequence[Input], frame: Frame) -> None:
        stepped = self.conductor.step(self.state, inputs, frame)
        self.state = stepped.state
        if stepped.went_over is not None:
            self.conductor = self.conductor.arrived()
        self.events.extend(stepped.events)
        self.notices.extend(text for _, text, _ in stepped.notices)

    def heard(self, kind: type) -> list[ScoreEvent]:
        """Return the events of one kind, in commit order."""
        return [e for e in self.events if isinstance(e.act, kind)]
