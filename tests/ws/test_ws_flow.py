"""Blocks on their way to a socket: written at once while there is room, held and dropped by the listener while not."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from affekt.core.units import Frame
from affekt.host.listener import HELD, Listener
from affekt.io.ws.flow import ROOM, Flow
from affekt.io.ws.talk import STALLED_S, TooSlowError


class Socket:
    """What a flow needs of a visit, with a buffer that a test fills and empties."""

    def __init__(self) -> None:
        self.full, self.open, self.now = False, True, 1_000.0
        self.written: list[bytes] = []
        self.waited: list[bytes] = []
        self.counts = Counter[str]()
        self.sessions = self

    def wall(self) -> float:
        return self.now

    def room(self) -> int:
        return ROOM if self.full else 0

    def write(self, message: bytes) -> bool:
        if self.open:
            self.written.append(message)
        return self.open

    async def send(self, message: bytes) -> None:
        self.waited.append(message)

    def count(self, name: str) -> None:
        self.counts[name] += 1


class Session:
    """A session with one listener."""

    listener: Listener

    def listen(self, sample_format: Any, frames: int, on_block: Any, layout: Any) -> Listener:
        self.listener = Listener(sample_format, frames, on_block, layout)
        return self.listener

    def play(self, *numbers: int) -> None:
        for n in numbers:
            self.listener.give(Frame(n * 480), bytes([n]))


@pytest.fixture
async def begun():
    socket, session = Socket(), Session()
    flow = Flow(socket, lambda block: block.pcm)  # type: ignore[arg-type]
    task = asyncio.create_task(flow.run(session, "s16", 480))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    yield socket, session, task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_blocks_are_written_as_they_come_without_a_turn_of_the_loop(begun):
    socket, session, _ = begun
    session.play(1, 2)
    assert socket.written == [b"\1", b"\2"]


async def test_a_full_socket_costs_the_oldest_and_the_next_one_says_so(begun):
    socket, session, _ = begun
    session.play(1)
    socket.full = True
    session.play(*range(2, HELD + 5))
    assert socket.written == [b"\1"]
    socket.full = False
    session.play(99)
    assert socket.written == [b"\1", *(bytes([n]) for n in range(6, HELD + 5)), b"\x63"]
    assert session.listener.dropped == 4
    assert socket.counts["ws.discontinuity"] == 1


async def test_a_socket_that_stays_full_is_given_up(begun):
    socket, session, task = begun
    socket.full = True
    session.play(1)
    socket.now += STALLED_S - 1.0
    session.play(2)
    assert not task.done()
    socket.now += 2.0
    session.play(3)
    with pytest.raises(TooSlowError):
        await task
    assert session.listener.ended


async def test_what_is_held_at_the_end_is_still_sent(begun):
    socket, session, task = begun
    socket.full = True
    session.play(1, 2)
    session.listener.end()
    await task
    assert socket.waited == [b"\1", b"\2"]


async def test_a_closed_socket_ends_the_listening(begun):
    socket, session, task = begun
    socket.open = False
    session.play(1)
    await task
    assert session.listener.ended
