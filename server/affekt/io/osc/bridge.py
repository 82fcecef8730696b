"""A bridge to a program that does not know Affekt: each decision in that program's own messages, when it sounds.

Runs on the event loop. The messages carry no timetags, since game engines do not heed them: they leave at their time.
"""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from affekt.core.errors import AffektError, Reason
from affekt.core.score import Beat, Control, Duck, Effect, ScoreEvent, Section, Tempo, Why
from affekt.core.units import Frame, Tick
from affekt.host.api import CaughtUp, Reply, Session, Sessions, Subscription
from affekt.io.address import split_address
from affekt.io.osc import messages
from affekt.io.osc.peers import Where
from affekt.io.osc.words import SendFile, load_sends

LOOK_S = 0.5
"""Seconds between two looks for the session."""
MOST_WAITING = 4_096
_USUAL_BPM = 120.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A decision that waits for its time."""

    target: int
    event: ScoreEvent
    handle: asyncio.TimerHandle


@dataclass(frozen=True, slots=True)
class Target:
    """Who is told what: a table, the session that it is about, and where its messages go."""

    table: SendFile
    session: str
    where: Where


def parse_target(text: str) -> Target:
    """Read `TABLE=SESSION@HOST:PORT`, such as `wwise=arena@127.0.0.1:9000`.

    Raises:
        AffektError: MALFORMED, UNKNOWN_NAME.
    """
    name, _, rest = text.partition("=")
    session, at, address = rest.rpartition("@")
    if not (name and session and at):
        raise AffektError(Reason.MALFORMED, f"osc_sends wants TABLE=SESSION@HOST:PORT, not {text!r}")
    return Target(load_sends(name), session, split_address(address))


class Bridge(asyncio.DatagramProtocol):
    """One socket for all targets."""

    def __init__(self, sessions: Sessions, targets: Sequence[Target], count: Callable[[str], None]) -> None:
        self._sessions = sessions
        self._targets = tuple(targets)
        self._count = count
        self._told: dict[int, asyncio.Task[None]] = {}
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = itertools.count()
        self._looker: asyncio.Task[None] | None = None
        self._transport: asyncio.DatagramTransport | None = None
        self._gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to look for sessions."""
        self._transport = cast("asyncio.DatagramTransport", transport)
        self._looker = asyncio.create_task(self._look_on())

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell `stop` that the socket is closed."""
        del exc
        self._gone.set()

    def error_received(self, exc: Exception) -> None:
        """Count a program that is not there."""
        del exc
        self._count("osc.unreachable")

    @property
    def waiting(self) -> int:
        """How many decisions wait for their time."""
        return len(self._waiting)

    async def _look_on(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(LOOK_S)

    def look(self) -> None:
        """Follow the sessions that a target speaks of and that have begun."""
        names = set(self._sessions.names())
        for number, target in enumerate(self._targets):
            task = self._told.get(number)
            if (task is None or task.done()) and target.session in names:
                session = self._sessions.find(target.session)
                subscription = session.subscribe(after=-1)
                self._told[number] = asyncio.create_task(self._tell(number, target, session, subscription))

    async def _tell(self, number: int, target: Target, session: Session, subscription: Subscription) -> None:
        bpm = _USUAL_BPM
        try:
            state = session.render_state()
            if state.section:
                for event in [*messages.standing(session.stem_set.manifest, state), *state.pending]:
                    bpm = self._later(number, target, session, event, bpm)
            async for replies in subscription:
                for reply in replies:
                    bpm = self._hear(number, target, session, reply, bpm)
        finally:
            subscription.close()
            self._drop(number)
            self._end(target)

    def _hear(self, number: int, target: Target, session: Session, reply: Reply, bpm: float) -> float:
        match reply.item:
            case ScoreEvent() as event:
                return self._later(number, target, session, event, bpm)
            case CaughtUp(state) if state.section:
                self._drop(number)
                for event in [*messages.standing(session.stem_set.manifest, state), *state.pending]:
                    bpm = self._later(number, target, session, event, bpm)
        return bpm

    def _later(self, number: int, target: Target, session: Session, event: ScoreEvent, bpm: float) -> float:
        """Send a decision when it sounds; return the tempo from then on."""
        match event.act:
            case Beat() | Tempo():
                bpm = event.act.bpm
            case Section() if event.act.bpm:
                bpm = event.act.bpm
            case Control(verb="pause" | "stop"):
                self._drop(number, after=event.frame)
        if event.supersedes:
            self._drop(number, id=event.supersedes)
        try:
            packets = target.table.messages(session.name, event, bpm)
        except AffektError:
            self._count("osc.unsendable")
            return bpm
        if not packets:
            return bpm
        if len(self._waiting) >= MOST_WAITING:
            self._count("osc.unsent")
            return bpm
        delay = max(session.wall_of(event.frame) - self._sessions.wall(), 0.0)
        key = next(self._numbers)
        handle = asyncio.get_running_loop().call_later(delay, self._send, key, packets, target.where)
        self._waiting[key] = _Waiting(number, event, handle)
        return bpm

    def _drop(self, number: int, *, after: int | None = None, id: int = 0) -> None:
        """Take back what waits for one target.

        Args:
            number: The target's.
            after: Only what a pause or a stop at this frame takes back: what lies on the grid behind it. Levels of the
                mix stay, as they do on the server.
            id: Only the decision with this id.
        """
        for key, one in list(self._waiting.items()):
            held = after is not None and (
                one.event.frame <= after or isinstance(one.event.act, Control | Duck | Effect)
            )
            if one.target == number and not held and (not id or one.event.id == id):
                self._waiting.pop(key).handle.cancel()

    def _end(self, target: Target) -> None:
        """Stop the program's music where its session is over, or nobody tells it any more."""
        stop = ScoreEvent(0, Frame(0), Frame(0), Tick(0), 1, 1.0, 1, Control("stop"), Why("ended"))
        self._write(target.table.messages(target.session, stop, _USUAL_BPM), target.where)

    def _send(self, key: int, packets: list[bytes], where: Where) -> None:
        self._waiting.pop(key, None)
        self._write(packets, where)

    def _write(self, packets: list[bytes], where: Where) -> None:
        if self._transport is not None and not self._transport.is_closing():
            for packet in packets:
                self._transport.sendto(packet, where)

    async def stop(self) -> None:
        """End it."""
        tasks = [*self._told.values(), *([self._looker] if self._looker else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._transport is not None:
            self._transport.close()
            await self._gone.wait()


async def open_bridge(sessions: Sessions, targets: Sequence[Target], count: Callable[[str], None]) -> Bridge:
    """Open the socket and tell the targets what sounds in their sessions, as soon as there are such."""
    family = {host.count(":") > 0 for host, _ in (target.where for target in targets)}
    local = ("::", 0) if family == {True} else ("0.0.0.0", 0)
    loop = asyncio.get_running_loop()
    _, bridge = await loop.create_datagram_endpoint(lambda: Bridge(sessions, targets, count), local_addr=local)
    return bridge
