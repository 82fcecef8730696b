"""Listeners: who hears a session, and the feeds that make each format of its sound once for all of them.

Belongs to the event loop. A listener is read as an asynchronous iterator, or told of each block by a call and then
asked to `take` it; either way it holds a few blocks, and loses the oldest rather than hold anyone up.
"""

import asyncio
import logging
import weakref
from collections import deque
from collections.abc import Callable
from typing import Final, Literal

from affekt.core.units import BLOCK, Frame
from affekt.core.values import replace
from affekt.host.lane import AudioBlock, Format
from affekt.render.space import Layout

log = logging.getLogger(__name__)

HELD: Final = 12
"""Blocks that wait for a slow listener (120 or 240 ms); then the oldest are dropped."""


class Listener:
    """One reader of a session's blocks. Implements `host.lane.Listening`."""

    def __init__(
        self,
        sample_format: Format,
        frames: int,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> None:
        """Begin to listen.

        Args:
            sample_format: `s16`, `f32` or `opus`.
            frames: 480 or 960 a block.
            on_block: Called whenever a block can be taken, and once at the end; it must not wait.
            layout: Which channels its blocks have.
        """
        self.sample_format, self.frames, self.layout = sample_format, frames, layout
        self.dropped = 0
        """Blocks it lost because it was slow."""
        self.ended = False
        """Nothing follows what is still held."""
        self._held: deque[AudioBlock] = deque()
        self._sequence = 0
        self._broken = False
        self._on_block = on_block
        self._wake = asyncio.Event()

    def give(self, frame: Frame, payload: bytes, pre_skip: int = 0) -> None:
        """Take the next block of its feed."""
        if self.ended:
            return
        if len(self._held) >= HELD:
            self._held.popleft()
            self.dropped += 1
            self._break_front()
        found = AudioBlock(frame, self._sequence, self._broken, payload, self.frames, pre_skip, self.layout)
        self._held.append(found)
        self._sequence += 1
        self._broken = False
        self._tell()

    def _break_front(self) -> None:
        if self._held:
            self._held[0] = replace(self._held[0], discontinuity=True)
        else:
            self._broken = True

    def gap(self) -> None:
        """Blocks are missing: the next one is marked."""
        if self._sequence:
            self._broken = True

    def end(self) -> None:
        """Nothing follows."""
        if not self.ended:
            self.ended = True
            self._tell()

    def close(self) -> None:
        """Stop listening; what is held is forgotten."""
        self._on_block = None
        self._held.clear()
        self.end()

    def take(self) -> AudioBlock | None:
        """Return the oldest block, or None where there is none now."""
        return self._held.popleft() if self._held else None

    def _tell(self) -> None:
        if self._on_block is None:
            self._wake.set()
            return
        try:
            self._on_block()
        except Exception:
            # Whoever calls serves all sessions of a worker.
            log.exception("a listener could not take its block and is closed")
            self.close()

    def __aiter__(self) -> "Listener":
        return self

    async def __anext__(self) -> AudioBlock:
        while not self._held:
            if self.ended:
                raise StopAsyncIteration
            self._wake.clear()
            await self._wake.wait()
        return self._held.popleft()


class Feed:
    """One format and length of a session's blocks, put together once for all who listen to it."""

    def __init__(self, sample_format: Literal["s16", "f32"], frames: int) -> None:
        self.plane: Literal["s16", "f32"] = sample_format
        """Which of the ring's planes it is made from."""
        self.each = frames // BLOCK
        """Blocks of 480 frames that make one of its own."""
        self._listeners: list[weakref.ref[Listener]] = []
        self._parts: list[bytes] = []
        self._from = 0

    def join(self, listener: Listener) -> None:
        """Give to a listener from the next block on."""
        self._listeners.append(weakref.ref(listener))

    def listening(self) -> bool:
        """Whether anybody listens; who has ended, or is gone, does not."""
        return any((one := reference()) is not None and not one.ended for reference in self._listeners)

    def _there(self) -> list[Listener]:
        there, gone = [], False
        for reference in self._listeners:
            listener = reference()
            if listener is None or listener.ended:
                gone = True
            else:
                there.append(listener)
        if gone:
            self._listeners = [weakref.ref(listener) for listener in there]
        return there

    def takes(self, block: int) -> bool:
        """Return whether a whole block of its own can be put, from `block` on."""
        return not self._parts and block % self.each == 0

    def put(self, block: int, pcm: bytes) -> None:
        """Take the next 480 frames."""
        if self.each == 1:
            self.whole(Frame(block * BLOCK), pcm)
            return
        if not self._parts:
            if block % self.each:
                return
            self._from = block
        self._parts.append(pcm)
        if len(self._parts) == self.each:
            joined = b"".join(self._parts)
            self._parts.clear()
            self.whole(Frame(self._from * BLOCK), joined)

    def whole(self, frame: Frame, pcm: bytes) -> None:
        """Hand out a whole block of the feed's own length."""
        self.hand_out(frame, pcm)

    def hand_out(self, frame: Frame, payload: bytes, pre_skip: int = 0) -> None:
        """Give every listener what was made."""
        for listener in self._there():
            listener.give(frame, payload, pre_skip)

    def gap(self) -> None:
        """Blocks are missing."""
        self._parts.clear()
        self.mark()

    def mark(self) -> None:
        """Let every listener's next block say that something is missing before it."""
        for listener in self._there():
            listener.gap()

    def end(self) -> None:
        """Nothing follows."""
        for listener in self._there():
            listener.end()
