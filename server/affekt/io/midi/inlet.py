"""An external MIDI clock that a session follows: tempo and beat, start and stop. Belongs to the event loop."""

from collections.abc import Callable

from affekt.clock import Clock
from affekt.clock.follow import Ticks
from affekt.host.api import Session
from affekt.io.following import Follower

LOST_S = 1.0
"""Without a tick for this long the clock is away; the session keeps its tempo."""


class Inlet:
    """Hears one clock for one session."""

    def __init__(self, session: Session, clock: Clock, count: Callable[[str], None] = lambda _name: None) -> None:
        self.follower = Follower(session, count)
        self._clock = clock
        self._ticks = Ticks()

    def heard(self, time: float, data: bytes) -> None:
        """Take a message into account; `time` is the monotonic clock's when it came."""
        match list(data):
            case [0xF8]:
                self._ticks = self._ticks.tick(time)
            case [0xFA]:
                self._ticks = self._ticks.start()
                self.follower.transport(go=True)
            case [0xFB]:
                self._ticks = self._ticks.go_on()
                self.follower.transport(go=True)
            case [0xFC]:
                self._ticks = self._ticks.stop()
                self.follower.transport(go=False)
            case [0xF2, low, high]:
                self._ticks = self._ticks.place(low | high << 7)

    def look(self) -> None:
        """Steer by what was heard so far."""
        found = self._ticks.estimate()
        now = self._clock.now()
        if found is None or not self._ticks.running or now - found.time > LOST_S:
            return
        self.follower.steer(found.bpm, found.beats_at(now))

    async def run(self) -> None:
        """Follow until the session ends or this is cancelled."""
        await self.follower.keep(self.look)
