"""Every method of the contract, called over a real socket against a host without music."""

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_status import rpc_status

from affekt.core.errors import AffektError
from affekt.core.intent import Intent
from affekt.core.score import AffectNow, IntentNow
from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt.io.grpc.server import serve_grpc
from affekt.io.grpc.watch import period_of
from affekt.v1 import (
    audio_pb2,
    audio_pb2_grpc,
    field_pb2,
    field_pb2_grpc,
    library_pb2,
    library_pb2_grpc,
    session_pb2,
    session_pb2_grpc,
    watch_pb2,
    watch_pb2_grpc,
)


def reason_of(error):
    """The reason in a status, as a client reads it."""
    info = error_details_pb2.ErrorInfo()
    status = rpc_status.from_call(Sync(error))
    assert status.details[0].Unpack(info)
    assert info.domain == "affekt.v1"
    assert ("affekt-reason", info.reason) in tuple(error.trailing_metadata())
    return info.reason


class Sync:
    """An asyncio error seen as the call that grpc_status expects."""

    def __init__(self, error):
        self.error = error

    def trailing_metadata(self):
        return self.error.trailing_metadata()

    def code(self):
        return self.error.code()

    def details(self):
        return self.error.details()


def opening(name="arena", **more):
    return session_pb2.OpenSessionRequest(opening=session_pb2.Opening(name=name), **more)


async def test_a_session_is_opened_looked_at_saved_closed_and_restored(channel, sessions):
    stub = session_pb2_grpc.SessionServiceStub(channel)
    opened = (await stub.OpenSession(opening())).session
    assert (opened.name, opened.set, opened.server_seconds_at_frame_0) == ("arena", "tiny", 1_000.0)
    key = {"session": "arena", "token": opened.token}
    status = (await stub.GetSession(session_pb2.GetSessionRequest(**key))).status
    assert (status.name, status.section, status.tempo) == ("arena", "calm", 96.0)
    snapshot = (await stub.SaveSession(session_pb2.SaveSessionRequest(**key))).snapshot
    await stub.CloseSession(session_pb2.CloseSessionRequest(**key))
    assert sessions.names() == ()
    again = session_pb2.RestoreSessionRequest(session="again", snapshot=snapshot)
    assert (await stub.RestoreSession(again)).session.name == "again"
    assert sessions.open_now["again"].holds == 0


async def test_an_existing_name_is_attached_to_with_its_token_only(channel):
    stub = session_pb2_grpc.SessionServiceStub(channel)
    opened = (await stub.OpenSession(opening())).session
    assert (await stub.OpenSession(opening(token=opened.token))).session.id == opened.id
    for token, code, reason in (
        ("", grpc.StatusCode.ALREADY_EXISTS, "SESSION_EXISTS"),
        ("guess", grpc.StatusCode.UNAUTHENTICATED, "BAD_TOKEN"),
    ):
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await stub.OpenSession(opening(token=token))
        assert refused.value.code() is code
        assert reason_of(refused.value) == reason


@pytest.mark.parametrize(
    ("method", "request_", "reason"),
    [
        ("OpenSession", session_pb2.OpenSessionRequest(), "OUT_OF_RANGE"),
        ("OpenSession", session_pb2.OpenSessionRequest(opening={"name": "x", "set": "ghost"}), "UNKNOWN_SET"),
        ("OpenSession", session_pb2.OpenSessionRequest(opening={"name": "x", "seed": 2**63}), "OUT_OF_RANGE"),
        ("GetSession", session_pb2.GetSessionRequest(session="ghost"), "UNKNOWN_SESSION"),
        ("RestoreSession", session_pb2.RestoreSessionRequest(session="x", snapshot="y" * 5000), "BAD_SNAPSHOT"),
    ],
)
async def test_a_refusal_carries_its_reason(channel, counted, method, request_, reason):
    stub = session_pb2_grpc.SessionServiceStub(channel)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await getattr(stub, method)(request_)
    assert reason_of(refused.value) == reason
    assert counted == [f"grpc.refused.{reason}"]


async def test_bytes_that_are_no_message_are_refused_by_name(channel, counted):
    call = channel.unary_unary("/affekt.v1.SessionService/OpenSession")
    with pytest.raises(grpc.aio.AioRpcError, match="OpenSessionRequest") as refused:
        await call(b"\xff\xff\xff")
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert reason_of(refused.value) == "MALFORMED"


async def test_a_message_that_is_too_large_is_refused(channel):
    stub = session_pb2_grpc.SessionServiceStub(channel)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.OpenSession(opening("x" * 200_000))
    assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


async def test_a_broken_host_breaks_one_call_and_not_the_server(channel, sessions, counted, caplog):
    stub = session_pb2_grpc.SessionServiceStub(channel)
    sessions.sets = lambda: [None]
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await library_pb2_grpc.LibraryServiceStub(channel).ListSets(library_pb2.ListSetsRequest())
    assert reason_of(refused.value) == "INTERNAL"
    assert "NoneType" not in refused.value.details()
    assert (await stub.OpenSession(opening())).session.id == 1


async def test_the_library_lists_sets_and_gives_their_json(channel):
    stub = library_pb2_grpc.LibraryServiceStub(channel)
    (summary,) = (await stub.ListSets(library_pb2.ListSetsRequest())).sets
    assert (summary.name, list(summary.sections), list(summary.layers)) == ("tiny", ["calm"], ["pad"])
    answer = await stub.GetSet(library_pb2.GetSetRequest(set="tiny"))
    assert '"tempo":96' in answer.set_json
    with pytest.raises(grpc.aio.AioRpcError, match="these are: tiny"):
        await stub.GetSet(library_pb2.GetSetRequest(set="../../etc/passwd"))


async def test_the_field_says_not_yet(channel):
    stub = field_pb2_grpc.FieldServiceStub(channel)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.GetField(field_pb2.GetFieldRequest(field_name="hall"))
    assert (refused.value.code(), reason_of(refused.value)) == (grpc.StatusCode.UNIMPLEMENTED, "NOT_YET")


async def test_listening_gives_blocks_in_order_and_ends_with_the_session(channel, sessions):
    session = sessions.open("arena")
    stub = audio_pb2_grpc.AudioServiceStub(channel)
    call = stub.Listen(audio_pb2.ListenRequest(session="arena", token=session.token))
    await session.listening.wait()
    assert session.holds == 1
    for n in range(3):
        session.blocks.put_nowait(AudioBlock(Frame(480 * n), n, n == 2, bytes([n]) * 1920))
    blocks = [(await call.read()).block for _ in range(3)]
    assert [(b.frame, b.sequence, b.discontinuity, b.frames) for b in blocks] == [
        (0, 0, False, 480),
        (480, 1, False, 480),
        (960, 2, True, 480),
    ]
    assert blocks[2].samples == b"\2" * 1920
    sessions.close("arena")
    assert await call.read() is grpc.aio.EOF
    assert session.holds == 0


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"format": 4}, "MALFORMED"),
        ({"frames": 481}, "OUT_OF_RANGE"),
        ({"layout": 9}, "MALFORMED"),
        ({"token": "guess"}, "BAD_TOKEN"),
    ],
)
async def test_what_cannot_be_listened_to_is_refused(channel, sessions, asked, reason):
    session = sessions.open("arena")
    request = audio_pb2.ListenRequest(**{"session": "arena", "token": session.token, **asked})
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await audio_pb2_grpc.AudioServiceStub(channel).Listen(request).read()
    assert reason_of(refused.value) == reason


async def test_watching_shows_place_feeling_intent_and_levels(channel, sessions):
    session = sessions.open("arena")
    stub = watch_pb2_grpc.WatchServiceStub(channel)
    call = stub.Watch(watch_pb2.WatchRequest(session="arena", token=session.token, period_ms=50))
    first = (await call.read()).views[0]
    assert first.status.name == "arena"
    assert not first.HasField("affect")
    session.decide(AffectNow(0.5, 0.25, 0.0, (0.1, 0.1, 0.1), ("game",)))
    session.decide(IntentNow(Intent(tempo=90.0)))
    view = (await call.read()).views[0]
    assert (view.affect.valence, view.intent.tempo, view.meters.peak) == (0.5, 90.0, 0.5)
    sessions.close("arena")
    assert await call.read() is grpc.aio.EOF


async def test_watching_all_shows_places_without_feelings(channel, sessions):
    for name in ("b", "a"):
        sessions.open(name)
    call = watch_pb2_grpc.WatchServiceStub(channel).Watch(watch_pb2.WatchRequest())
    views = (await call.read()).views
    call.cancel()
    assert [v.status.name for v in views] == ["a", "b"]
    assert not any(v.HasField("affect") or v.HasField("meters") for v in views)


def test_a_view_has_a_pace():
    assert period_of(watch_pb2.WatchRequest()) == 0.25
    with pytest.raises(AffektError, match="50 to 10000"):
        period_of(watch_pb2.WatchRequest(period_ms=49))


async def test_health_and_reflection_are_always_on(channel):
    health = health_pb2_grpc.HealthStub(channel)
    for name in ("", "affekt.v1.SessionService"):
        answer = await health.Check(health_pb2.HealthCheckRequest(service=name))
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    asked = reflection_pb2.ServerReflectionRequest(list_services="*")
    answer = await stub.ServerReflectionInfo(iter([asked])).read()
    assert "affekt.v1.WatchService" in {s.name for s in answer.list_services_response.service}


async def test_a_server_with_a_token_admits_whoever_shows_it(sessions):
    server = await serve_grpc(sessions, "127.0.0.1:0", token="sesame")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        stub = session_pb2_grpc.SessionServiceStub(channel)
        for metadata in (None, (("authorization", "Bearer guess"),)):
            with pytest.raises(grpc.aio.AioRpcError) as refused:
                await stub.OpenSession(opening(), metadata=metadata)
            assert reason_of(refused.value) == "BAD_TOKEN"
        assert sessions.names() == ()
        await stub.OpenSession(opening(), metadata=(("authorization", "Bearer sesame"),))
        assert sessions.names() == ("arena",)
    await server.stop(0)


async def test_a_port_that_is_taken_is_refused(sessions, server):
    with pytest.raises(AffektError, match="choose a free port"):
        await serve_grpc(sessions, f"127.0.0.1:{server.port}")
