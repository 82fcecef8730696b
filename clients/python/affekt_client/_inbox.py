"""Inboxes: what the server said and nobody has read yet. On the event loop only."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Inbox(Generic[T]):
    """A bounded queue: where it overflows the oldest are dropped and counted."""

    def __init__(self, most: int = 4_096) -> None:
        self.dropped = 0
        self._most = most
        self._items: deque[T] = deque()
        self._change = asyncio.Event()
        self._ended = False
        self._why: Exception | None = None

    def put(self, item: T) -> None:
        """Add one; never waits."""
        if len(self._items) >= self._most:
            self._items.popleft()
            self.dropped += 1
        self._items.append(item)
        self._change.set()

    def put_back(self, item: T) -> None:
        """Put one back in front, as if it had not been read."""
        self._items.appendleft(item)
        self._change.set()

    def end(self, why: Exception | None = None) -> None:
        """Nothing follows; `why` is raised to whoever has read the rest."""
        if not self._ended:
            self._ended, self._why = True, why
        self._change.set()

    def __len__(self) -> int:
        return len(self._items)

    def __aiter__(self) -> "Inbox[T]":
        return self

    async def __anext__(self) -> T:
        """Return the oldest, waiting for one."""
        while not self._items:
            if self._why is not None:
                raise self._why
            if self._ended:
                raise StopAsyncIteration
            self._change.clear()
            await self._change.wait()
        return self._items.popleft()
