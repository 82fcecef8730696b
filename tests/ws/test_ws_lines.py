"""`/v1/ws?json=1` over a real socket: lines in, decisions out, audio beside them, and refusals in words."""

import asyncio
import json
from collections import Counter
from random import Random
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from affekt.core.errors import Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import GameEvent, Param, Reading, Save
from affekt.core.score import Duck, Layer, Marker, RenderState
from affekt.core.units import Frame, Tick
from affekt.host.api import Ended, Notice, Saved
from affekt.host.lane import AudioBlock
from affekt.io.http import HttpServer
from affekt.io.ws.lines import AUDIO_HEADER
from affekt.session.log import event_to_dict
from affekt.testing.fake_host import FakeSession, FakeSessions


def address(server: HttpServer, query: str = "json=1") -> str:
    return f"ws://127.0.0.1:{server.port}/v1/ws?{query}"


async def heard(ws: ClientConnection) -> dict[str, Any]:
    message = await asyncio.wait_for(ws.recv(), 5)
    assert isinstance(message, str)
    found: dict[str, Any] = json.loads(message)
    return found


async def say(ws: ClientConnection, **line: Any) -> None:
    await ws.send(json.dumps(line))


async def settled(ws: ClientConnection) -> None:
    await say(ws, ping=5)
    assert (await heard(ws))["pong"]["id"] == 5


async def opened(ws: ClientConnection, sessions: FakeSessions, **header: Any) -> FakeSession:
    await say(ws, affekt=1, session="arena", **header)
    welcome = (await heard(ws))["welcome"]
    assert (welcome["session"], welcome["set"]) == ("arena", "tiny")
    return sessions.find("arena")


async def test_a_header_opens_a_session_and_lines_conduct_it(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server), subprotocols=["affekt.v1"]) as ws:  # type: ignore[list-item]
        assert ws.subprotocol == "affekt.v1"
        session = await opened(ws, sessions, set="tiny", seed=7)
        await say(ws, event="explore", intensity=0.5)
        await say(ws, param={"tempo": 120, "key": "D"})
        await say(ws, evidence={"source": "face", "valence": 0.5})
        await settled(ws)
        assert [said for said, _ in session.said] == [
            GameEvent("explore", 0.5),
            Param("tempo", 120.0),
            Param("key", "D"),
            Reading(Evidence("face", Frame(0), 0.5)),
        ]
        assert session.holds == 1
    await asyncio.wait_for(session.released.wait(), 5)
    assert session.subscriptions == []


async def test_a_session_files_own_header_opens_a_session_with_a_name_of_its_own(
    server: HttpServer, sessions: FakeSessions
):
    names = set()
    for _ in range(2):
        async with connect(address(server)) as ws:
            await say(ws, affekt=1, set="tiny", seed=7, seconds=60)
            welcome = (await heard(ws))["welcome"]
            assert welcome["set"] == "tiny"
            names.add(sessions.find(welcome["session"]).name)
            await settled(ws)
    assert len(names) == 2


async def test_the_address_alone_opens_a_session(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server, "json=1&session=s&set=tiny")) as ws:
        assert (await heard(ws))["welcome"]["session_token"] == sessions.find("s").token


async def test_decisions_come_out_as_the_decision_log(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        events = [session.decide(Layer("drums", -6.0, 4.0)), session.decide(Duck(-6.0))]
        assert [await heard(ws), await heard(ws)] == [event_to_dict(event) for event in events]
        session.tell(Saved("a", "xyz"))
        session.tell(Notice(Reason.UNKNOWN_NAME, "no such event", "event:exlpore"))
        assert await heard(ws) == {"saved": {"name": "a", "snapshot": "xyz"}}
        error = {"reason": "UNKNOWN_NAME", "text": "no such event", "about": "event:exlpore"}
        assert await heard(ws) == {"error": error}
        await say(ws, control={"save": "b"})
        await settled(ws)
        assert session.said == [(Save("b"), None)]
        session.tell(Ended("stopped"))
        assert await heard(ws) == {"ended": {"why": "stopped"}}
        await ws.wait_closed()
        assert (ws.close_code, ws.close_reason) == (1_000, "stopped")
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1_000


async def test_a_pong_tells_from_where_to_resume(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        for name in ("one", "two"):
            session.decide(Marker(name))
            assert (await heard(ws))["name"] == name
        await say(ws, ping=3)
        seq = (await heard(ws))["pong"]["seq"]
        session.decide(Marker("three"))
        assert (await heard(ws))["name"] == "three"
    async with connect(address(server)) as ws:
        await say(ws, affekt=1, session="arena", session_token=session.token, last_seq=seq)
        assert "welcome" in await heard(ws)
        assert (await heard(ws))["name"] == "three"


async def test_a_wrong_line_is_answered_and_the_next_one_heard(
    server: HttpServer, sessions: FakeSessions, counts: Counter[str]
):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        await say(ws, event="a", intensity=2)
        assert (await heard(ws))["error"] == {"reason": "OUT_OF_RANGE", "text": "intensity must be 0 to 1, not 2"}
        await ws.send(b"binary")
        assert (await heard(ws))["error"]["reason"] == "UNSUPPORTED"
        await ws.send('{"text": "' + "x" * 70_000 + '"}')
        assert (await heard(ws))["error"]["reason"] == "TOO_LARGE"
        await say(ws, event="b")
        await settled(ws)
        assert session.said == [(GameEvent("b"), None)]
        assert counts["ws.refused"] == 3


async def test_a_message_beyond_all_measure_closes_the_socket(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        await opened(ws, sessions)
        await ws.send("x" * 300_000)
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1_009


@pytest.mark.parametrize(
    ("first", "code", "reason"),
    [
        ("nonsense", 4_400, "MALFORMED"),
        ('{"affekt": 2}', 4_400, "UNSUPPORTED"),
        ('{"affekt": 1, "session": "s", "set": "grand"}', 4_400, "UNKNOWN_SET"),
        ('{"affekt": 1, "session": "s", "session_token": "x"}', 4_404, "UNKNOWN_SESSION"),
        ('{"affekt": 1, "session": "taken"}', 4_409, "SESSION_EXISTS"),
        ('{"affekt": 1, "session": "taken", "session_token": "x"}', 4_401, "BAD_TOKEN"),
    ],
)
async def test_a_wrong_first_line_is_refused_in_words_and_by_code(
    server: HttpServer, sessions: FakeSessions, first: str, code: int, reason: str
):
    sessions.open("taken")
    async with connect(address(server)) as ws:
        await ws.send(first)
        assert (await heard(ws))["error"]["reason"] == reason
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code


async def test_whoever_joins_with_the_token_is_told_what_sounds(server: HttpServer, sessions: FakeSessions):
    token = sessions.open("arena").token
    async with connect(address(server)) as ws:
        await opened(ws, sessions, session_token=token)
        snapshot = (await heard(ws))["snapshot"]
        assert (snapshot["section"], snapshot["paused"], snapshot["layers"]) == ("", False, {})
        assert (snapshot["origin_tick"], snapshot["shift"], snapshot["tonic"]) == (0, 0, "C")


async def test_a_snapshot_tells_tempo_and_key(server: HttpServer, sessions: FakeSessions):
    session = sessions.open("arena")
    session.sounding = RenderState(Frame(960), "calm", Frame(480), 1, bpm=93.0, shift=-2, origin_tick=Tick(1_920))
    async with connect(address(server)) as ws:
        await opened(ws, sessions, session_token=session.token)
        snapshot = (await heard(ws))["snapshot"]
        assert (snapshot["bpm"], snapshot["shift"], snapshot["origin_tick"]) == (93.0, -2, 1_920)
        assert (snapshot["tonic"], snapshot["mode"]) == (session.status().key, session.status().mode)


async def test_audio_comes_as_binary_frames_beside_the_lines(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        await say(ws, listen={"format": "s16", "frames": 480})
        await settled(ws)
        session.blocks.put_nowait(AudioBlock(Frame(480), 0, False, b"\1\2" * 960))
        session.blocks.put_nowait(AudioBlock(Frame(9_600), 19, True, b"\3\4" * 960))
        blocks = [await ws.recv(), await ws.recv()]
        assert [AUDIO_HEADER.unpack_from(block) for block in blocks if isinstance(block, bytes)] == [
            (0, 0, 480),
            (19, 1, 9_600),
        ]
        assert blocks[0][16:] == b"\1\2" * 960
        await say(ws, listen={"format": "mp3"})
        assert (await heard(ws))["error"]["reason"] == "MALFORMED"
        await say(ws, listen=None)
        await settled(ws)


async def test_a_client_that_floods_is_cut_to_its_rate(
    server: HttpServer, sessions: FakeSessions, counts: Counter[str]
):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        for _ in range(5_000):
            await ws.send('{"event": "a"}')
        assert (await heard(ws))["error"]["reason"] == "TOO_FAST"
        sessions.now += 1.0
        await settled(ws)
        assert len(session.said) == 4_000
        assert counts["ws.too_fast"] == 1_000


async def test_dropped_replies_are_told_with_what_sounds_now(
    server: HttpServer, sessions: FakeSessions, counts: Counter[str]
):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        for _ in range(1_030):
            session.decide(Duck(-6.0))
        error = (await heard(ws))["error"]
        assert error["text"].startswith("6 replies were dropped")
        assert "snapshot" in await heard(ws)
        assert [(await heard(ws))["id"] for _ in range(1_024)] == list(range(7, 1_031))
        assert counts["ws.dropped"] == 1


async def test_a_client_that_missed_too_much_is_given_up(
    server: HttpServer, sessions: FakeSessions, counts: Counter[str]
):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        for _ in range(6_000):
            session.decide(Duck(-6.0))
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4_008
        assert counts["ws.hopeless"] == 1


async def test_the_servers_token_opens_by_header_by_subprotocol_or_by_the_first_line(
    guarded: HttpServer, sessions: FakeSessions
):
    bearer = {"Authorization": "Bearer secret"}
    async with connect(address(guarded, "json=1&session=a"), additional_headers=bearer) as ws:
        assert "welcome" in await heard(ws)
    async with connect(
        address(guarded, "json=1&session=b"),
        subprotocols=["affekt.v1", "bearer.secret"],  # type: ignore[list-item]
    ) as ws:
        assert ws.subprotocol == "affekt.v1"
        assert "welcome" in await heard(ws)
    async with connect(address(guarded)) as ws:
        await opened(ws, sessions, token="secret")
    async with connect(address(guarded, "json=1&session=c")) as ws:
        await say(ws, affekt=1, token="guess")
        assert (await heard(ws))["error"]["reason"] == "BAD_TOKEN"
    with pytest.raises(InvalidStatus, match="401"):
        await connect(address(guarded), additional_headers={"Authorization": "Bearer guess"})
    assert "c" not in sessions.names()


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Origin": "http://localhost:3000"}, True),
        ({"Origin": "http://127.0.0.1:8787"}, True),
        ({"Origin": "http://[::1]"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://localhost.evil.example"}, False),
        ({"Origin": "http://localhost@evil.example"}, False),
        ({"Origin": "file://localhost"}, False),
        ({"Origin": "http://["}, False),
    ],
)
async def test_no_strange_page_reaches_a_local_server(
    server: HttpServer, sessions: FakeSessions, headers: dict[str, str], allowed: bool
):
    if allowed:
        async with connect(address(server), additional_headers=headers) as ws:
            await opened(ws, sessions)
    else:
        with pytest.raises(InvalidStatus, match="403"):
            await connect(address(server), additional_headers=headers)


async def test_bad_lines_by_the_thousand_harm_nobody(server: HttpServer, sessions: FakeSessions, counts: Counter[str]):
    other = sessions.open("other")
    random = Random(7)
    good = '{"state": {"health": 0.5, "speed": 1}}'
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        answered = 0
        for _ in range(2_000):
            sessions.now += 0.001
            line = list(good)
            for _ in range(random.randrange(3)):
                line[random.randrange(len(line))] = chr(random.randrange(32, 0x2FF))
            await ws.send("".join(line))
        await say(ws, ping=1)
        while "pong" not in await heard(ws):
            answered += 1
        assert answered == counts["ws.refused"]
        assert answered + len(session.said) == 2_000
    assert other.said == []


async def test_a_line_may_say_when_it_applies(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        now = sessions.wall()
        await say(ws, event="soon", at=now + 5)
        await say(ws, event="gone by", at=now - 5)
        await say(ws, event="late", at=now + 60)
        await say(ws, event="never", at="noon")
        refused = [(await heard(ws))["error"]["reason"] for _ in range(2)]
        assert refused == ["OUT_OF_RANGE", "MALFORMED"]
        assert session.said == [(GameEvent("soon"), now + 5), (GameEvent("gone by"), None)]
