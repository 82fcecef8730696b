"""OSC over real loopback UDP: every address in, timetags, sessions, and refusals."""

from collections import Counter
from typing import Any

import pytest
from pythonosc.udp_client import SimpleUDPClient

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
from affekt.core.units import Frame
from affekt.io.osc import OscServer
from affekt.io.osc.codec import bundles, decode, encode, to_timetag
from affekt.testing.fake_host import FakeSession, FakeSessions


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
    client: Any, session: FakeSession, path: str, values: tuple[Any, ...], said: Said
):
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
        ("/affekt/cue", ("arena", "horn", "a", "now"), "OUT_OF_RANGE", "stinger, section, theme or release"),
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
    client: Any, session: FakeSession, path: str, values: tuple[Any, ...], reason: str, words: str
):
    address, (about, why, text) = await client.ask(path, *values)
    assert (address, about, why) == ("/fail", path, reason)
    assert words in text
    assert session.said == []


async def test_a_damaged_packet_is_answered_and_the_next_one_heard(client: Any, counts: Counter[str]):
    client.transport.sendto(b"/affekt/event\0\0\0,s")
    assert decode(await client.packet())[0][2][1] == "MALFORMED"
    await client.settled()
    assert counts["osc.refused"] == 1


async def test_a_timetagged_bundle_applies_at_its_time(
    client: Any, session: FakeSession, sessions: FakeSessions, counts: Counter[str]
):
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


async def test_python_oscs_client_is_understood(server: OscServer, client: Any, session: FakeSession):
    peer = SimpleUDPClient("127.0.0.1", server.port)
    peer.send_message("/affekt/event", ["arena", "explore", 0.5])
    peer.send_message("/affekt/state", ["arena", "grounded", True])
    peer._sock.close()
    await client.settled()
    assert [said for said, _ in session.said] == [GameEvent("explore", 0.5), GameState((("grounded", 1.0),))]


async def test_the_clock_answers_with_server_seconds(client: Any, sessions: FakeSessions):
    sessions.now = 1_800_000_000.123456
    assert await client.ask("/affekt/clock/ping", 4) == ("/affekt/clock/pong", (4, "1800000000.123456"))


async def test_the_clock_tells_where_a_session_began(client: Any, session: FakeSession):
    path, (name, seconds) = await client.ask("/affekt/clock/origin", "arena")
    assert (path, name) == ("/affekt/clock/origin", "arena")
    assert float(seconds) == pytest.approx(session.wall_of(Frame(0)), abs=1e-6)
    path, arguments = await client.ask("/affekt/clock/origin", "nobody")
    assert (path, arguments[1]) == ("/fail", "UNKNOWN_SESSION")


async def test_opening_again_from_the_same_host_answers_again(other: Any, session: FakeSession, sessions: FakeSessions):
    assert await other.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    sessions.open("grpc")
    address, arguments = await other.ask("/affekt/session/open", "grpc")
    assert (address, arguments[1]) == ("/fail", "SESSION_EXISTS")


async def test_only_what_was_opened_by_osc_is_closed_by_osc(client: Any, session: FakeSession, sessions: FakeSessions):
    sessions.open("grpc")
    assert (await client.ask("/affekt/session/close", "grpc"))[1][1] == "FORBIDDEN"
    assert (await client.ask("/affekt/session/close", "arena"))[1] == ("/affekt/session", "CLOSED", "arena: closed")
    assert sessions.names() == ("grpc",)


async def test_any_packet_of_the_opener_keeps_its_session(client: Any, session: FakeSession, sessions: FakeSessions):
    before = session.touches
    sessions.now += 2.0
    await client.settled()
    assert session.touches > before
