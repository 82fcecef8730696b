"""A stream of blocks onto a WebSocket, written as they are made: no task runs, and nothing waits, for each of them.

While the socket is full, blocks stay with the listener, which drops the oldest and says so.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from affekt.host.api import Session
from affekt.host.lane import AudioBlock, Format, Listening
from affekt.io.ws.talk import STALLED_S, TooSlowError, Visit
from affekt.render.space import Layout

ROOM: Final = 32_768
"""Bytes that wait in this process before a socket counts as full; the system holds some more."""


class Flow:
    """One listener's blocks on their way to one socket."""

    def __init__(self, visit: Visit, message: Callable[[AudioBlock], bytes]) -> None:
        """Take where blocks go, and what makes a message of one."""
        self._visit, self._message = visit, message
        self._listening: Listening | None = None
        self._full_since: float | None = None
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self, session: Session, sample_format: Format, frames: int, layout: Layout = "stereo") -> None:
        """Write blocks until the session ends.

        Raises:
            AffektError: where it cannot be listened to in this way.
            TooSlowError: if the client does not read.
            ConnectionClosed: if it is gone.
        """
        self._listening = listening = session.listen(sample_format, frames, self._write, layout)
        try:
            self._write()
            await self._over
            while (block := listening.take()) is not None:
                await self._visit.send(self._told(block))
        finally:
            listening.close()

    def _write(self) -> None:
        listening = self._listening
        if listening is None or self._over.done():
            return
        while self._visit.room() < ROOM:
            self._full_since = None
            block = listening.take()
            if block is None:
                break
            if not self._visit.write(self._told(block)):
                listening.close()
        else:
            self._wait()
        if listening.ended and not self._over.done():
            self._over.set_result(None)

    def _wait(self) -> None:
        now = self._visit.sessions.wall()
        if self._full_since is None:
            self._full_since = now
        elif now - self._full_since > STALLED_S:
            self._over.set_exception(TooSlowError())

    def _told(self, block: AudioBlock) -> bytes:
        if block.discontinuity:
            self._visit.count("ws.discontinuity")
        return self._message(block)
