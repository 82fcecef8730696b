"""Key wishes: which of a session's recordings it wants in other keys, and when it hears that they are there."""

from collections.abc import Callable, Iterable
from functools import partial

from affekt.core.inputs import Result, Said
from affekt.core.score import Key, Section
from affekt.host.lane import Lane
from affekt.session import keys
from affekt.session.conductor import Stepped
from affekt.session.stage import Stage


class KeyWishes:
    """One session's. Belongs to the event loop."""

    def __init__(self, lane: Lane, back: Callable[[Iterable[Said]], None]) -> None:
        """Prepare.

        Args:
            lane: Who makes them.
            back: Says to the session that they are there.
        """
        self._lane, self._back = lane, back
        self._section = ""
        self._ahead: set[str] = set()
        """What was asked for ahead, by what is said when it is there."""
        self._shapes = 0
        """How many sets of another shape it has gone over to."""

    def go_over(self, *, keeps: bool) -> None:
        """Wish anew, for a set that was edited; what is still made of one of another shape is not told."""
        self._ahead.clear()
        self._shapes += not keeps

    def follow(self, stepped: Stepped, stage: Stage) -> None:
        """Where a key is reached live, have the section's recordings shifted.

        In a held key those of the sections that are likely to come are made ahead, while there is nothing else to do.
        """
        moved = False
        for event in stepped.events:
            moved = moved or isinstance(event.act, Section | Key)
            if isinstance(event.act, Section):
                self._section = event.act.section
            elif isinstance(event.act, Key) and event.act.path == "live" and event.act.shift:
                done = partial(self._made, self._shapes, Result(event.id, "variants"))
                self._lane.vary(self._section, event.act.shift, done)
        for section, shift, payload in keys.wanted_ahead(stage, stepped.state) if moved else ():
            if payload not in self._ahead:
                self._ahead.add(payload)
                self._lane.vary(section, shift, partial(self._made, self._shapes, Result(0, payload)), ahead=True)

    def _made(self, shapes: int, result: Result) -> None:
        if shapes == self._shapes:
            self._back([result])
