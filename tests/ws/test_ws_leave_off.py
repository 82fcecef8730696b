"""A socket that listens may leave off listening and go on conducting."""

from websockets.asyncio.client import connect

from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt.io.http import HttpServer
from affekt.io.ws.frames import framed
from affekt.testing.fake_host import FakeSessions
from affekt.v1 import audio_pb2, session_pb2, socket_pb2

CONDUCT = socket_pb2.MESSAGE_KIND_CONDUCT_REQUEST
LISTEN = socket_pb2.MESSAGE_KIND_LISTEN_REQUEST


async def test_a_listen_request_without_a_session_ends_the_sound_and_nothing_else(
    server: HttpServer, sessions: FakeSessions
):
    opening = session_pb2.Hello(protocol_min=1, protocol_max=1, open=session_pb2.Opening(name="arena"))
    async with connect(f"ws://127.0.0.1:{server.port}/v1/ws", subprotocols=["affekt.v1"]) as ws:  # type: ignore[list-item]
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(hello=opening)))
        await ws.recv()
        session = sessions.find("arena")
        await ws.send(framed(LISTEN, audio_pb2.ListenRequest(session="arena", token=session.token)))
        session.blocks.put_nowait(AudioBlock(Frame(0), 0, False, b"\0" * 1_920))
        block = await ws.recv()

        await ws.send(framed(LISTEN, audio_pb2.ListenRequest()))
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(ping=session_pb2.Ping(id=1))))
        pong = await ws.recv()
        session.blocks.put_nowait(AudioBlock(Frame(480), 1, False, b"\0" * 1_920))
        await ws.send(framed(CONDUCT, session_pb2.ConductRequest(ping=session_pb2.Ping(id=2))))
        second = await ws.recv()

    assert block[0] == socket_pb2.MESSAGE_KIND_LISTEN_RESPONSE
    assert (pong[0], second[0]) == (socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE,) * 2
