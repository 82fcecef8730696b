"""The asynchronous client against a host without music."""

import asyncio

import pytest

from affekt.core.errors import Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import (
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Reading,
    Restore,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.score import Marker, RenderState
from affekt.core.units import Frame
from affekt.host.api import Ended
from affekt.host.lane import AudioBlock
from affekt.io.grpc.server import serve_grpc
from affekt_client import AsyncSession, Refused, ServerClock


@pytest.fixture
async def session(where):
    async with await AsyncSession.open("arena", where, ping_every_s=0) as session:
        yield session


async def marker(session):
    event = await anext(session.events())
    return event.marker.name


async def test_an_event_is_said_and_the_score_answers(session, sessions):
    session.event("enemy_spotted", 0.5)
    assert await marker(session) == "enemy_spotted"
    assert sessions.open_now["arena"].said == [(GameEvent("enemy_spotted", 0.5), None)]
    assert session.last_seq == 1


async def test_every_word_arrives_as_the_house_knows_it(session, sessions):
    session.state({"health": 0.25}, threat=0.5)
    session.feel(-0.5, 0.75, hold_s=0)
    session.free_feeling()
    session.sense("heart_rate", bpm=118)
    session.sense("face", {"mouthSmileLeft": 0.5})
    session.sense("radar", contacts=3)
    session.appraise("quiz", arousal=0.5)
    session.text("that was amazing!")
    session.cue("section", "combat", within_ms=600)
    session.param("tempo", 132)
    session.param("key", "D")
    session.param("key", None)
    session.control("stop", fade_s=2)
    session.volume("music", -6)
    session.duck(on=False)
    session.restore("fake:tiny")
    await session.ping()
    fake = sessions.open_now["arena"]
    assert [said for said, _ in fake.said] == [
        GameState((("health", 0.25), ("threat", 0.5))),
        StateFeeling(-0.5, 0.75, hold_s=0),
        FreeFeeling(),
        Signal("heart_rate", (("bpm", 118.0),)),
        Signal("face", (("mouthSmileLeft", 0.5),)),
        Signal("radar", (("contacts", 3.0),)),
        Reading(Evidence("quiz", fake.frame_now(), arousal=0.5)),
        Text("that was amazing!"),
        Cue("section", "combat", within_ms=600),
        Param("tempo", 132.0),
        Param("key", "D"),
        Param("key", None),
        Transport("stop", 2.0),
        Volume("music", -6.0),
        DuckMusic(on=False),
        Restore("fake:tiny"),
    ]


@pytest.mark.parametrize(
    "say",
    [
        lambda s: s.cue("fanfare", "x"),
        lambda s: s.cue("stinger", "x", at="soon"),
        lambda s: s.control("rewind"),
        lambda s: s.volume("drums", 0),
        lambda s: s.sense("heart_rate", pulse=60),
    ],
)
async def test_a_word_that_is_not_in_the_contract_is_refused_at_once(session, say):
    with pytest.raises(ValueError):
        say(session)


async def test_what_the_server_refuses_comes_back_as_a_notice(session):
    notices = []
    session.on_notice = notices.append
    session.event("hit", intensity=2)
    await session.ping()
    assert [n.about for n in notices] == ["event"]


async def test_a_notice_nobody_wants_is_logged_without_its_words(session, caplog):
    session.feel(-0.123, 7)
    await session.ping()
    (record,) = caplog.records
    assert (record.reason, record.about) == (Reason.OUT_OF_RANGE, "feeling")
    assert "0.123" not in caplog.text


async def test_events_from_before_the_first_look_are_kept_and_callbacks_hear_them(session):
    heard = []
    session.on_event = lambda event: heard.append(event.marker.name)
    session.event("one")
    await session.ping()
    assert heard == ["one"]
    assert await marker(session) == "one"
    later = session.replies()
    session.event("two")
    assert (await anext(later)).event.marker.name == "two"


async def test_the_clock_follows_the_server(where, sessions):
    session = await AsyncSession.open("arena", where, ping_every_s=0, clock=ServerClock(now=lambda: 400.0))
    await session.ping()
    assert session.server_time() == 1_000.0
    assert session.local_time_of(48_000) == 401.0
    await session.close()


def test_what_all_pings_allow_together_is_believed():
    clock = ServerClock(now=lambda: 0.0, keep=2)
    assert not clock.known
    clock.heard(sent=0.0, server=100.0, received=1.0)
    clock.heard(sent=2.0, server=102.1, received=2.1)
    assert (round(clock.offset, 3), round(clock.round_trip_s, 6)) == (100.0, 0.1)
    clock.heard(sent=3.0, server=103.0, received=4.0)
    clock.heard(sent=5.0, server=105.0, received=6.0)
    assert round(clock.offset, 3) == 99.5


async def test_a_session_is_looked_at_saved_and_restored(session):
    assert (await session.status()).section == "calm"
    assert await session.save() == "fake:tiny"


async def test_a_second_client_attaches_and_is_told_where_the_music_is(session, where, sessions):
    sessions.open_now["arena"].sounding = RenderState(Frame(0), "calm", Frame(0), 0)
    async with await AsyncSession.attach("arena", session.token, where, ping_every_s=0) as other:
        replies = other.replies()
        assert (await anext(replies)).HasField("welcome")
        assert (await anext(replies)).snapshot.state.section == "calm"
    assert sessions.names() == ("arena",)


async def test_leaving_the_block_ends_what_it_opened(where, sessions):
    async with await AsyncSession.open("arena", where, ping_every_s=0) as session:
        fake = sessions.open_now["arena"]
    assert sessions.names() == ()
    await fake.released.wait()  # The server lets go once it has seen that the call ended.
    assert fake.holds == 0
    await session.leave()


async def test_the_end_of_the_session_ends_the_events(session, sessions):
    sessions.open_now["arena"].tell(Ended("closed"))
    assert [r.WhichOneof("item") async for r in session.replies()] == ["welcome", "ended"]


@pytest.mark.parametrize(("more", "reason"), [({"set": "ghost"}, "UNKNOWN_SET"), ({"seed": 2**63}, "OUT_OF_RANGE")])
async def test_a_session_that_cannot_be_opened_says_why(where, more, reason):
    with pytest.raises(Refused) as refused:
        await AsyncSession.open("arena", where, **more)
    assert refused.value.reason == reason
    assert refused.value.text


async def test_a_server_that_is_not_there_is_unreachable(closed_port):
    with pytest.raises(Refused) as refused:
        await AsyncSession.open("arena", f"127.0.0.1:{closed_port}")
    assert refused.value.reason == "UNREACHABLE"


async def test_audio_is_listened_to_block_by_block(session, sessions):
    fake = sessions.open_now["arena"]

    async def feed():
        await fake.listening.wait()
        for n in range(3):
            fake.blocks.put_nowait(AudioBlock(Frame(480 * n), n, False, bytes(1920)))
        fake.blocks.put_nowait(None)

    feeding = asyncio.create_task(feed())
    assert [block.frame async for block in session.listen()] == [0, 480, 960]
    await feeding
    with pytest.raises(Refused) as refused:
        await anext(session.listen(frames=100))
    assert refused.value.reason == "OUT_OF_RANGE"


async def test_a_client_comes_back_after_the_connection_broke_and_misses_nothing(sessions):
    server = await serve_grpc(sessions, "127.0.0.1:0")
    where = f"127.0.0.1:{server.port}"
    session = await AsyncSession.open("arena", where, ping_every_s=0, retry_s=(0.01,))
    events = session.events()
    session.event("one")
    assert (await anext(events)).marker.name == "one"
    await server.stop(0)
    fake = sessions.open_now["arena"]
    fake.decide(Marker("two"))
    server = await serve_grpc(sessions, where)
    assert (await anext(events)).marker.name == "two"
    session.event("three")
    assert (await anext(events)).marker.name == "three"
    assert session.reconnects >= 1
    await session.close()
    await server.stop(0)


async def test_a_session_that_is_gone_when_the_client_comes_back_ends_with_the_reason(sessions):
    server = await serve_grpc(sessions, "127.0.0.1:0")
    where = f"127.0.0.1:{server.port}"
    session = await AsyncSession.open("arena", where, ping_every_s=0, retry_s=(0.01,))
    await server.stop(0)
    sessions.open_now.clear()
    server = await serve_grpc(sessions, where)
    with pytest.raises(Refused) as refused:
        async for _ in session.events():
            pass
    assert refused.value.reason == "UNKNOWN_SESSION"
    await session.close()
    await server.stop(0)


async def test_a_server_with_a_token_is_shown_it(sessions):
    server = await serve_grpc(sessions, "127.0.0.1:0", token="sesame")
    where = f"127.0.0.1:{server.port}"
    with pytest.raises(Refused, match="Bearer"):
        await AsyncSession.open("arena", where)
    async with await AsyncSession.open("arena", where, server_token="sesame", ping_every_s=0) as session:
        assert (await session.status()).name == "arena"
    await server.stop(0)
