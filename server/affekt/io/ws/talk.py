"""What every WebSocket conversation has in common: sending to clients that may be slow, and codes to close with."""

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

from affekt.core.errors import AffektError, Reason
from affekt.host.api import Sessions
from affekt.io.ws.door import Door

SUBPROTOCOL: Final = "affekt.v1"
STALLED_S: Final = 10.0
"""Seconds that one message may wait for a slow client before the connection is given up."""
FIRST_S: Final = 10.0
"""Seconds that a client has for its first message."""
MOST_DROPPED: Final = 4_096
"""Replies a client may miss before the connection is given up."""

TOO_SLOW: Final = 4_008
_CODES: Final = {
    Reason.BAD_TOKEN: 4_401,
    Reason.FORBIDDEN: 4_403,
    Reason.UNKNOWN_SESSION: 4_404,
    Reason.SESSION_EXISTS: 4_409,
    Reason.CLOSED: 4_410,
    Reason.TOO_LARGE: 4_413,
    Reason.TOO_FAST: 4_429,
    Reason.INTERNAL: 4_500,
    Reason.TOO_MANY: 4_503,
}


_SHORT: Final = struct.Struct(">BB")
_LONG: Final = struct.Struct(">BBH")
"""A server's frame with up to 65,535 bytes: final and binary, then its length (RFC 6455, 5.2)."""


def close_code(reason: Reason) -> int:
    """Return the WebSocket close code of a refusal: 4000 and HTTP's number; 4400 for whatever has none of its own."""
    return _CODES.get(reason, 4_400)


class TooSlowError(Exception):
    """The client reads so slowly that there is no hope."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A client that came in, and what its conversation needs."""

    ws: ServerConnection
    sessions: Sessions
    door: Door
    authorised: bool
    """It brought the server's token, or there is none."""
    count: Callable[[str], None]
    trusted: bool = False
    """It comes from the server's own machine, and from no page but the server's own."""
    session: str = ""
    """From the address: the session to open at once; likewise the set."""
    stem_set: str = ""

    async def send(self, message: str | bytes) -> None:
        """Send a message, waiting for a slow client only so long.

        Raises:
            TooSlowError: if it does not read.
            ConnectionClosed: if it is gone.
        """
        try:
            async with asyncio.timeout(STALLED_S):
                await self.ws.send(message)
        except TimeoutError:
            raise TooSlowError from None

    def room(self) -> int:
        """Return how many bytes wait in this process to be sent."""
        return self.ws.transport.get_write_buffer_size()

    def write(self, message: bytes) -> bool:
        """Send a binary message without waiting; the caller looks at `room`. Returns whether the socket is open.

        The frame is written whole and by hand, which costs a tenth of the library's way; the library's own frames
        are whole too, so none falls into another.
        """
        if self.ws.protocol.state is not State.OPEN or self.ws.transport.is_closing():
            return False
        size = len(message)
        head = _SHORT.pack(0x82, size) if size < 126 else _LONG.pack(0x82, 126, size)
        self.ws.transport.write(head + message)
        return True

    async def first(self) -> str | bytes:
        """Return the client's first message.

        Raises:
            AffektError: MALFORMED, if it does not come in time.
            ConnectionClosed: if the client is gone.
        """
        try:
            async with asyncio.timeout(FIRST_S):
                return await self.ws.recv()
        except TimeoutError:
            raise AffektError(Reason.MALFORMED, f"the first message must come within {FIRST_S:g} s") from None


async def until_one_ends(*tasks: asyncio.Task[None]) -> None:
    """Wait for the first of several tasks, end the others, and raise what it raised."""
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
