"""`/v1/ws` in protobuf over a real socket: conduct, listen and watch on one."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from affekt.core.inputs import GameEvent
from affekt.core.score import Duck
from affekt.core.units import Frame
from affekt.host.api import Ended
from affekt.host.lane import AudioBlock
from affekt.io.http import HttpServer
from affekt.io.wire import reply_from
from affekt.io.ws.frames import framed
from affekt.testing.fake_host import FakeSession, FakeSessions
from affekt.v1 import audio_pb2, error_pb2, session_pb2, socket_pb2, watch_pb2

MESSAGES: dict[int, Any] = {
    socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE: session_pb2.ConductResponse,
    socket_pb2.MESSAGE_KIND_LISTEN_RESPONSE: audio_pb2.ListenResponse,
    socket_pb2.MESSAGE_KIND_WATCH_RESPONSE: watch_pb2.WatchResponse,
    socket_pb2.MESSAGE_KIND_FAILURE: error_pb2.Failure,
}
CONDUCT = socket_pb2.MESSAGE_KIND_CONDUCT_REQUEST


async def heard(ws: ClientConnection) -> Any:
    frame = await asyncio.wait_for(ws.recv(), 5)
    assert isinstance(frame, bytes)
    return MESSAGES[frame[0]].FromString(frame[1:])


def hello(**target: Any) -> bytes:
    greeting = session_pb2.Hello(protocol_min=1, protocol_max=1, **target)
    return framed(CONDUCT, session_pb2.ConductRequest(hello=greeting))


async def opened(ws: ClientConnection, sessions: FakeSessions) -> FakeSession:
    await ws.send(hello(open=session_pb2.Opening(name="arena")))
    assert (await heard(ws)).welcome.session.name == "arena"
    return sessions.find("arena")


def address(server: HttpServer) -> str:
    return f"ws://127.0.0.1:{server.port}/v1/ws"


async def test_a_conversation_listens_and_watches_on_one_socket(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server), subprotocols=["affekt.v1"]) as ws:  # type: ignore[list-item]
        session = await opened(ws, sessions)
        event = session_pb2.GameEvent(name="explore", intensity=0.5)
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(event=event)))
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(ping=session_pb2.Ping(id=4))))
        assert (await heard(ws)).pong.id == 4
        assert session.said == [(GameEvent("explore", 0.5), None)]
        decision = session.decide(Duck(-6.0))
        assert reply_from(await heard(ws)).item == decision

        listen = audio_pb2.ListenRequest(session="arena", token=session.token)
        await ws.send(framed(socket_pb2.MESSAGE_KIND_LISTEN_REQUEST, listen))
        session.blocks.put_nowait(AudioBlock(Frame(480), 0, True, b"\1\2" * 960))
        block = (await heard(ws)).block
        assert (block.frame, block.discontinuity, block.samples) == (480, True, b"\1\2" * 960)

        watch = watch_pb2.WatchRequest(session="arena", token=session.token)
        await ws.send(framed(socket_pb2.MESSAGE_KIND_WATCH_REQUEST, watch))
        assert (await heard(ws)).views[0].status.name == "arena"

        session.tell(Ended("stopped"))
        while not isinstance(last := await heard(ws), session_pb2.ConductResponse):
            pass
        assert last.ended.why == "stopped"
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1_000
    await asyncio.wait_for(session.released.wait(), 5)
    assert session.subscriptions == []


async def test_a_stream_that_is_refused_leaves_the_conversation_alone(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        await opened(ws, sessions)
        for kind, request in (
            (socket_pb2.MESSAGE_KIND_LISTEN_REQUEST, audio_pb2.ListenRequest(session="arena", token="guess")),
            (socket_pb2.MESSAGE_KIND_WATCH_REQUEST, watch_pb2.WatchRequest(session="arena", token="guess")),
        ):
            await ws.send(framed(kind, request))
            failure = await heard(ws)
            assert failure.reason == error_pb2.ERROR_REASON_BAD_TOKEN
            assert failure.about in ("listen", "watch")
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(ping=session_pb2.Ping(id=1))))
        assert (await heard(ws)).pong.id == 1


@pytest.mark.parametrize(
    ("first", "code", "reason"),
    [
        (b"", 4_400, error_pb2.ERROR_REASON_MALFORMED),
        (b"\x63abc", 4_400, error_pb2.ERROR_REASON_MALFORMED),
        (b"\x01\xff\xff\xff", 4_400, error_pb2.ERROR_REASON_MALFORMED),
        ("text", 4_400, error_pb2.ERROR_REASON_MALFORMED),
        (framed(CONDUCT, session_pb2.ConductRequest()), 4_400, error_pb2.ERROR_REASON_MALFORMED),
        (hello(session="nowhere"), 4_404, error_pb2.ERROR_REASON_UNKNOWN_SESSION),
    ],
)
async def test_a_wrong_first_frame_is_refused_by_a_failure_and_a_code(
    server: HttpServer, counts: Counter[str], first: bytes | str, code: int, reason: int
):
    async with connect(address(server)) as ws:
        await ws.send(first)
        assert (await heard(ws)).reason == reason
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code
        assert counts["ws.refused"] == 1


async def test_without_the_servers_token_there_is_no_conversation(guarded: HttpServer, sessions: FakeSessions):
    async with connect(address(guarded)) as ws:
        assert (await heard(ws)).reason == error_pb2.ERROR_REASON_BAD_TOKEN
    async with connect(address(guarded), additional_headers={"Authorization": "Bearer secret"}) as ws:
        await opened(ws, sessions)


async def test_a_flood_of_streams_is_cut_to_its_rate_and_no_stream_is_left_behind(
    server: HttpServer, sessions: FakeSessions, counts: Counter[str]
):
    async with connect(address(server)) as ws:
        session = await opened(ws, sessions)
        watch = watch_pb2.WatchRequest(session="arena", token="guess")
        for _ in range(100):
            await ws.send(framed(socket_pb2.MESSAGE_KIND_WATCH_REQUEST, watch))
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(ping=session_pb2.Ping(id=1))))
        reasons = Counter[int]()
        while not isinstance(last := await heard(ws), session_pb2.ConductResponse):
            reasons[last.reason] += 1
        assert last.pong.id == 1
        assert reasons[error_pb2.ERROR_REASON_TOO_FAST] == 1
        assert counts["ws.too_fast"] == 80
        sessions.now += 1.0
        watch.token = session.token
        await ws.send(framed(socket_pb2.MESSAGE_KIND_WATCH_REQUEST, watch))
        while not isinstance(last := await heard(ws), watch_pb2.WatchResponse):
            assert last.reason == error_pb2.ERROR_REASON_BAD_TOKEN
        assert last.views[0].status.name == "arena"
