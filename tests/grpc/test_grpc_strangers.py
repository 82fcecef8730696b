"""Who comes without the server's token."""

import asyncio

import grpc
import pytest

from affekt.io.grpc.calls import Desk
from affekt.v1 import session_pb2


class Door:
    """A call's context that writes down what is done to it; whoever calls speaks once `spoken` is set."""

    def __init__(self):
        self.done = []
        self.spoken = asyncio.Event()

    def invocation_metadata(self):
        return (("authorization", "Bearer guess"),)

    async def read(self):
        await self.spoken.wait()
        self.done.append("read")
        return b"\xff no message"

    async def abort(self, code, text, trailing):
        self.done.append(code)
        raise grpc.aio.AbortError(text)


async def conducted(call):
    raise AssertionError("a stranger was let in")


async def test_a_stranger_is_heard_out_and_then_refused():
    # A Python client whose write meets the end of its call reports its own failure instead of the refusal.
    counted = []
    handler = Desk("sesame", counted.append).both_ways(session_pb2.ConductRequest, conducted)
    door = Door()
    call = asyncio.create_task(handler.stream_stream(None, door))
    await asyncio.sleep(0)
    assert not call.done()
    door.spoken.set()
    with pytest.raises(grpc.aio.AbortError, match="token"):
        await call
    assert door.done == ["read", grpc.StatusCode.UNAUTHENTICATED]
    assert counted == ["grpc.refused.BAD_TOKEN"]


async def test_a_stranger_who_says_nothing_is_refused_all_the_same(monkeypatch):
    monkeypatch.setattr("affekt.io.grpc.calls.FIRST_S", 0.0)
    door = Door()
    with pytest.raises(grpc.aio.AbortError, match="token"):
        await Desk("sesame", [].append).both_ways(session_pb2.ConductRequest, conducted).stream_stream(None, door)
    assert door.done == [grpc.StatusCode.UNAUTHENTICATED]
