"""A renderer that renders nothing: for commanded games that need no stream, and for tests."""

from collections.abc import Callable, Sequence
from typing import cast

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import Frame
from affekt.host.lane import Format, Lane, Meters
from affekt.host.listener import Listener
from affekt.render.space import Layout


class SilentLane:
    """A lane that leads nowhere; it keeps what was played for whoever wants to look."""

    def __init__(self) -> None:
        self.on_acted: Callable[[int, Frame], None] = lambda _id, _frame: None
        self.on_gap: Callable[[Frame, Frame], RenderState] | None = None
        self.on_wake: Callable[[Frame], RenderState] | None = None
        self.closed = False

    def play(self, events: Sequence[ScoreEvent]) -> None:
        """Take events and let them go."""

    def restore(self, state: RenderState) -> None:
        """Nothing sounds, so nothing is restored."""

    def follow(self, loaded: LoadedSet, *, keeps: bool) -> None:
        """Nothing sounds, so nothing changes."""

    def vary(self, section: str, shift: float, done: Callable[[], None], *, ahead: bool = False) -> None:
        """Nothing sounds, so nothing is shifted."""

    def rendered_to(self) -> Frame:
        """Nothing is ever rendered."""
        return Frame(0)

    def listen(
        self,
        sample_format: str = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> Listener:
        """There is no audio: it has ended before it began."""
        listener = Listener(cast(Format, sample_format), frames, on_block, layout)
        listener.end()
        return listener

    def meters(self) -> Meters:
        """Silence."""
        return Meters()

    def cost(self) -> tuple[float, int]:
        """Nothing."""
        return 0.0, 0

    def close(self) -> None:
        """Nothing to free."""
        self.closed = True


class SilentRenderer:
    """Places every session nowhere."""

    def open(self, session: str, stem_set: object, opened_at: float) -> Lane:
        """Return a silent lane."""
        del session, stem_set, opened_at
        return SilentLane()  # type: ignore[return-value]
