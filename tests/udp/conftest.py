"""The audio port over a host without music, its packets caught before they reach a network."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from affekt.io.udp.packets import HEADER, Kind, head, proof_of
from affekt.io.udp.server import UdpServer
from affekt.testing.fake_host import FakeSession, FakeSessions

Where = tuple[str, int]
HERE: Where = ("127.0.0.1", 40_000)


class Caught:
    """A transport that keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, Where]] = []

    def sendto(self, packet: bytes, where: Where) -> None:
        self.sent.append((packet, where))

    def is_closing(self) -> bool:
        return False


class Port:
    """A server, and what a test needs to speak to it."""

    def __init__(self, allow: tuple[str, ...] = ()) -> None:
        self.sessions, self.counts, self.net = FakeSessions(), Counter[str](), Caught()
        self.server = UdpServer(self.sessions, allow=allow, count=lambda name: self.counts.update([name]))
        self.server._transport = self.net  # type: ignore[assignment]
        self.arena: FakeSession = self.sessions.open("arena")

    def says(self, packet: bytes, where: Where = HERE) -> list[bytes]:
        """Send a packet and return what comes back to its sender."""
        before = len(self.net.sent)
        self.server.datagram_received(packet, where)
        return [sent for sent, to in self.net.sent[before:] if to == where]

    def cookie(self, where: Where = HERE, name: str = "arena") -> bytes:
        (challenge,) = self.says(ask(name), where)
        assert kind_of(challenge) == Kind.CHALLENGE
        return challenge[16:32]

    def listen(self, where: Where = HERE, token: str = "", **more: Any) -> list[bytes]:
        return self.says(wish(self.cookie(where), token or self.arena.token, **more), where)


def kind_of(packet: bytes) -> int:
    return HEADER.unpack_from(packet)[1] & 0x0F


def ask(name: str = "arena") -> bytes:
    return (head(Kind.ASK) + bytes((len(name.encode()),)) + name.encode()).ljust(64, b"\0")


def wish(cookie: bytes, token: str, name: str = "arena", sample_format: Any = "s16", flags: int = 0) -> bytes:
    header = head(Kind.LISTEN, sample_format, flags)
    proof = proof_of(token, cookie, header[2:4], name)
    return header + cookie + proof + bytes((len(name.encode()),)) + name.encode()


@pytest.fixture
async def port() -> Iterator[Port]:
    found = Port()
    yield found
    for ear in list(found.server._ears.values()):
        found.server._forget(ear)
