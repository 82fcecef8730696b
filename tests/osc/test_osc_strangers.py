"""Whoever asks from elsewhere shows that it hears before it is told much: a forged sender draws no stream."""

import asyncio
from collections import Counter
from typing import Any, cast

import pytest

from affekt.core.score import Duck, RenderState
from affekt.core.units import Frame
from affekt.io.osc import OscServer
from affekt.io.osc.codec import decode, encode
from affekt.testing.fake_host import FakeSession, FakeSessions

AFAR = ("10.0.0.5", 9000)


class Wire:
    """A transport that keeps what it is to send."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def is_closing(self) -> bool:
        return False

    def close(self) -> None:
        pass

    def sendto(self, packet: bytes, where: Any) -> None:
        assert where == AFAR
        self.sent.append(packet)

    def addresses(self) -> list[str]:
        told = [decode(packet)[0][1] for packet in self.sent]
        self.sent.clear()
        return told


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def door(sessions: FakeSessions, counts: Counter[str], wire: Wire) -> Any:
    door = OscServer(sessions, allow=["10.0.0.0/8"], count=lambda name: counts.update([name]))
    door._transport = cast("asyncio.DatagramTransport", wire)
    door._gone.set()
    yield door
    await door.stop()


def sounds(session: FakeSession) -> FakeSession:
    session.sounding = RenderState(Frame(480), session.stem_set.manifest.start, Frame(0), 0)
    return session


def number(wire: Wire) -> int:
    _, address, (value,) = decode(wire.sent[-1])[0]
    assert address == "/prove"
    return cast("int", value)


@pytest.mark.parametrize("asked", [encode("/notify", 1), encode("/affekt/session/open", "x")])
async def test_a_stranger_is_sent_three_times_what_it_sent_at_most_until_it_shows_that_it_hears(
    door: Any, sessions: FakeSessions, wire: Wire, counts: Counter[str], asked: bytes
):
    sounds(sessions.open("arena"))
    for n in range(50):
        if n % 10 == 0:
            door.datagram_received(asked, AFAR)
            await asyncio.sleep(0)
        for name in sessions.names():
            sessions.find(name).decide(Duck(-6.0))
        for _ in range(5):
            await asyncio.sleep(0)
        assert sum(map(len, wire.sent)) <= 3 * len(asked) * (1 + n // 10)
    assert counts["osc.unproved"] > 30
    assert wire.addresses().count("/prove") == 5


async def test_a_session_opens_at_once_and_who_sends_the_number_back_is_told_everything(
    door: Any, sessions: FakeSessions, wire: Wire
):
    session = sounds(sessions.open("arena"))
    door.datagram_received(encode("/affekt/session/open", "mine"), AFAR)
    assert [decode(packet)[0][1] for packet in wire.sent] == ["/affekt/session/opened", "/prove"]
    right = number(wire)
    door.datagram_received(encode("/notify", 1, "arena"), AFAR)
    door.datagram_received(encode("/prove", right ^ 1), AFAR)
    wire.sent.clear()
    session.decide(Duck(-6.0))
    for _ in range(5):
        await asyncio.sleep(0)
    door.datagram_received(encode("/prove", right), AFAR)
    assert "/affekt/section" in wire.addresses()
    for _ in range(20):
        session.decide(Duck(-6.0))
        for _ in range(5):
            await asyncio.sleep(0)
    assert wire.addresses().count("/affekt/duck") == 20
    door.datagram_received(encode("/notify", 1), AFAR)
    assert "/prove" not in wire.addresses()


async def test_numbers_differ_and_are_forgotten_with_the_peer(door: Any, sessions: FakeSessions, wire: Wire):
    door.datagram_received(encode("/notify", 1), AFAR)
    first = number(wire)
    door.datagram_received(encode("/prove", first), AFAR)
    sessions.now += 31.0
    door.sweep()
    door.datagram_received(encode("/notify", 1), AFAR)
    assert number(wire) != first


async def test_a_peer_no_longer_follows_what_has_ended(server: OscServer, client: Any, sessions: FakeSessions):
    sessions.open("arena")
    client.send("/notify", 1, "arena")
    await client.settled()
    sessions.close("arena")
    server.sweep()
    assert server._peers.following("arena") == []
