"""The driver: walks one session's conductor along its frames, live and offline alike; the ten lines that call it."""

from collections.abc import Callable

from affekt.core.inputs import Input, Said
from affekt.core.units import CONTROL_PERIOD, Frame
from affekt.session.conductor import Conductor, Stepped
from affekt.session.front import Front
from affekt.session.state import State


class Driver:
    """One session on its way. Whatever a step leads to is handed to `on_step` at once."""

    def __init__(
        self,
        conductor: Conductor,
        seed: int,
        on_step: Callable[[Stepped], None],
        on_heard: Callable[[Input], None] = lambda _one: None,
        *,
        keep_raw: bool = False,
    ) -> None:
        self.conductor = conductor
        self.state: State = conductor.begin(seed)
        self.front = Front()
        self.seq = 0
        self.next_grid = Frame(0)
        self.due = Frame(0)
        """The first frame of the grid whose step may decide something, as far as is known; the ones before can wait."""
        self._calm = Frame(0)
        """Before it no step of the grid decides anything."""
        self._on_step = on_step
        self._on_heard = on_heard
        self._keep_raw = keep_raw

    def advance(self, to: Frame) -> None:
        """Take every step of the 20 Hz grid up to and including a frame."""
        while (frame := self.next_grid) <= to:
            if frame < self._calm:
                last = min(to, self._calm - 1) // CONTROL_PERIOD * CONTROL_PERIOD
                self.state = self.conductor.glide(self.state, Frame(last))
                self.next_grid = Frame(self.state.frame + CONTROL_PERIOD)
                if self.state.frame == last:
                    continue
                frame = self.next_grid
            self.next_grid = Frame(frame + CONTROL_PERIOD)
            self._step((), frame)
            self._calm = self.conductor.calm_until(self.state)
        self._look_ahead()

    def _look_ahead(self) -> None:
        self.due = self.next_grid
        if self._calm > self.due and not self.conductor.stage.mixes_feeling:
            self.due = Frame(-(-self._calm // CONTROL_PERIOD) * CONTROL_PERIOD)

    def say(self, said: Said, frame: Frame) -> Input | None:
        """Say something at a frame not earlier than the last step; return what the conductor heard, if anything.

        Raises:
            AffektError: where it is refused; the session is as it was then.
        """
        self.advance(frame)
        heard = self.front.understand(said, frame)
        if self._keep_raw and heard is not said:
            # The conductor passes over it; it stands in the recording beside what was made of it.
            self.hear(Input(frame, self.seq + 1, said))
        if heard is None:
            return None
        return self.hear(Input(frame, self.seq + 1, heard))

    def hear(self, one: Input) -> Input:
        """Let the conductor hear an input that has its frame and sequence already."""
        self.advance(one.frame)
        before = self.seq, self._calm
        self.seq, self._calm = one.seq, Frame(0)
        self._look_ahead()
        try:
            self._step((one,), one.frame)
        except Exception:
            self.seq, self._calm = before
            self._look_ahead()
            raise
        self._on_heard(one)
        return one

    def _step(self, inputs: tuple[Input, ...], frame: Frame) -> None:
        stepped = self.conductor.step(self.state, inputs, frame)
        self.state = stepped.state
        if stepped.went_over is not None:
            self.conductor = self.conductor.arrived()
        self._on_step(stepped)
