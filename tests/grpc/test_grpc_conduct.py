"""The conversation: Hello, Welcome, and everything after, over a real socket."""

import asyncio

import grpc
import pytest

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import GameEvent, GameState
from affekt.core.score import Marker, RenderState
from affekt.core.units import Frame
from affekt.io.wire import Conversation, Pace
from affekt.v1 import error_pb2, session_pb2, session_pb2_grpc
from affekt.v1.session_pb2 import ConductRequest, Hello, Opening


def hello(name="arena", **more):
    more.setdefault("open", Opening(name=name))
    return ConductRequest(hello=Hello(protocol_min=1, protocol_max=1, **more))


def attach(session, **more):
    return ConductRequest(
        hello=Hello(protocol_min=1, protocol_max=3, session=session.name, token=session.token, **more)
    )


def event(name, **more):
    return ConductRequest(event={"name": name}, **more)


@pytest.fixture
def conduct(channel):
    return session_pb2_grpc.SessionServiceStub(channel).Conduct


async def begin(call, first):
    await call.write(first)
    return (await call.read()).welcome


async def test_a_hello_opens_and_an_event_is_answered(conduct, sessions):
    call = conduct()
    welcome = await begin(call, hello())
    session = sessions.open_now["arena"]
    assert (welcome.protocol, welcome.session.token, welcome.server_seconds) == (1, session.token, 1_000.0)
    assert session_pb2.CAPABILITY_RESUME in welcome.capabilities
    await call.write(event("enemy_spotted"))
    answer = await call.read()
    assert (answer.seq, answer.event.marker.name) == (1, "enemy_spotted")
    assert session.said == [(GameEvent("enemy_spotted"), None)]
    assert session.touches == 1


async def test_a_ping_is_answered_with_the_servers_time(conduct, sessions):
    call = conduct()
    await begin(call, hello())
    sessions.now = 1_001.2345678
    await call.write(ConductRequest(ping={"id": 9}))
    answer = await call.read()
    assert (answer.seq, answer.pong.id, answer.pong.server_seconds) == (0, 9, 1_001.234568)


async def test_what_is_refused_becomes_a_notice_and_the_conversation_goes_on(conduct, sessions, counted):
    call = conduct()
    await begin(call, hello())
    await call.write(ConductRequest(client_seq=5, event={"name": "hit", "intensity": 2}))
    notice = (await call.read()).notice
    assert (notice.reason, notice.about, notice.client_seq) == (error_pb2.ERROR_REASON_OUT_OF_RANGE, "event", 5)
    await call.write(hello())
    assert (await call.read()).notice.reason == error_pb2.ERROR_REASON_MALFORMED
    await call.write(event("go"))
    assert (await call.read()).event.marker.name == "go"
    assert counted == ["conduct.refused.OUT_OF_RANGE", "conduct.refused.MALFORMED"]


async def test_bytes_that_are_no_message_end_the_conversation(channel, sessions):
    call = channel.stream_stream("/affekt.v1.SessionService/Conduct")()
    await call.write(hello().SerializeToString())
    await call.read()
    assert sessions.open_now["arena"].holds == 1
    await call.write(b"\xff\xff")
    assert await call.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert sessions.open_now["arena"].holds == 0


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (event("go"), grpc.StatusCode.INVALID_ARGUMENT),
        (ConductRequest(hello=Hello(protocol_min=1, protocol_max=1)), grpc.StatusCode.INVALID_ARGUMENT),
        (ConductRequest(hello=Hello(protocol_min=2, protocol_max=3, session="x")), grpc.StatusCode.UNIMPLEMENTED),
        (ConductRequest(hello=Hello(protocol_min=1, protocol_max=1, session="x")), grpc.StatusCode.NOT_FOUND),
        (hello(open=Opening(name="arena", set="ghost")), grpc.StatusCode.NOT_FOUND),
    ],
)
async def test_a_conversation_begins_with_a_hello_that_fits(conduct, sessions, first, code):
    call = conduct()
    await call.write(first)
    assert await call.code() is code
    assert sessions.names() == ()


async def test_a_second_opening_needs_the_token(conduct, sessions):
    session = sessions.open("arena")
    call = conduct()
    await call.write(hello())
    assert await call.code() is grpc.StatusCode.ALREADY_EXISTS
    assert (await begin(conduct(), hello(token=session.token))).session.id == session.id


async def test_a_late_joiner_is_told_where_the_music_is(conduct, sessions):
    session = sessions.open("arena")
    session.sounding = RenderState(Frame(0), "calm", Frame(0), 0)
    session.decide(Marker("missed"))
    call = conduct()
    await begin(call, attach(session))
    assert (await call.read()).snapshot.state.section == "calm"
    session.decide(Marker("now"))
    assert (await call.read()).event.marker.name == "now"


async def test_a_client_that_comes_back_goes_on_from_the_last_reply_it_saw(conduct, sessions):
    call = conduct()
    welcome = await begin(call, hello())
    session = sessions.open_now["arena"]
    session.decide(Marker("one"))
    assert (await call.read()).seq == 1
    call.cancel()
    session.decide(Marker("two"))
    again = conduct()
    await begin(again, attach(session, last_seq=1))
    answer = await again.read()
    assert (answer.seq, answer.event.marker.name) == (2, "two")
    assert welcome.session.token == session.token


async def test_a_client_that_dies_frees_its_session(channel, conduct, sessions):
    call = conduct()
    await begin(call, hello())
    session = sessions.open_now["arena"]
    assert (session.holds, session.status().subscribers) == (1, 1)
    released = asyncio.Event()
    hold = session.hold

    def watched():
        release = hold()

        def let_go():
            release()
            released.set()

        return let_go

    session.hold = watched
    second = conduct()
    await begin(second, attach(session))
    assert session.holds == 2
    second.cancel()
    await released.wait()
    assert (session.holds, session.status().subscribers) == (1, 1)


async def test_a_client_that_has_said_all_ends_the_conversation(conduct, sessions):
    call = conduct()
    await begin(call, hello())
    await call.done_writing()
    assert await call.read() is grpc.aio.EOF
    assert await call.code() is grpc.StatusCode.OK
    assert sessions.open_now["arena"].holds == 0


async def test_the_end_of_the_session_ends_the_conversation(conduct, sessions):
    call = conduct()
    await begin(call, hello())
    sessions.close("arena")
    assert (await call.read()).ended.why == "closed"
    assert await call.read() is grpc.aio.EOF
    assert await call.code() is grpc.StatusCode.OK


async def test_many_messages_are_heard_in_their_order(conduct, sessions):
    call = conduct()
    await begin(call, hello())
    for n in range(200):
        await call.write(event(f"e{n}"))
    heard = [(await call.read()).event.marker.name for _ in range(200)]
    assert heard == [f"e{n}" for n in range(200)]


def greeted(sessions, counted):
    conversation = Conversation(sessions, counted.append)
    conversation.greet(hello())
    return conversation


def test_a_client_that_talks_too_fast_is_told_once_a_second(sessions, counted):
    conversation = greeted(sessions, counted)
    answers = [conversation.hear(ConductRequest(state={"values": [{"name": "x", "value": 0}]})) for _ in range(4_100)]
    told = [a for a in answers if a is not None]
    assert len(told) == 1
    assert told[0].notice.reason == error_pb2.ERROR_REASON_TOO_FAST
    assert counted == ["conduct.too_fast"] * 100
    assert len(sessions.open_now["arena"].said) == 4_000
    sessions.now += 1.0
    assert conversation.hear(ConductRequest(state={"values": [{"name": "x", "value": 0}]})) is None
    assert sessions.open_now["arena"].said[-1] == (GameState((("x", 0.0),)), None)


def test_a_session_that_is_told_too_much_by_many_says_so_once_a_second(sessions, counted):
    conversation = greeted(sessions, counted)

    def say(said, at=None):
        raise AffektError(Reason.TOO_FAST, "too much")

    sessions.open_now["arena"].say = say
    answers = [conversation.hear(event("go")) for _ in range(10)]
    assert [a is not None for a in answers] == [True] + [False] * 9
    assert counted == ["conduct.too_fast"] * 10


def test_a_pace_lets_a_burst_through_and_then_its_rate():
    pace = Pace(0.0, rate=10.0, burst=3.0)
    assert [pace.allows(0.0) for _ in range(4)] == [True, True, True, False]
    assert [pace.allows(0.1), pace.allows(0.1)] == [True, False]
    assert [pace.allows(9.0) for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(("at", "applied"), [(1_002.0, 1_002.0), (999.0, None)])
def test_a_timed_message_applies_at_its_time_and_a_late_one_at_once(sessions, counted, at, applied):
    conversation = greeted(sessions, counted)
    assert conversation.hear(event("go", at_server_seconds=at)) is None
    assert sessions.open_now["arena"].said == [(GameEvent("go"), applied)]


@pytest.mark.parametrize(
    "said",
    [
        event("go", at_server_seconds=1_010.1),
        event("go", at_server_seconds=float("nan")),
        ConductRequest(sense={"appraised": {"source": "quiz", "arousal": 0.5, "frame": 48_000 * 11}}),
    ],
)
def test_what_comes_from_too_far_ahead_is_refused(sessions, counted, said):
    conversation = greeted(sessions, counted)
    assert conversation.hear(said).notice.reason == error_pb2.ERROR_REASON_OUT_OF_RANGE
    assert sessions.open_now["arena"].said == []


def test_closing_twice_releases_once(sessions, counted):
    conversation = greeted(sessions, counted)
    conversation.close()
    conversation.close()
    assert sessions.open_now["arena"].holds == 0
