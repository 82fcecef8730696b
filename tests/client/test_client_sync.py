"""The client for programs without asyncio; the server runs on the test's loop, the client beside it."""

import asyncio
from itertools import islice

import pytest

from affekt.core.inputs import GameEvent
from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt_client import Refused, Session


async def test_a_game_without_asyncio_plays_a_session(where, sessions):
    heard = []

    def play():
        with Session.open("arena", where, ping_every_s=0) as session:
            session.on_event(lambda event: heard.append(event.marker.name))
            for name in ("one", "two", "three"):
                session.event(name)
            names = [event.marker.name for event in islice(session.events(), 3)]
            assert session.ping() > 0
            assert session.status().set == session.welcome.session.set == "tiny"
            return names, session.save(), session.dropped

    assert await asyncio.to_thread(play) == (["one", "two", "three"], "fake:tiny", 0)
    assert heard == ["one", "two", "three"]
    assert sessions.names() == ()


async def test_a_second_program_attaches_and_leaves_the_session_open(where, sessions):
    def play():
        first = Session.open("arena", where, ping_every_s=0)
        second = Session.attach("arena", first.token, where, ping_every_s=0)
        second.event("from the second")
        event = next(first.events())
        second.leave()
        first.leave()
        return event.marker.name

    assert await asyncio.to_thread(play) == "from the second"
    assert sessions.names() == ("arena",)
    assert sessions.open_now["arena"].said == [(GameEvent("from the second"), None)]


async def test_audio_is_listened_to_block_by_block(where, sessions):
    session = await asyncio.to_thread(Session.open, "arena", where, ping_every_s=0)
    listening = asyncio.create_task(asyncio.to_thread(lambda: [b.frame for b in islice(session.listen(), 2)]))
    fake = sessions.open_now["arena"]
    await fake.listening.wait()
    for n in range(3):
        fake.blocks.put_nowait(AudioBlock(Frame(480 * n), n, False, bytes(1920)))
    assert await listening == [0, 480]
    await asyncio.to_thread(session.close)


async def test_the_events_end_with_the_session(where, sessions):
    session = await asyncio.to_thread(Session.open, "arena", where, ping_every_s=0)
    sessions.close("arena")
    assert await asyncio.to_thread(lambda: list(session.events())) == []
    await asyncio.to_thread(session.close)
    await asyncio.to_thread(session.close)


async def test_a_refusal_is_raised_where_the_session_is_opened(where):
    def play():
        with pytest.raises(Refused) as refused:
            Session.open("arena", where, set="ghost")
        return refused.value.reason

    assert await asyncio.to_thread(play) == "UNKNOWN_SET"
