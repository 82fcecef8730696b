"""The same conversation with the real host behind it: a conductor decides, and nothing sounds."""

import asyncio

import grpc
import pytest

from affekt.clock import MonotonicClock
from affekt.host.registry import Registry
from affekt.host.silent import SilentRenderer
from affekt.io.grpc.server import serve_grpc
from affekt.testing.fake_host import tiny_set
from affekt.v1 import session_pb2, session_pb2_grpc
from affekt.v1.session_pb2 import ConductRequest, Hello, Opening


@pytest.fixture
async def registry():
    registry = Registry({"tiny": tiny_set()}, "tiny", SilentRenderer(), MonotonicClock())
    running = asyncio.create_task(registry.run())
    yield registry
    registry.end_all()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def stub(registry):
    server = await serve_grpc(registry, "127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        yield session_pb2_grpc.SessionServiceStub(channel)
    await server.stop(0)


def hello(**more):
    return ConductRequest(hello=Hello(protocol_min=1, protocol_max=1, **more))


async def until(call, wanted):
    """Read replies until one fits, and return it with the highest number seen."""
    seq = 0
    while True:
        reply = await call.read()
        seq = max(seq, reply.seq)
        if wanted(reply):
            return reply, seq


async def test_a_session_begins_with_its_section_and_answers_a_cue(stub):
    call = stub.Conduct()
    await call.write(hello(open=Opening(name="arena", seed=7)))
    assert (await call.read()).welcome.session.set == "tiny"
    first, _ = await until(call, lambda r: r.event.HasField("section"))
    assert first.event.section.section == "calm"
    await call.write(ConductRequest(duck={"db": -9}))
    reply, _ = await until(call, lambda r: r.event.HasField("duck"))
    assert reply.event.duck.db == -9


async def test_what_was_decided_while_away_is_sent_again(stub, registry):
    call = stub.Conduct()
    await call.write(hello(open=Opening(name="arena")))
    welcome = (await call.read()).welcome
    _, seq = await until(call, lambda r: r.event.HasField("section"))
    call.cancel()
    again = stub.Conduct()
    await again.write(hello(session="arena", token=welcome.session.token, last_seq=seq))
    await again.read()
    reply, _ = await until(again, lambda r: r.HasField("event"))
    assert reply.seq == seq + 1


async def test_a_late_joiner_learns_where_the_music_is_once(stub, registry):
    session = registry.open("arena")
    call = stub.Conduct()
    await call.write(hello(session="arena", token=session.token))
    await call.read()
    assert (await call.read()).HasField("snapshot")
    await call.write(ConductRequest(ping={"id": 1}))
    _, _ = await until(call, lambda r: r.HasField("pong") or r.HasField("snapshot"))


async def test_a_snapshot_opens_the_session_again(stub, registry):
    opened = (await stub.OpenSession(session_pb2.OpenSessionRequest(opening=Opening(name="arena")))).session
    key = {"session": "arena", "token": opened.token}
    snapshot = (await stub.SaveSession(session_pb2.SaveSessionRequest(**key))).snapshot
    assert 0 < len(snapshot.encode()) <= 4_096
    await stub.CloseSession(session_pb2.CloseSessionRequest(**key))
    request = session_pb2.RestoreSessionRequest(session="again", snapshot=snapshot)
    assert (await stub.RestoreSession(request)).session.set == "tiny"
    assert tuple(registry.names()) == ("again",)
