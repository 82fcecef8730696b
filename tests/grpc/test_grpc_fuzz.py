"""Bad bytes: whatever a client sends is read, or refused by name, and no other session hears of it."""

import random

import pytest
from google.protobuf.message import DecodeError

from affekt.core.errors import AffektError
from affekt.core.inputs import Cue, GameEvent, GameState, Param, Signal, StateFeeling, Transport
from affekt.io.wire import Conversation, request_of
from affekt.v1 import session_pb2

SAID = (
    GameEvent("enemy_spotted", 0.5),
    GameState((("health", 0.25), ("threat", 0.5))),
    StateFeeling(-0.5, 0.5),
    Signal("heart_rate", (("bpm", 80.0),)),
    Signal("ppg", (("rate_hz", 100.0), ("sample", 1.0), ("sample", 2.0))),
    Signal("eeg", tuple((f"TP9.{n}", 1.0) for n in ("delta", "theta", "alpha", "beta", "gamma"))),
    Cue("section", "combat", "next_beat", 600),
    Param("tempo", 132.0),
    Transport("stop", 2.0),
)
MESSAGES = 100_000


def spoilt(chance, raw):
    """Bytes with one of them changed, and now and then one lost or doubled."""
    bytes_ = bytearray(raw)
    at = chance.randrange(len(bytes_))
    bytes_[at] = chance.randrange(256)
    match chance.randrange(8):
        case 0:
            del bytes_[at]
        case 1:
            bytes_.insert(at, bytes_[at])
    return bytes(bytes_)


@pytest.mark.slow
def test_spoilt_messages_are_refused_by_name_and_disturb_nobody(sessions):
    quiet = sessions.open("quiet")
    conversation = Conversation(sessions)
    hello = session_pb2.Hello(protocol_min=1, protocol_max=1, open={"name": "loud"})
    conversation.greet(session_pb2.ConductRequest(hello=hello))
    chance = random.Random(7)
    whole = [request_of(said).SerializeToString() for said in SAID]
    unread = refused = 0
    for _ in range(MESSAGES):
        sessions.now += 0.001
        request = session_pb2.ConductRequest()
        try:
            request.ParseFromString(spoilt(chance, chance.choice(whole)))
        except DecodeError:
            unread += 1
            continue
        answer = conversation.hear(request)
        if answer is not None and answer.HasField("notice"):
            refused += 1
            assert answer.notice.text
    heard = len(sessions.open_now["loud"].said)
    assert unread + refused + heard <= MESSAGES
    assert min(unread, refused, heard) > 5_000
    assert (quiet.said, quiet.replies) == ([], [])


@pytest.mark.parametrize("size", [0, 1, 7, 300])
def test_a_spoilt_hello_opens_nothing(sessions, size):
    chance = random.Random(size)
    for _ in range(200):
        request = session_pb2.ConductRequest()
        try:
            request.ParseFromString(chance.randbytes(size))
            Conversation(sessions).greet(request)
        except (DecodeError, AffektError):
            continue
    assert sessions.names() == ()
