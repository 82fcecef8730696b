"""The OSC client against the OSC door of a host without music."""

import asyncio

import pytest

from affekt.core.inputs import (
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.io.osc.server import serve_osc
from affekt.testing.fake_host import FakeSessions
from affekt_client import OscSession, Refused

NOW = 2_000_000_000.0
"""A server time that no test run reaches: python-osc calls a bundle from the past immediate."""


@pytest.fixture
def sessions():
    return FakeSessions(NOW, answers=True)


@pytest.fixture
async def port(sessions):
    server = await serve_osc(sessions, "127.0.0.1:0", count=lambda _: None)
    yield server.port
    await server.stop()


async def test_every_word_arrives_as_the_house_knows_it(port, sessions):
    def play():
        with OscSession.open("arena", port=port) as session:
            session.event("enemy_spotted", 0.5)
            session.state(health=0.25)
            session.feel(-0.5, 0.75, 0.0, hold_s=0)
            session.free_feeling()
            session.sense("heart_rate", bpm=118)
            session.sense("eda", microsiemens=2)
            session.sense("face", jawOpen=0.5)
            session.text("well done")
            session.cue("stinger", "discovery", "next_beat", 600)
            session.param("tempo", 132)
            session.param("key", "D")
            session.param("key", None)
            session.control("stop", 2)
            session.volume("music", -6)
            session.duck(-9)
            session.ping()
            return session.id, [said for said, _ in sessions.open_now["arena"].said]

    number, said = await asyncio.to_thread(play)
    assert number == 1
    assert said == [
        GameEvent("enemy_spotted", 0.5),
        GameState((("health", 0.25),)),
        StateFeeling(-0.5, 0.75, hold_s=0),
        FreeFeeling(),
        Signal("heart_rate", (("bpm", 118.0),)),
        Signal("eda", (("microsiemens", 2.0),)),
        Signal("face", (("jawOpen", 0.5),)),
        Text("well done"),
        Cue("stinger", "discovery", "next_beat", 600),
        Param("tempo", 132.0),
        Param("key", "D"),
        Param("key", None),
        Transport("stop", 2.0),
        Volume("music", -6.0),
        DuckMusic(-9.0),
    ]


async def test_the_score_comes_with_its_times(port, sessions):
    def play():
        with OscSession.open("arena", port=port) as session:
            session.event("gate")
            return next(reply for reply in session.replies(timeout_s=5) if reply.address == "/affekt/marker")

    reply = await asyncio.to_thread(play)
    assert reply.values == ("gate",)
    assert reply.server_time == pytest.approx(NOW, abs=0.001)


async def test_the_clock_follows_the_server(port, sessions):
    def play():
        with OscSession.open("arena", port=port) as session:
            session.clock.now = lambda: 400.0
            session.ping()
            return session.clock.server_time()

    assert await asyncio.to_thread(play) == NOW


async def test_a_refusal_is_raised_where_the_session_is_opened(port):
    def play():
        with pytest.raises(Refused) as refused:
            OscSession.open("arena", port=port, set="ghost")
        return refused.value.reason

    assert await asyncio.to_thread(play) == "UNKNOWN_SET"


def test_a_server_that_is_not_there_is_unreachable(closed_port):
    with pytest.raises(Refused, match="affekt serve") as refused:
        OscSession.open("arena", port=closed_port, timeout_s=0.05)
    assert refused.value.reason == "UNREACHABLE"


async def test_a_sensor_without_an_address_is_refused(port):
    def play():
        with OscSession.open("arena", port=port) as session, pytest.raises(ValueError, match="gRPC"):
            session.sense("eeg", alpha=1.0)

    await asyncio.to_thread(play)
