"""The OSC door: UDP packets in, answers and timetagged bundles out. Runs on the event loop; nothing here waits."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import cast

from affekt.core.errors import AffektError, Reason
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import Frame
from affekt.host.api import CaughtUp, Ended, Notice, Reply, Session, Sessions, Subscription
from affekt.io.address import split_address
from affekt.io.osc import messages
from affekt.io.osc.codec import IMMEDIATELY, Argument, decode, from_timetag
from affekt.io.osc.maps import Mapped
from affekt.io.osc.peers import REPLY_FACTOR, Peer, Peers, Where
from affekt.io.osc.tree import ADDRESSES, Address, fitted
from affekt.session.limits import check

logger = logging.getLogger(__name__)

AHEAD_S = 10.0
"""How far ahead a timetag may lie."""
SWEEP_S = 1.0
"""Seconds between two looks at the leases."""

_STREAMS = frozenset({"/affekt/session/open", "/notify"})
"""What leads to more than one answer: anybody may ask for it in another's name, and is to show that it was it."""


class OscServer(asyncio.DatagramProtocol):
    """One UDP port for all sessions."""

    def __init__(
        self,
        sessions: Sessions,
        *,
        allow: Sequence[str],
        count: Callable[[str], None],
        maps: Sequence[Mapped] = (),
    ) -> None:
        self._sessions = sessions
        self._count = count
        self._maps = tuple(maps)
        self._peers = Peers(allow, count)
        self._outlets: dict[str, tuple[int, asyncio.Task[None]]] = {}
        self._owners: dict[str, tuple[int, str]] = {}
        self._transport: asyncio.DatagramTransport | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._full = False
        self._gone = asyncio.Event()
        self.port = 0
        """The port it listens on."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen."""
        self._transport = cast("asyncio.DatagramTransport", transport)
        self.port = transport.get_extra_info("sockname")[1]
        self._sweeper = asyncio.create_task(self._sweep_on())

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell `stop` that the port is closed."""
        del exc
        self._gone.set()

    def pause_writing(self) -> None:
        """Drop and count what is sent until the network takes more."""
        self._full = True

    def resume_writing(self) -> None:
        """Send again."""
        self._full = False

    def error_received(self, exc: Exception) -> None:
        """Count a peer that is not there any more."""
        del exc
        self._count("osc.unreachable")

    def datagram_received(self, data: bytes, addr: tuple[str | int, ...]) -> None:
        """Act on a packet; whatever is wrong with it is answered or counted."""
        where = (str(addr[0]), int(addr[1]))
        now = self._sessions.wall()
        peer = self._peers.hear(where, now)
        if peer is None:
            return
        self._count("osc.packets")
        peer.credit += REPLY_FACTOR * len(data)
        try:
            heard = decode(data)
        except AffektError as error:
            self._refuse(peer, "", error)
            return
        for tag, path, values in heard:
            try:
                self._hear(peer, tag, path, values, now)
            except AffektError as error:
                self._refuse(peer, path, error)
            except Exception:
                logger.exception("an OSC message failed")
                self._refuse(peer, path, AffektError(Reason.INTERNAL, "the server made a mistake"))
        if peer.opened and now - peer.touched >= SWEEP_S:
            self._touch(peer, now)

    def _hear(self, peer: Peer, tag: int, path: str, values: tuple[Argument, ...], now: float) -> None:
        address = ADDRESSES.get(path)
        if address is None:
            self._translate(peer, tag, path, values, now)
        elif address.said is None:
            self._ask(peer, path, fitted(address, values))
        else:
            self._say(address, tag, values, now)

    def _say(self, address: Address, tag: int, values: tuple[Argument, ...], now: float) -> None:
        if not values or not isinstance(values[0], str):
            raise AffektError(Reason.MALFORMED, f"send {address.form}")
        assert address.said is not None
        said = address.said(*fitted(address, values[1:]))
        check(said)
        at = None if tag == IMMEDIATELY else from_timetag(tag, now)
        if at is not None and at - now > AHEAD_S:
            raise AffektError(
                Reason.OUT_OF_RANGE, f"a timetag must be at most {AHEAD_S:g} s ahead, not {at - now:.1f} s"
            )
        if at is not None and at <= now:
            at = None
            self._count("osc.late")
        session = self._sessions.find(values[0])
        session.touch()
        session.say(said, at=at)

    def _translate(self, peer: Peer, tag: int, path: str, values: tuple[Argument, ...], now: float) -> None:
        for mapped in self._maps:
            turned = mapped.turned(path, values)
            if turned is not None:
                for to, arguments in turned:
                    self._hear(peer, tag, to, arguments, now)
                return
        raise AffektError(Reason.UNKNOWN_NAME, "no such address; /oscquery over HTTP lists them")

    def _ask(self, peer: Peer, path: str, values: list[str | int]) -> None:
        if not peer.proved and path in _STREAMS:
            prove = messages.PROVE.pack(peer.number)
            asks = peer.may_receive(len(prove))  # Before what it asks for has used up what it may be sent.
            self._carry_out(peer, path, values)
            if asks:
                self._send(prove, peer.where)
            return
        self._carry_out(peer, path, values)

    def _carry_out(self, peer: Peer, path: str, values: list[str | int]) -> None:
        match path, values:
            case "/prove", [int(number)]:
                self._prove(peer, number)
            case "/affekt/session/open", [str(name), *rest]:
                self._open(peer, name, str(rest[0]) if rest else "")
            case "/affekt/session/close", [str(name)]:
                if self._owners.get(name) != (self._sessions.find(name).id, peer.where[0]):
                    raise AffektError(Reason.FORBIDDEN, "only the host that opened a session by OSC may close it")
                self._sessions.close(name)
                peer.opened.discard(name)
            case "/notify", [int(on), *rest]:
                self._notify(peer, bool(on), str(rest[0]) if rest else "")
            case "/sync", [int(number)]:
                self._to(peer, messages.SYNCED.pack(number))
            case "/affekt/clock/origin", [str(name)]:
                self._to(peer, messages.ORIGIN.pack(name, f"{self._sessions.find(name).wall_of(Frame(0)):.6f}"))
            case "/affekt/clock/ping", [int(number)]:
                self._to(peer, messages.PONG.pack(number, f"{self._sessions.wall():.6f}"))

    def _prove(self, peer: Peer, number: int) -> None:
        """Take in that a peer hears us, and tell it where all that it follows stands."""
        if number != peer.number or peer.proved:
            return
        peer.proved = True
        for name in self._sessions.names():
            if peer.everything or name in peer.follows:
                self._catch_up(peer, self._sessions.find(name))

    def _open(self, peer: Peer, name: str, stem_set: str) -> None:
        after, late = 0, False
        try:
            session = self._sessions.open(name, stem_set=stem_set)
            self._owners[name] = (session.id, peer.where[0])
        except AffektError as error:
            if error.reason is not Reason.SESSION_EXISTS:
                raise
            session = self._sessions.find(name)
            if self._owners.get(name) != (session.id, peer.where[0]):
                raise
            after, late = -1, name not in peer.follows
        session.touch()
        peer.opened.add(name)
        peer.follows.add(name)
        self._follow(session, after)
        self._to(peer, messages.OPENED.pack(name, session.id))
        if late:
            self._catch_up(peer, session)

    def _notify(self, peer: Peer, on: bool, name: str) -> None:
        if not on:
            peer.everything = peer.everything and bool(name)
            peer.follows = peer.follows - {name} if name else set()
        elif name:
            session = self._sessions.find(name)
            if name not in peer.follows:
                peer.follows.add(name)
                self._join(peer, session)
        elif not peer.everything:
            peer.everything = True
            for known in self._sessions.names():
                self._join(peer, self._sessions.find(known))

    def _join(self, peer: Peer, session: Session) -> None:
        """Let a peer follow a session that may have begun: first it is told what sounds now."""
        self._follow(session)
        self._catch_up(peer, session)

    def _catch_up(self, peer: Peer, session: Session) -> None:
        for packet in self._standing(session, session.render_state()):
            self._to(peer, packet)

    def _standing(self, session: Session, state: RenderState) -> list[bytes]:
        """Return where the music stands, then what is promised already."""
        if not state.section:
            return []
        events = [*messages.standing(session.stem_set.manifest, state), *state.pending]
        return messages.packets(session.name, events, session.wall_of, lambda _: self._count("osc.unsendable"))

    def _follow(self, session: Session, after: int = -1) -> None:
        known = self._outlets.get(session.name)
        if known is None or known[0] != session.id or known[1].done():
            if known is not None:
                known[1].cancel()
            subscription = session.subscribe(after=after)
            task = asyncio.create_task(self._tell(session, subscription), name=f"osc-{session.id}")
            task.add_done_callback(lambda _: subscription.close())
            self._outlets[session.name] = (session.id, task)

    async def _tell(self, session: Session, subscription: Subscription) -> None:
        dropped = 0
        async for replies in subscription:
            peers = self._peers.following(session.name)
            for packet in self._written(session, replies):
                for peer in peers:
                    self._to(peer, packet)
            if subscription.dropped > dropped:
                dropped = subscription.dropped
                self._count("osc.replies_dropped")

    def _written(self, session: Session, replies: Sequence[Reply]) -> list[bytes]:
        events: list[ScoreEvent] = []
        told: list[bytes] = []
        for reply in replies:
            match reply.item:
                case ScoreEvent() as event:
                    events.append(event)
                case CaughtUp(state):
                    told += self._standing(session, state)
                case Notice(reason, text, about):
                    told.append(messages.fail(messages.address_of(about), reason, text))
                case Ended(why):
                    told.append(messages.fail("/affekt/session", Reason.CLOSED, f"{session.name}: {why}"))
        return messages.packets(session.name, events, session.wall_of, lambda _: self._count("osc.unsendable")) + told

    def _to(self, peer: Peer, packet: bytes) -> None:
        if peer.may_receive(len(packet)):
            self._send(packet, peer.where)
        else:
            self._count("osc.unproved")

    def _refuse(self, peer: Peer, path: str, error: AffektError) -> None:
        self._count("osc.refused")
        if path == "/fail" or not peer.fails.take(peer.heard):
            self._count("osc.unanswered")
            return
        self._to(peer, messages.fail(path, error.reason, error.text))

    def _send(self, packet: bytes, where: Where) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if self._full:
            self._count("osc.unsent")
        else:
            self._transport.sendto(packet, where)

    def _touch(self, peer: Peer, now: float) -> None:
        peer.touched = now
        open_names = set(self._sessions.names())
        peer.opened &= open_names
        for name in peer.opened:
            self._sessions.find(name).touch()

    def sweep(self) -> None:
        """Forget peers that fell silent, end what nobody follows, and begin what somebody does."""
        self._peers.forget(self._sessions.wall())
        names = self._sessions.names()
        for peer in self._peers.all():
            peer.follows &= set(names)
        for name in [name for name in self._owners if name not in names]:
            del self._owners[name]
        for name, (_, task) in list(self._outlets.items()):
            if task.done() or not self._peers.following(name):
                task.cancel()
                del self._outlets[name]
        if any(peer.everything for peer in self._peers.all()):
            for name in names:
                self._follow(self._sessions.find(name))

    async def _sweep_on(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            self.sweep()

    async def stop(self) -> None:
        """Close the port and end everything that it began."""
        tasks = [task for _, task in self._outlets.values()]
        if self._sweeper is not None:
            tasks.append(self._sweeper)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._outlets.clear()
        if self._transport is not None:
            self._transport.close()
            await self._gone.wait()


async def serve_osc(
    sessions: Sessions,
    address: str,
    *,
    allow: Sequence[str] = (),
    count: Callable[[str], None],
    maps: Sequence[Mapped] = (),
) -> OscServer:
    """Listen for OSC at `host:port`; port 0 takes a free one.

    `allow` lists hosts and networks off loopback that are heard; loopback always is. `count` is told each thing that
    happens by name: `osc.packets`, `osc.refused`, `osc.unanswered`, `osc.unproved`, `osc.forbidden`, `osc.too_fast`,
    `osc.too_many_peers`, `osc.late`, `osc.unsendable`, `osc.unsent`, `osc.replies_dropped`, `osc.unreachable`.

    Raises:
        OSError: if the port is taken.
        AffektError: MALFORMED if the address is not `host:port`.
        ValueError: if `allow` holds something that is no host or network.
    """
    loop = asyncio.get_running_loop()
    _, server = await loop.create_datagram_endpoint(
        lambda: OscServer(sessions, allow=allow, count=count, maps=maps), local_addr=split_address(address)
    )
    return server
