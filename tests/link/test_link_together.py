"""A session among Ableton Link's peers: in virtual time with a network of paper, and on loopback with a real one."""

import asyncio
from dataclasses import dataclass

import pytest

from affekt.core.errors import AffektError
from affekt.core.inputs import Param
from affekt.core.score import Beat
from affekt.io.link import Network, Together, open_network
from affekt.testing.fake_host import FakeSession, FakeSessions


@dataclass
class PaperNetwork:
    """Link as a value: a tempo and a beat that a test sets."""

    tempo: float = 120.0
    enabled: bool = True
    quantum: float = 4.0
    beat: float = 0.0
    num_peers: int = 1

    def force_beat(self, beat: float) -> None:
        self.beat = beat


def playing(network: Network, mode: str) -> tuple[FakeSessions, FakeSession, Together]:
    sessions = FakeSessions()
    session = sessions.open("band")
    together = Together(session, network, mode)  # type: ignore[arg-type]
    session.decide(Beat(96.0, "4/4"))
    for reply in session.replies:
        together.follower.hear(reply)
    return sessions, session, together


def test_following_takes_the_networks_tempo_and_leans_towards_its_beat():
    _, session, together = playing(PaperNetwork(tempo=100.0, beat=8.25), "follow")
    together.look()
    together.look()
    ((said, _),) = session.said
    assert isinstance(said, Param)
    assert said.value == pytest.approx(100.0 * (1.0 + 0.25 / 16.0), abs=0.01)


def test_alone_on_the_network_there_is_nobody_to_follow():
    _, session, together = playing(PaperNetwork(tempo=100.0, num_peers=0), "follow")
    together.look()
    assert session.said == []


def test_leading_gives_tempo_and_beat_and_says_nothing_to_the_session():
    network = PaperNetwork(tempo=120.0, beat=3.4)
    sessions, session, together = playing(network, "lead")
    together.look()
    assert (network.tempo, network.beat) == (96.0, 3.0)
    sessions.now += 0.5
    network.beat += 0.5 * 96.0 / 60.0 + 0.001
    together.look()
    assert network.beat == pytest.approx(3.0 + 0.8 + 0.001)
    assert session.said == []


def test_without_aalink_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "aalink", None)
    with pytest.raises(AffektError, match=r"affekt\[link\].*|GPL"):
        open_network()


@pytest.mark.system
async def test_two_real_peers_on_loopback_share_tempo_and_beat():
    pytest.importorskip("aalink", reason="NOT TRIED: Ableton Link needs affekt[link]")
    ours, theirs = open_network(120.0), open_network(90.0)
    met, turned = asyncio.Event(), asyncio.Event()
    theirs.add_num_peers_callback(lambda peers: met.set() if peers else None)  # type: ignore[attr-defined]
    theirs.add_tempo_callback(lambda bpm: turned.set() if abs(bpm - 96.0) < 0.01 else None)  # type: ignore[attr-defined]
    try:
        if not theirs.num_peers:
            await asyncio.wait_for(met.wait(), 5.0)
    except TimeoutError:
        pytest.skip("NOT TRIED: this machine lets no multicast through, so Link's peers do not meet")
    _, _, together = playing(ours, "lead")
    together.look()
    await asyncio.wait_for(turned.wait(), 5.0)
    assert theirs.tempo == pytest.approx(96.0, abs=0.01)
    _, session, following = playing(theirs, "follow")
    following.look()
    ((said, _),) = session.said
    assert isinstance(said, Param)
    assert isinstance(said.value, float)
    assert abs(said.value / 96.0 - 1.0) <= 0.0201
    ours.enabled = theirs.enabled = False
