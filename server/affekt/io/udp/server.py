"""The audio port: listeners prove their address and that they know a session's token, and are sent its blocks.

Runs on the event loop; nothing here waits. Nothing is kept for an address before it is proved, and nobody is sent more
than it sent until then.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_network
from typing import Final, cast

from affekt.core.errors import AffektError, Reason
from affekt.host.api import Session, Sessions
from affekt.host.lane import Listening
from affekt.host.opus import PRE_SKIP
from affekt.io.address import split_address
from affekt.io.osc.peers import kind_of
from affekt.io.udp.packets import (
    COOKIE_BYTES,
    LONG,
    TERMS,
    Kind,
    Wish,
    audio_packets,
    head,
    proof_of,
    wish_from,
)  # fmt: skip
from affekt.io.wire import Pace
from affekt.io.wire_words import REASON
from affekt.v1 import error_pb2

LEASE_S: Final = 5.0
"""A listener that has not said KEEP for so long is sent no more."""
WINDOW_S: Final = 8.0
"""How long a cookie is the same; it is good for twice that at most."""
SWEEP_S: Final = 0.5
MOST: Final = 512
"""Listeners at once."""
MOST_A_SESSION: Final = 64
STRANGERS_PER_S: Final = 2_000.0
"""Packets of unproved addresses that are answered, all together; twice as many at once."""
KEEPS_PER_S: Final = 20.0

Where = tuple[str | int, ...]


@dataclass(slots=True)
class _Ear:
    """A listener whose address is proved."""

    where: Where
    session: Session
    cookie: bytes
    wish: Wish
    heard: float
    pace: Pace
    release: Callable[[], None]
    listening: Listening | None = field(default=None)
    sequence: int = 0


class UdpServer(asyncio.DatagramProtocol):
    """One UDP port for all sessions' audio."""

    def __init__(self, sessions: Sessions, *, allow: Sequence[str], count: Callable[[str], None]) -> None:
        networks = [ip_network(text, strict=False) for text in allow]
        self._sessions, self._count = sessions, count
        self._allowed = lru_cache(4_096)(lambda host: kind_of(host, networks) is not None)
        self._secret = secrets.token_bytes(32)
        self._ears: dict[Where, _Ear] = {}
        self._strangers = Pace(sessions.wall(), STRANGERS_PER_S, 2 * STRANGERS_PER_S)
        self._transport: asyncio.DatagramTransport | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._full = False
        self._gone = asyncio.Event()
        self.port = 0
        """The port it listens on."""

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._ears)

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
        """Leave blocks with their listeners, which drop the oldest, until the network takes more."""
        self._full = True

    def resume_writing(self) -> None:
        """Send again, and say to those whose session ended meanwhile that it did."""
        self._full = False
        for ear in tuple(self._ears.values()):
            self._play(ear)

    def error_received(self, exc: Exception) -> None:
        """Count a listener that is not there any more."""
        del exc
        self._count("udp.unreachable")

    def datagram_received(self, data: bytes, addr: Where) -> None:
        """Act on a packet; whatever is wrong with it is counted, and answered by no more than its own size."""
        now = self._sessions.wall()
        ear = self._ears.get(addr)
        if ear is None and not self._allowed(str(addr[0])):
            self._count("udp.forbidden")
            return
        try:
            wish = wish_from(data)
        except AffektError:
            self._count("udp.junk")
            return
        if not (ear.pace if ear is not None and ear.cookie == wish.cookie else self._strangers).allows(now):
            self._count("udp.too_fast")
            return
        try:
            self._act(wish, addr, now)
        except AffektError as error:
            self._count("udp.refused")
            number = error_pb2.ErrorReason.Value(REASON.name_of(error.reason))
            self._send(head(Kind.REFUSED, sequence=number) + error.text.encode()[: max(len(data) - 16, 0)], addr)

    def _act(self, wish: Wish, addr: Where, now: float) -> None:
        match wish.kind:
            case Kind.ASK:
                self._send(head(Kind.CHALLENGE) + self._cookie(addr, wish.name, now), addr)
            case Kind.LISTEN:
                self._listen(wish, addr, now)
            case Kind.KEEP | Kind.LEAVE:
                ear = self._ears.get(addr)
                if ear is None or not hmac.compare_digest(ear.cookie, wish.cookie):
                    raise AffektError(Reason.CLOSED, "you are not listening; ask again")
                if wish.kind is Kind.LEAVE:
                    self._forget(ear)
                else:
                    ear.heard = now

    def _cookie(self, addr: Where, name: str, now: float) -> bytes:
        told = f"{int(now // WINDOW_S)} {addr[0]} {addr[1]} {name}".encode()
        return hmac.digest(self._secret, told, hashlib.sha256)[:COOKIE_BYTES]

    def _listen(self, wish: Wish, addr: Where, now: float) -> None:
        """Begin to send, or go on where it has begun.

        Raises:
            AffektError: BAD_TOKEN, UNKNOWN_SESSION, TOO_MANY, UNSUPPORTED.
        """
        known = self._ears.get(addr)
        good = (self._cookie(addr, wish.name, now), self._cookie(addr, wish.name, now - WINDOW_S))
        if not any(hmac.compare_digest(wish.cookie, cookie) for cookie in good):
            raise AffektError(Reason.BAD_TOKEN, "the cookie is not, or no longer, good; ask for another")
        session = self._sessions.find(wish.name)
        proof = proof_of(session.token, wish.cookie, wish.terms, wish.name)
        if not hmac.compare_digest(proof, wish.proof):
            raise AffektError(Reason.BAD_TOKEN, "the proof does not fit this session's token")
        if known is not None and known.wish == wish and known.session is session:
            known.heard = now
        else:
            if known is not None:
                self._forget(known)
            known = self._begin(wish, addr, session, now)
        flags = LONG if wish.frames > 480 else 0
        terms = TERMS.pack(round(LEASE_S * 1_000), wish.frames, PRE_SKIP if wish.sample_format == "opus" else 0)
        welcome = head(Kind.WELCOME, wish.sample_format, flags, 0, session.frame_now())
        self._send(welcome + wish.cookie + terms, addr)
        self._play(known)

    def _begin(self, wish: Wish, addr: Where, session: Session, now: float) -> _Ear:
        taken = sum(ear.session is session for ear in self._ears.values())
        if len(self._ears) >= MOST or taken >= MOST_A_SESSION:
            raise AffektError(Reason.TOO_MANY, "no more listeners fit on the audio port; listen another way")
        pace = Pace(now, KEEPS_PER_S, 2 * KEEPS_PER_S)
        ear = _Ear(addr, session, wish.cookie, wish, now, pace, lambda: None)
        ear.listening = session.listen(wish.sample_format, wish.frames, lambda: self._play(ear))
        ear.release = session.hold()
        self._ears[addr] = ear
        return ear

    def _play(self, ear: _Ear) -> None:
        """Send what there is to one listener."""
        listening = ear.listening
        if listening is None or self._full:
            return
        while (block := listening.take()) is not None:
            if block.discontinuity:
                self._count("udp.discontinuity")
            for packet in audio_packets(block, ear.wish.sample_format, ear.sequence):
                self._send(packet, ear.where)
                ear.sequence += 1
        if listening.ended and self._ears.get(ear.where) is ear:
            self._send(head(Kind.END, ear.wish.sample_format, sequence=ear.sequence), ear.where)
            self._forget(ear)

    def _forget(self, ear: _Ear) -> None:
        if self._ears.get(ear.where) is ear:
            del self._ears[ear.where]
        if ear.listening is not None:
            ear.listening.close()
        ear.release()

    def _send(self, packet: bytes, where: Where) -> None:
        if self._transport is not None and not self._transport.is_closing():
            try:
                self._transport.sendto(packet, cast("tuple[str, int]", where))
            except (OSError, ValueError):
                self._count("udp.unreachable")

    def sweep(self) -> None:
        """Forget listeners whose lease has run out."""
        now = self._sessions.wall()
        for ear in [ear for ear in self._ears.values() if now - ear.heard >= LEASE_S]:
            self._count("udp.lease_expired")
            self._forget(ear)

    async def _sweep_on(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            self.sweep()

    async def stop(self) -> None:
        """Tell every listener that it is over, and close the port."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.gather(self._sweeper, return_exceptions=True)
        for ear in list(self._ears.values()):
            self._send(head(Kind.END, ear.wish.sample_format, sequence=ear.sequence), ear.where)
            self._forget(ear)
        if self._transport is not None:
            self._transport.close()
            await self._gone.wait()


async def serve_udp(
    sessions: Sessions, address: str, *, allow: Sequence[str] = (), count: Callable[[str], None]
) -> UdpServer:
    """Offer audio at `host:port`; port 0 takes a free one.

    `allow` lists hosts and networks off loopback that are heard; loopback always is. `count` is told each thing that
    happens by name: `udp.junk`, `udp.forbidden`, `udp.too_fast`, `udp.refused`, `udp.lease_expired`,
    `udp.discontinuity`, `udp.unreachable`.

    Raises:
        OSError: if the port is taken.
        AffektError: MALFORMED if the address is not `host:port`.
        ValueError: if `allow` holds something that is no host or network.
    """
    loop = asyncio.get_running_loop()
    _, server = await loop.create_datagram_endpoint(
        lambda: UdpServer(sessions, allow=allow, count=count), local_addr=split_address(address)
    )
    return server
