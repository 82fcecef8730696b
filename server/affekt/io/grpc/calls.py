"""Calls: what every method has in common, so that each says only what it does.

Bytes are parsed here, so that bytes which are no message are refused by name; a refusal becomes a status; the
server's token is asked for; unary calls end in time.
"""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final, Generic, TypeAlias, TypeVar

import grpc
from google.protobuf.message import DecodeError, Message

from affekt.core.errors import AffektError, Reason
from affekt.io.grpc.status import refuse
from affekt.io.wire import Count

Context = grpc.aio.ServicerContext[bytes, Message | bytes]
Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
Req = TypeVar("Req", bound=Message)
R = TypeVar("R")

UNARY_S: Final = 10.0
"""Seconds that a unary call may take."""

FIRST_S: Final = 2.0
"""Seconds for which a stream that is refused at the door waits for its client's first message."""

logger = logging.getLogger(__name__)


class Call(Generic[Req]):
    """A call to read requests from and to write responses to; writes from several tasks keep their order."""

    def __init__(self, context: Context, request: type[Req]) -> None:
        self._context = context
        self._request = request
        self._writing = asyncio.Lock()

    def parse(self, raw: bytes) -> Req:
        """Return bytes as a message.

        Raises:
            AffektError: MALFORMED.
        """
        message = self._request()
        try:
            message.ParseFromString(raw)
        except DecodeError as wrong:
            name = self._request.DESCRIPTOR.name
            raise AffektError(
                Reason.MALFORMED, f"these bytes are no {name}; use stubs made from this server's proto files"
            ) from wrong
        return message

    async def read(self) -> Req | None:
        """Return the client's next message; None where it has said all.

        Raises:
            AffektError: MALFORMED.
        """
        raw = await self._context.read()
        return self.parse(raw) if isinstance(raw, bytes) else None

    async def write(self, response: Message | bytes) -> None:
        """Send a response, or the bytes of one; waits while the client's window is full."""
        async with self._writing:
            await self._context.write(response)


Unary = Callable[[Any], Awaitable[Message]]
Stream = Callable[[Call[Any]], Awaitable[None]]


class Desk:
    """Turns plain functions into gRPC handlers."""

    def __init__(self, token: str | None, count: Count) -> None:
        self._bearer = f"Bearer {token}".encode() if token else None
        self._count = count

    def unary(self, request: type[Message], does: Unary) -> Handler:
        """Return the handler of one request and one response."""

        async def handle(raw: bytes, context: Context) -> Message | None:
            async def run() -> Message:
                async with asyncio.timeout(UNARY_S):
                    return await does(Call(context, request).parse(raw))

            return await self._guard(context, run)

        return grpc.unary_unary_rpc_method_handler(handle, response_serializer=_bytes_of)

    def server_stream(self, request: type[Message], does: Callable[[Any, Call[Any]], Awaitable[None]]) -> Handler:
        """Return the handler of one request and many responses."""

        async def handle(raw: bytes, context: Context) -> None:
            call: Call[Any] = Call(context, request)
            await self._guard(context, lambda: does(call.parse(raw), call))

        return grpc.unary_stream_rpc_method_handler(handle, response_serializer=_bytes_of)

    def both_ways(self, request: type[Message], does: Stream) -> Handler:
        """Return the handler of many requests and many responses."""

        async def handle(_: object, context: Context) -> None:
            await self._guard(context, lambda: does(Call(context, request)), speaks=True)

        return grpc.stream_stream_rpc_method_handler(handle, response_serializer=_bytes_of)

    async def _guard(self, context: Context, run: Callable[[], Awaitable[R]], *, speaks: bool = False) -> R:
        """Run a call; what it refuses ends it with a status, and so does what it breaks.

        A client that `speaks` while its call runs is heard out before it is refused at the door.
        """
        try:
            if not self._admits(context):
                if speaks:
                    await _hear_out(context)
                told = "this server asks for its token; send metadata 'authorization: Bearer …'"
                raise AffektError(Reason.BAD_TOKEN, told)
            return await run()
        except AffektError as refused:
            self._count(f"grpc.refused.{refused.reason}")
            await refuse(context, refused)
        except TimeoutError:
            self._count("grpc.late")
            await context.abort(grpc.StatusCode.DEADLINE_EXCEEDED, f"not done within {UNARY_S:g} s; try again")
        except (asyncio.CancelledError, grpc.aio.AbortError, grpc.aio.UsageError):
            raise
        except Exception:
            self._count("grpc.broken")
            logger.exception("grpc call broke")
            await refuse(context, AffektError(Reason.INTERNAL, "the server made a mistake; its log says more"))

    def _admits(self, context: Context) -> bool:
        """Whether a call brings the token, where one is asked for."""
        if self._bearer is None:
            return True
        for key, value in context.invocation_metadata() or ():
            if key == "authorization":
                given = value if isinstance(value, bytes) else value.encode()
                if hmac.compare_digest(given, self._bearer):
                    return True
        return False


async def _hear_out(context: Context) -> None:
    """Take a client's first message, so that its writing has ended before the call does.

    A Python client whose write fails as its call ends reports its own failure in place of the status that it was sent
    (grpc issue 36066).
    """
    with suppress(TimeoutError, grpc.aio.UsageError):
        async with asyncio.timeout(FIRST_S):
            await context.read()


def _bytes_of(message: Message | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.SerializeToString()
