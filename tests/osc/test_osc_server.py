"""OSC over real loopback UDP: every address in, timetagged bundles out, leases, peers and refusals."""

import json
from collections import Counter
from typing import Any

import pytest
from pythonosc.osc_bundle import OscBundle
from pythonosc.udp_client import SimpleUDPClient

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import (
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Said,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.intent import Intent
from affekt.core.score import (
    Act,
    AffectNow,
    Beat,
    Chord,
    Control,
    Duck,
    Effect,
    IntentNow,
    Key,
    Layer,
    Marker,
    Note,
    RenderState,
    Section,
    Stinger,
    Tempo,
)
from affekt.core.units import Frame
from affekt.host.api import Ended, Notice
from affekt.io.osc import Mapped, OscServer, load_map, serve_osc
from affekt.io.osc.codec import bundles, decode, encode, from_timetag, to_timetag
from affekt.io.osc.peers import Peers
from affekt.io.osc.query import describe, host_info
from affekt.testing.fake_sessions import FakeSession, FakeSessions


async def opened(client: Any, sessions: FakeSessions, name: str = "arena") -> FakeSession:
    assert await client.ask("/affekt/session/open", name) == ("/affekt/session/opened", (name, 1))
    return sessions.find(name)


@pytest.mark.parametrize(
    ("path", "values", "said"),
    [
        ("/affekt/event", ("enemy_spotted",), GameEvent("enemy_spotted")),
        ("/affekt/event", ("enemy_spotted", 0.5), GameEvent("enemy_spotted", 0.5)),
        ("/affekt/state", ("health", 1), GameState((("health", 1.0),))),
        ("/affekt/affect", (-0.5, 0.75, 0.25), StateFeeling(-0.5, 0.75, 0.25)),
        ("/affekt/affect", (-0.5, 0.75, 0.25, 0.5, 0.0), StateFeeling(-0.5, 0.75, 0.25, 0.5, 0.0)),
        ("/affekt/affect/free", (), FreeFeeling()),
        ("/affekt/sense/heart_rate", (118.0,), Signal("heart_rate", (("bpm", 118.0),))),
        ("/affekt/sense/eda", (4.5,), Signal("eda", (("microsiemens", 4.5),))),
        ("/affekt/sense/blendshape", ("jawOpen", 0.5), Signal("face", (("jawOpen", 0.5),))),
        ("/affekt/text", ("that was amazing!",), Text("that was amazing!")),
        ("/affekt/cue", ("stinger", "discovery", "next_beat"), Cue("stinger", "discovery", "next_beat")),
        ("/affekt/cue", ("section", "combat", "next_bar", 600), Cue("section", "combat", "next_bar", 600)),
        ("/affekt/param", ("tempo", 132.0), Param("tempo", 132.0)),
        ("/affekt/param", ("key", "Bb"), Param("key", "Bb")),
        ("/affekt/param/free", ("key",), Param("key", None)),
        ("/affekt/control", ("pause",), Transport("pause")),
        ("/affekt/control", ("stop", 2.0), Transport("stop", 2.0)),
        ("/affekt/control", ("volume:music", -6.0), Volume("music", -6.0)),
        ("/affekt/control", ("duck", -9.0), DuckMusic(-9.0, True)),
        ("/affekt/control", ("duck", 0.0), DuckMusic(0.0, False)),
    ],
)
async def test_every_address_says_what_it_means(
    client: Any, sessions: FakeSessions, path: str, values: tuple[Any, ...], said: Said
):
    session = await opened(client, sessions)
    client.send(path, "arena", *values)
    await client.settled()
    assert session.said == [(said, None)]


@pytest.mark.parametrize(
    ("path", "values", "reason", "words"),
    [
        ("/affekt/event", ("nowhere", "a"), "UNKNOWN_SESSION", "no session 'nowhere'"),
        ("/affekt/event", (), "MALFORMED", "send /affekt/event s:session s:event [f:intensity]"),
        ("/affekt/event", ("arena", 3), "MALFORMED", "send /affekt/event"),
        ("/affekt/event", ("arena", "a", 2.0), "OUT_OF_RANGE", "0 to 1"),
        ("/affekt/event", ("arena", "a", float("nan")), "OUT_OF_RANGE", "0 to 1"),
        ("/affekt/affect", ("arena", 0.0, 2.0, 0.0), "OUT_OF_RANGE", "arousal must be 0 to 1"),
        ("/affekt/cue", ("arena", "horn", "a", "now"), "OUT_OF_RANGE", "stinger, section or theme"),
        ("/affekt/cue", ("arena", "stinger", "a", "soon"), "OUT_OF_RANGE", "now, next_beat"),
        ("/affekt/control", ("arena", "rewind"), "OUT_OF_RANGE", "pause, resume"),
        ("/affekt/control", ("arena", "volume"), "MALFORMED", "level in dB"),
        ("/affekt/session/open", ("arena", "tiny", "x"), "MALFORMED", "send /affekt/session/open s:name [s:set]"),
        ("/affekt/session/open", ("b", "grand"), "UNKNOWN_SET", "there is tiny"),
        ("/affekt/session/close", ("nowhere",), "UNKNOWN_SESSION", "nowhere"),
        ("/notify", (1, "nowhere"), "UNKNOWN_SESSION", "nowhere"),
        ("/nonsense", (), "UNKNOWN_NAME", "/oscquery"),
    ],
)
async def test_what_is_wrong_is_answered_by_fail(
    client: Any, sessions: FakeSessions, path: str, values: tuple[Any, ...], reason: str, words: str
):
    session = await opened(client, sessions)
    address, (about, why, text) = await client.ask(path, *values)
    assert (address, about, why) == ("/fail", path, reason)
    assert words in text
    assert session.said == []


async def test_a_damaged_packet_is_answered_and_the_next_one_heard(client: Any, counts: Counter[str]):
    client.transport.sendto(b"/affekt/event\0\0\0,s")
    assert decode(await client.packet())[0][2][1] == "MALFORMED"
    await client.settled()
    assert counts["osc.refused"] == 1


async def test_the_clock_answers_with_server_seconds(client: Any, sessions: FakeSessions):
    sessions.now = 1_800_000_000.123456
    assert await client.ask("/affekt/clock/ping", 4) == ("/affekt/clock/pong", (4, "1800000000.123456"))


async def test_opening_again_from_the_same_host_answers_again(client: Any, other: Any, sessions: FakeSessions):
    await opened(client, sessions)
    assert await other.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    sessions.open("grpc")
    address, arguments = await other.ask("/affekt/session/open", "grpc")
    assert (address, arguments[1]) == ("/fail", "SESSION_EXISTS")


async def test_who_opens_a_running_session_again_is_told_what_sounds(client: Any, other: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    session.decide(Duck(-6.0))
    await client.packet()
    session.sounding = RenderState(Frame(48_000), "calm", Frame(0), 0, (("bed", -6.0, ""),), duck_db=-3.0)
    assert await other.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    heard = [(address, arguments) for _, address, arguments in decode(await other.packet())]
    assert heard == [
        ("/affekt/section", ("arena", "calm", "same_position", 0, "in", 0.0)),
        ("/affekt/tempo", ("arena", 100.0, 0.0)),
        ("/affekt/key", ("arena", "C", "ionian", 0.0)),
        ("/affekt/layer", ("arena", "bed", -6.0, 0.0)),
        ("/affekt/duck", ("arena", -3.0)),
    ]
    await client.settled()
    assert await other.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    await other.settled()


@pytest.mark.parametrize(
    ("about", "address"),
    [
        ("event:exlpore", "/affekt/event"),
        ("state:haelth", "/affekt/state"),
        ("param:layer:bas", "/affekt/param"),
        ("stinger:hti", "/affekt/cue"),
        ("section:clam", "/affekt/cue"),
        ("theme:x", "/affekt/cue"),
        ("cooldown:combat", "/affekt/cue"),
        ("Cue", "/affekt"),
        ("", "/affekt"),
    ],
)
async def test_a_notice_names_the_address_that_it_is_about(
    client: Any, sessions: FakeSessions, about: str, address: str
):
    session = await opened(client, sessions)
    session.tell(Notice(Reason.UNKNOWN_NAME, "there is no such thing", about))
    assert decode(await client.packet())[0][1:] == ("/fail", (address, "UNKNOWN_NAME", "there is no such thing"))


async def test_only_what_was_opened_by_osc_is_closed_by_osc(client: Any, sessions: FakeSessions):
    await opened(client, sessions)
    sessions.open("grpc")
    assert (await client.ask("/affekt/session/close", "grpc"))[1][1] == "FORBIDDEN"
    assert (await client.ask("/affekt/session/close", "arena"))[1] == ("/affekt/session", "CLOSED", "arena: closed")
    assert sessions.names() == ["grpc"]


EVENTS: list[tuple[Act, str, tuple[Any, ...]]] = [
    (Layer("drums", -6.0, 4.0), "/affekt/layer", ("arena", "drums", -6.0, 4.0)),
    (
        Section("combat", "next_bar", "start", "cross", 1.0, 960, "r"),
        "/affekt/section",
        ("arena", "combat", "start", 960, "cross", 1.0),
    ),
    (Tempo(132.0, 4.0), "/affekt/tempo", ("arena", 132.0, 4.0)),
    (Key("D", "dorian", -32.0), "/affekt/key", ("arena", "D", "dorian", -32.0)),
    (Chord("Dm9", "D dorian"), "/affekt/harmony", ("arena", "Dm9", "D dorian")),
    (Note("lead", 62, 90, 1.5), "/affekt/note", ("arena", "lead", 62, 90, 1.5)),
    (Stinger("discovery"), "/affekt/stinger", ("arena", "discovery")),
    (Effect("lowpass", 800.0), "/affekt/effect", ("arena", "lowpass", 800.0)),
    (Beat(132.0, "6/8"), "/affekt/beat", ("arena", 1, 1, 132.0, 6, 8)),
    (Marker("verse"), "/affekt/marker", ("arena", "verse")),
    (Duck(-6.0), "/affekt/duck", ("arena", -6.0)),
    (Control("volume", "music", -6.0), "/affekt/control", ("arena", "volume:music", -6.0)),
]


async def test_decisions_of_one_moment_go_out_as_one_bundle_at_the_time_they_sound(client: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    for act, _, _ in EVENTS:
        session.decide(act, frame=12_000)
    packet = await client.packet()
    assert OscBundle(packet).timestamp == pytest.approx(sessions.now + 0.25, abs=1e-6)
    assert [(path, arguments) for _, path, arguments in decode(packet)] == [(path, a) for _, path, a in EVENTS]


async def test_later_decisions_have_later_bundles_and_feelings_none(client: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    session.decide(Duck(-6.0), frame=4_800)
    session.decide(AffectNow(0.5, 0.25, 0.0, (0.5, 0.25, 0.5), ("game",)), frame=4_800)
    session.decide(IntentNow(Intent()), frame=4_800)
    session.decide(Duck(0.0), frame=9_600)
    session.tell(Notice(Reason.UNKNOWN_NAME, "no such event", "event:exlpore"))
    heard = [decode(await client.packet())[0] for _ in range(4)]
    assert heard[0] == (1, "/affekt/affect/now", ("arena", 0.5, 0.25, 0.0, 0.5, 0.25, 0.5))
    assert [from_timetag(tag, sessions.now) - sessions.now for tag, _, _ in heard[1:3]] == pytest.approx([0.1, 0.2])
    assert heard[3] == (1, "/fail", ("/affekt/event", "UNKNOWN_NAME", "no such event"))


async def test_a_note_that_osc_cannot_carry_is_counted_and_the_others_go_out(
    client: Any, sessions: FakeSessions, counts: Counter[str]
):
    session = await opened(client, sessions)
    session.decide(Note("lead", 2**40, 90, 1.0))
    session.decide(Duck(-3.0))
    assert decode(await client.packet())[0][1] == "/affekt/duck"
    assert counts["osc.unsendable"] == 1


async def test_notify_subscribes_and_ends_it(client: Any, other: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
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


async def test_thirty_silent_seconds_end_a_subscription(server: OscServer, client: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    await client.settled()
    assert len(session.subscriptions) == 1
    sessions.now += 31.0
    server.sweep()
    await client.settled()
    assert session.subscriptions == []


async def test_any_packet_of_the_opener_keeps_its_session(client: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    before = session.touches
    sessions.now += 2.0
    await client.settled()
    assert session.touches > before


async def test_the_end_of_a_session_is_told(client: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    session.tell(Ended("no client for 30 s"))
    assert decode(await client.packet())[0][2] == ("/affekt/session", "CLOSED", "arena: no client for 30 s")


async def test_a_timetagged_bundle_applies_at_its_time(client: Any, sessions: FakeSessions, counts: Counter[str]):
    session = await opened(client, sessions)
    message = encode("/affekt/event", "arena", "boom")
    for ahead in (2.5, -1.0):
        for packet in bundles(to_timetag(sessions.now + ahead), [message]):
            client.transport.sendto(packet)
    await client.settled()
    assert session.said[0][1] == pytest.approx(sessions.now + 2.5, abs=1e-6)
    assert session.said[1] == (GameEvent("boom"), None)
    assert counts["osc.late"] == 1
    client.transport.sendto(bundles(to_timetag(sessions.now + 11.0), [message])[0])
    assert decode(await client.packet())[0][2][1] == "OUT_OF_RANGE"


async def test_python_oscs_client_is_understood(server: OscServer, client: Any, sessions: FakeSessions):
    session = await opened(client, sessions)
    peer = SimpleUDPClient("127.0.0.1", server.port)
    peer.send_message("/affekt/event", ["arena", "explore", 0.5])
    peer.send_message("/affekt/state", ["arena", "grounded", True])
    peer._sock.close()
    await client.settled()
    assert [said for said, _ in session.said] == [GameEvent("explore", 0.5), GameState((("grounded", 1.0),))]


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
    assert peer.may_receive(60, 20)
    assert not peer.may_receive(61, 20)
    peer.follows.add("arena")
    assert peer.may_receive(1_400, 20)


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
    await client_synced(client)
    assert counts["osc.refused"] == 150
    assert counts["osc.unanswered"] == 50


async def client_synced(client: Any) -> None:
    client.send("/sync", 1)
    while decode(await client.packet())[0][1] != "/synced":
        pass


async def test_vrchat_and_muse_are_mapped_to_states_and_pulse(sessions: FakeSessions):
    counts: Counter[str] = Counter()
    maps = [Mapped(load_map(name), "arena") for name in ("vrchat", "muse")]
    server = await serve_osc(sessions, "127.0.0.1:0", count=lambda name: counts.update([name]), maps=maps)
    session = sessions.open("arena")
    for path, value in (
        ("/avatar/parameters/VelocityMagnitude", 4.0),
        ("/avatar/parameters/HR", 0),
        ("/avatar/parameters/HR", 120),
        ("/muse/elements/alpha_absolute", 0.5),
        ("/muse/elements/blink", 1),
    ):
        server.datagram_received(encode(path, value), ("127.0.0.1", 9))
    await server.stop()
    assert [said for said, _ in session.said] == [
        GameState((("speed", 0.5),)),
        Signal("heart_rate", (("bpm", 120.0),)),
        GameState((("eeg_alpha", 0.5),)),
        GameEvent("blink"),
    ]
    assert counts["osc.refused"] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format = 2", "format"),
        ("oops", "Expected"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/session/open",args=[]}]', "says something"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/event",args=[]}]', "write the arguments"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/event",args=["$x"]}]', r"\$name or"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/event",args=["b"],from_range=[1,1]}]', "empty"),
    ],
)
def test_a_wrong_map_is_refused(tmp_path: Any, text: str, words: str):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(AffektError, match=words):
        load_map(str(path))


def test_oscquery_describes_every_address():
    tree = describe()
    assert json.loads(json.dumps(tree)) == tree
    leaf = describe("/affekt/event")
    assert leaf is not None
    assert (leaf["FULL_PATH"], leaf["TYPE"], leaf["ACCESS"]) == ("/affekt/event", "ssf", 2)
    both = describe("/affekt/affect")
    assert both is not None
    assert both["CONTENTS"]["now"]["ACCESS"] == 1
    assert describe("/nowhere") is None
    assert host_info(9100)["OSC_PORT"] == 9100
