"""The outbox: what a session tells its clients. It keeps some (30 s); whoever reads too slowly loses the oldest."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import islice

from affekt.core.score import Beat, Chord, Key, RenderState, ScoreEvent, Section, Tempo
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.host.api import CaughtUp, Ended, Item, Reply

log = logging.getLogger(__name__)

MOST = 8_000
"""Replies kept at most, whatever their age."""
QUEUE = 2_000
"""Replies that a slow reader may be behind before it loses the oldest."""

_WHERE = (Section, Tempo, Key, Chord, Beat)


class Outbox:
    """Replies in order, with any number of readers. Belongs to the event loop."""

    def __init__(self, on_drop: Callable[[int], None], keep_s: float = 30.0) -> None:
        self._kept: deque[Reply] = deque()
        self._readers: set[Reader] = set()
        self._latest: dict[type, ScoreEvent] = {}
        self.seq = 0
        self.dropped = 0
        self._on_drop = on_drop
        self._keep = round(keep_s * SAMPLE_RATE)

    @property
    def readers(self) -> int:
        """How many read."""
        return len(self._readers)

    def put(self, items: Sequence[Item], frame: Frame) -> None:
        """Tell everybody; never waits."""
        for item in items:
            self.seq += 1
            self._kept.append(Reply(self.seq, frame, item))
            if isinstance(item, ScoreEvent) and isinstance(item.act, _WHERE):
                self._latest[type(item.act)] = item
        oldest = frame - self._keep
        while self._kept and (self._kept[0].frame < oldest or len(self._kept) > MOST):
            self._kept.popleft()
        for reader in tuple(self._readers):
            reader.wake()

    def read(
        self, after: int, state: Callable[[], RenderState], frame: Frame, on_reply: Callable[[], None] | None
    ) -> "Reader":
        """Return a reader from now on (after = -1), or of everything after a sequence number.

        Where that is not kept any more, or the reader is new, it first learns where the session is.
        """
        first = self._kept[0].seq if self._kept else self.seq + 1
        head: list[Reply] = []
        start = after + 1 if after >= 0 else self.seq + 1
        if after < 0 or start < first or after > self.seq:
            start = self.seq + 1
            head = [Reply(self.seq, frame, CaughtUp(state()))]
            head += [Reply(self.seq, frame, self._latest[kind]) for kind in _WHERE if kind in self._latest]
        reader = Reader(self, start, head, on_reply)
        self._readers.add(reader)
        return reader

    def since(self, seq: int) -> list[Reply]:
        """Return the kept replies from a sequence number on."""
        if not self._kept or seq > self.seq:
            return []
        return list(islice(self._kept, max(seq - self._kept[0].seq, 0), None))

    def count_drop(self, number: int) -> None:
        """Count replies that a reader lost."""
        self.dropped += number
        self._on_drop(number)

    def forget(self, reader: "Reader") -> None:
        """Let a reader go."""
        self._readers.discard(reader)


class Reader:
    """One subscription."""

    def __init__(self, box: Outbox, start: int, head: list[Reply], on_reply: Callable[[], None] | None) -> None:
        self._box = box
        self._next = start
        self._head = head
        self._on_reply = on_reply
        self._waiting: asyncio.Future[None] | None = None
        self._done = False
        self.dropped = 0

    def __aiter__(self) -> AsyncIterator[Sequence[Reply]]:
        return self

    async def __anext__(self) -> Sequence[Reply]:
        while not self._done:
            batch = self.take()
            if batch:
                return batch
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        raise StopAsyncIteration

    def take(self) -> list[Reply]:
        """Return what has come since the last call, without waiting."""
        box, head = self._box, self._head
        self._head = []
        floor = max(box.seq - QUEUE + 1, 1)
        batch = box.since(max(self._next, floor))
        lost = (batch[0].seq if batch else self._next) - self._next
        if lost > 0:
            self.dropped += lost
            box.count_drop(lost)
        if batch:
            self._next = batch[-1].seq + 1
            if isinstance(batch[-1].item, Ended):
                self.close()
        return head + batch

    def wake(self) -> None:
        """There is something to read."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        if self._on_reply is not None:
            try:
                self._on_reply()
            except Exception:
                log.exception("a door failed while it was told")
                self._on_reply = None
                self.close()

    def close(self) -> None:
        """Stop receiving."""
        self._done = True
        self._box.forget(self)
        self.wake()
