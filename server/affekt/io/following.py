"""A session that keeps time with somebody else: their tempo becomes its `param tempo`, their beat corrects it."""

import asyncio
from collections.abc import Callable

from affekt.clock.lock import Pin, distance, said, steer
from affekt.core.errors import AffektError
from affekt.core.inputs import Param, Said, Transport
from affekt.core.score import ScoreEvent
from affekt.host.api import CaughtUp, Reply, Session, Subscription
from affekt.host.pulse import Pulse

_TURN_S = 0.05


class Follower:
    """Says to one session what brings it to an external beat: ordinary inputs, recorded like any other."""

    def __init__(self, session: Session, count: Callable[[str], None] = lambda _name: None) -> None:
        self.session = session
        self.pulse = Pulse()
        self.behind = 0.0
        """How far the session's beat was behind theirs at the last look, in beats."""
        self._count = count
        self._pin = Pin()
        self._subscription: Subscription = session.subscribe()

    async def keep(self, look: Callable[[], None]) -> None:
        """Look at the other clock again and again until the session ends or this is cancelled; then let go."""
        hearing = asyncio.create_task(self.run())
        try:
            while not hearing.done():
                look()
                await asyncio.wait((hearing,), timeout=_TURN_S)
        finally:
            hearing.cancel()
            self.close()

    async def run(self) -> None:
        """Hear the session until it ends."""
        async for replies in self._subscription:
            for reply in replies:
                self.hear(reply)

    def hear(self, reply: Reply) -> None:
        """Take a reply of the session into account."""
        if isinstance(reply.item, ScoreEvent):
            self.pulse.hear(reply.item)
        elif isinstance(reply.item, CaughtUp):
            self.pulse.caught_up(reply.item.state)

    def steer(self, bpm: float, quarters: float) -> None:
        """Bring the session nearer to a beat that is at `quarters` just now, at `bpm` quarter notes a minute."""
        frame = self.session.frame_now()
        if not self.pulse.running:
            self.behind = 0.0
            found = said(self._pin, bpm, self._pin.bar - 1)
        else:
            self.behind = distance(quarters, self.pulse.quarters_at(frame), self.behind)
            found = said(self._pin, steer(bpm, self.behind), self.pulse.bar_at(frame))
        if found is not None and self._say(Param("tempo", found.bpm)):
            self._pin = found

    def transport(self, go: bool) -> None:
        """Pause or go on; what is so already stays."""
        if go == (self.pulse.paused_at is None):
            return
        self._say(Transport("resume" if go else "pause"))

    def close(self) -> None:
        """Let the session's tempo go."""
        if self._pin.bpm > 0.0:
            self._say(Param("tempo", None))
        self._subscription.close()

    def _say(self, what: Said) -> bool:
        try:
            self.session.say(what)
        except AffektError:
            self._count("following.refused")
            return False
        return True
