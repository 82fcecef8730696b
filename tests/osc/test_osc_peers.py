"""Who is told and who is heard: subscriptions, leases, strangers, floods and bounds."""

from collections import Counter
from typing import Any

import pytest

from affekt.core.score import Duck, RenderState
from affekt.core.units import Frame
from affekt.io.osc import OscServer
from affekt.io.osc.codec import decode
from affekt.io.osc.peers import Peers
from affekt.testing.fake_host import FakeSession, FakeSessions


async def test_notify_subscribes_and_ends_it(client: Any, other: Any, session: FakeSession):
    other.send("/notify", 1, "arena")
    await other.settled()
    session.decide(Duck(-6.0))
    assert decode(await other.packet())[0][1] == "/affekt/duck"
    other.send("/notify", 0, "arena")
    await other.settled()
    session.decide(Duck(-7.0))
    await client.packet()
    await client.packet()
    await other.settled()


async def test_notify_without_a_name_follows_every_session_also_later_ones(
    server: OscServer, client: Any, sessions: FakeSessions
):
    first = sessions.open("one")
    client.send("/notify", 1)
    await client.settled()
    first.decide(Duck(-6.0))
    assert decode(await client.packet())[0][2][0] == "one"
    second = sessions.open("two")
    server.sweep()
    await client.settled()
    second.decide(Duck(-6.0))
    assert decode(await client.packet())[0][2][0] == "two"


async def test_thirty_silent_seconds_end_a_subscription(
    server: OscServer, client: Any, session: FakeSession, sessions: FakeSessions
):
    await client.settled()
    assert len(session.subscriptions) == 1
    sessions.now += 31.0
    server.sweep()
    await client.settled()
    assert session.subscriptions == []


def test_off_loopback_only_allowed_peers_are_heard():
    counts: Counter[str] = Counter()
    peers = Peers(["192.168.1.20", "10.0.0.0/8"], lambda name: counts.update([name]))
    heard = [peers.hear((host, 9), 0.0) is not None for host in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3")]
    assert heard == [True] * 4
    assert peers.hear(("192.168.1.20", 9), 0.0) is not None
    assert peers.hear(("192.168.1.21", 9), 0.0) is None
    assert peers.hear(("fe80::1%eth0", 9), 0.0) is None
    assert counts == {"osc.forbidden": 2}
    with pytest.raises(ValueError, match="nonsense"):
        Peers(["nonsense"], counts.update)


def test_a_stranger_off_loopback_gets_no_more_than_three_times_what_it_sent():
    peer = Peers(["10.0.0.0/8"], Counter().update).hear(("10.1.2.3", 9), 0.0)
    assert peer is not None
    peer.credit += 60
    assert not peer.may_receive(61)
    assert peer.may_receive(40)
    peer.follows.add("arena")
    assert not peer.may_receive(21)
    peer.proved = True
    assert peer.may_receive(1_400)


def test_a_peer_that_floods_is_cut_to_its_rate_and_comes_back():
    counts: Counter[str] = Counter()
    peers = Peers([], lambda name: counts.update([name]))
    heard = sum(peers.hear(("127.0.0.1", 9), 100.0) is not None for _ in range(10_000))
    assert heard == 8_000
    assert counts["osc.too_fast"] == 2_000
    assert peers.hear(("127.0.0.1", 9), 100.01) is not None


def test_peers_are_bounded_and_the_silent_make_room():
    counts: Counter[str] = Counter()
    peers = Peers([], lambda name: counts.update([name]))
    assert all(peers.hear(("127.0.0.1", port), 0.0) for port in range(1_024))
    assert peers.hear(("127.0.0.1", 5_000), 1.0) is None
    assert counts["osc.too_many_peers"] == 1
    assert peers.hear(("127.0.0.1", 5_000), 31.0) is not None


async def test_refusals_are_themselves_rate_limited(client: Any, counts: Counter[str]):
    for _ in range(150):
        client.send("/nonsense")
    client.send("/sync", 1)
    while decode(await client.packet())[0][1] != "/synced":
        pass
    assert counts["osc.refused"] == 150
    assert counts["osc.unanswered"] == 50


async def test_asking_again_to_be_notified_does_not_tell_everything_again(
    client: Any, other: Any, session: FakeSession
):
    session.sounding = RenderState(Frame(480), session.stem_set.manifest.start, Frame(0), 0)
    other.send("/notify", 1, "arena")
    other.send("/sync", 1)
    first = 0
    while decode(await other.packet())[0][1] != "/synced":
        first += 1
    for _ in range(50):
        other.send("/notify", 1, "arena")
    await other.settled()
    assert first > 0


async def test_a_name_that_nobody_plays_under_is_not_kept(server: OscServer, other: Any):
    for number in range(20):
        other.send("/notify", 1, f"nobody{number}")
    other.send("/sync", 1)
    while decode(await other.packet())[0][1] != "/synced":
        pass
    assert server._peers.following("nobody1") == []
