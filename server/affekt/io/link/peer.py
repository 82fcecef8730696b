"""A session among Link's peers: it follows their tempo and beat, or leads them. Belongs to the event loop."""

from collections.abc import Callable
from typing import Any, Literal, Protocol

from affekt.clock.lock import distance
from affekt.core.errors import AffektError, Reason
from affekt.host.api import Session
from affekt.io.following import Follower

Mode = Literal["off", "follow", "lead"]
SAME_BPM = 0.01
"""Tempos this near are the same."""
SAME_S = 0.004
"""Beats this near are together; leading, a greater distance is closed at once."""


class Network(Protocol):
    """What is asked of Link; aalink's `Link` is one."""

    tempo: float
    enabled: bool
    quantum: float

    @property
    def beat(self) -> float:
        """The beat now."""

    @property
    def num_peers(self) -> int:
        """How many others there are."""

    def force_beat(self, beat: float) -> None:
        """Make this the beat now, for everybody."""


def open_network(bpm: float = 120.0) -> Network:
    """Join Link's network on all interfaces of this machine.

    Raises:
        AffektError: UNSUPPORTED where aalink is not installed.
    """
    try:
        import aalink
    except ImportError as error:
        text = "Ableton Link needs aalink, which is GPL: pip install 'affekt[link]'"
        raise AffektError(Reason.UNSUPPORTED, text) from error
    link: Any = aalink.Link(bpm)
    link.enabled = True
    found: Network = link
    return found


class Together:
    """Keeps one session and Link's network in time."""

    def __init__(
        self, session: Session, network: Network, mode: Mode, count: Callable[[str], None] = lambda _name: None
    ) -> None:
        self.follower = Follower(session, count)
        self._session, self._network, self._mode, self._count = session, network, mode, count

    def look(self) -> None:
        """Bring the follower nearer to the leader."""
        if self._mode == "lead":
            self._lead()
        elif self._network.num_peers > 0:
            # Alone on the network there is nobody to follow: the session plays as it likes.
            self.follower.steer(self._network.tempo, self._network.beat)

    def _lead(self) -> None:
        pulse, network = self.follower.pulse, self._network
        if not pulse.running:
            return
        frame = self._session.frame_now()
        bpm = pulse.bpm_at(frame)
        if bpm > 0.0 and abs(network.tempo - bpm) > SAME_BPM:
            network.tempo = bpm
        ours = pulse.quarters_at(frame)
        off = distance(ours, network.beat)
        if abs(off) * 60.0 > SAME_S * bpm:
            network.force_beat(network.beat + off)
            self._count("link.beat_forced")

    async def run(self) -> None:
        """Keep together until the session ends or this is cancelled."""
        await self.follower.keep(self.look)
