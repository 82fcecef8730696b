"""A long walk: a conductor led along by hand over a shipped set, so that what was decided can be counted."""

from collections.abc import Iterable, Sequence

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.shelf import find_set
from affekt.core.inputs import Input, Said
from affekt.core.score import ScoreEvent
from affekt.core.units import CONTROL_PERIOD, Frame, frames
from affekt.sense.game import GameTable, default_table
from affekt.session.conductor import Conductor

MINUTES = 20.0


def open_walk(name: str) -> LoadedSet:
    """Load the set that is walked through.

    Raises:
        AffektError: UNKNOWN_SET, BAD_SET.
    """
    return load(find_set(name))


def walk(
    loaded: LoadedSet, said: Iterable[tuple[float, Said]], seconds: float, seed: int = 7, table: GameTable | None = None
) -> list[ScoreEvent]:
    """Return every decision of a session in which things are said at some seconds; the shipped table where None."""
    conductor = Conductor.of(loaded, table or default_table())
    state, events = conductor.begin(seed), list[ScoreEvent]()
    waiting = sorted(((frames(at), one) for at, one in said), key=lambda item: item[0])
    grid, seq = 0, 0

    def step(inputs: Sequence[Input], frame: Frame) -> None:
        nonlocal state
        stepped = conductor.step(state, inputs, frame)
        state = stepped.state
        events.extend(stepped.events)

    while grid <= frames(seconds):
        while waiting and waiting[0][0] < grid:
            frame, one = waiting.pop(0)
            seq += 1
            step([Input(frame, seq, one)], frame)
        step([], Frame(grid))
        grid += CONTROL_PERIOD
    return events
