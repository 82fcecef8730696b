"""`/v1/ws`: the protobuf messages of the contract, one a binary frame behind the byte that says which."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, TypeVar

from google.protobuf.message import DecodeError, Message
from websockets.exceptions import ConnectionClosed

from affekt.core.errors import AffektError, Reason
from affekt.io.grpc.watch import Latest, period_of
from affekt.io.wire import Conversation, Pace, failure_of, listening_from, place_of, response_of
from affekt.io.wire_audio import listen_response
from affekt.io.ws.flow import Flow
from affekt.io.ws.talk import MOST_DROPPED, TooSlowError, Visit, until_one_ends
from affekt.v1 import audio_pb2, session_pb2, socket_pb2, watch_pb2

M = TypeVar("M", bound=Message)

STREAMS_PER_S: Final = 10.0
"""Streams a second that a client may begin for long, twice as many at once; what it conducts has its own pace."""

_LISTENED = bytes((socket_pb2.MESSAGE_KIND_LISTEN_RESPONSE,))


def framed(kind: int, message: Message) -> bytes:
    """Return a message behind its kind."""
    return bytes((kind,)) + message.SerializeToString()


def unframed(frame: bytes, message: M) -> M:
    """Fill a message from a frame whose kind is known.

    Raises:
        AffektError: MALFORMED.
    """
    try:
        message.ParseFromString(frame[1:])
    except DecodeError:
        name = message.DESCRIPTOR.name
        raise AffektError(
            Reason.MALFORMED, f"these bytes are no {name}; use stubs made from this server's proto"
        ) from None
    return message


class Frames:
    """One client's conversation in protobuf: it conducts, listens and watches on one socket."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._conversation: Conversation | None = None
        self._telling: asyncio.Task[None] | None = None
        self._streams: dict[str, asyncio.Task[None]] = {}
        self._pace = Pace(visit.sessions.wall(), STREAMS_PER_S, 2 * STREAMS_PER_S)
        self._warned = float("-inf")
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Converse until the client leaves or the session ends.

        Raises:
            AffektError: if a frame is none, or the Hello is refused.
            TooSlowError: if the client does not read.
            ConnectionClosed: if it left without a word.
        """
        if not self._visit.authorised:
            raise AffektError(
                Reason.BAD_TOKEN, "this server asks for its token: Authorization, or subprotocol bearer.TOKEN"
            )
        try:
            await self._hear(await self._visit.first())
            await until_one_ends(asyncio.create_task(self._hear_on()), asyncio.create_task(self._end()))
        finally:
            tasks = [*self._streams.values(), *([self._telling] if self._telling else [])]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._conversation is not None:
                self._conversation.close()

    async def _end(self) -> None:
        await self._over

    async def _hear_on(self) -> None:
        async for message in self._visit.ws:
            await self._hear(message)

    async def _hear(self, frame: str | bytes) -> None:
        if not isinstance(frame, bytes) or not frame:
            raise AffektError(Reason.MALFORMED, "send binary frames that begin with a MessageKind; text wants ?json=1")
        match frame[0]:
            case socket_pb2.MESSAGE_KIND_CONDUCT_REQUEST:
                await self._conduct(unframed(frame, session_pb2.ConductRequest()))
            case socket_pb2.MESSAGE_KIND_LISTEN_REQUEST:
                request = unframed(frame, audio_pb2.ListenRequest())
                if not request.session:
                    self._leave_off("listen")
                elif await self._in_time("listen"):
                    self._begin("listen", partial(self._listen, request))
            case socket_pb2.MESSAGE_KIND_WATCH_REQUEST:
                if await self._in_time("watch"):
                    self._begin("watch", partial(self._watch, unframed(frame, watch_pb2.WatchRequest())))
            case kind:
                raise AffektError(Reason.MALFORMED, f"a frame of kind {kind} is not a client's to send")

    async def _conduct(self, request: session_pb2.ConductRequest) -> None:
        if self._conversation is not None:
            answer = self._conversation.hear(request)
            if answer is not None:
                await self._send(socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE, answer)
            return
        self._conversation = Conversation(self._visit.sessions, self._visit.count)
        for answer in self._conversation.greet(request):
            await self._send(socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE, answer)
        self._telling = asyncio.create_task(self._tell(self._conversation))
        self._telling.add_done_callback(self._told)

    def _told(self, task: asyncio.Task[None]) -> None:
        if self._over.done() or task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._over.set_result(None)
        else:
            self._over.set_exception(error)

    async def _tell(self, conversation: Conversation) -> None:
        async for replies in conversation.subscription:
            if conversation.subscription.dropped > MOST_DROPPED:
                raise TooSlowError
            for reply in replies:
                await self._send(socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE, response_of(reply))

    async def _in_time(self, what: str) -> bool:
        """Say whether one more stream may begin now; told once a second where it may not."""
        now = self._visit.sessions.wall()
        if self._pace.allows(now):
            return True
        self._visit.count("ws.too_fast")
        if now - self._warned >= 1.0:
            self._warned = now
            error = AffektError(Reason.TOO_FAST, "too many streams are begun a second; the surplus is skipped")
            await self._send(socket_pb2.MESSAGE_KIND_FAILURE, failure_of(error, what))
        return False

    def _leave_off(self, what: str) -> None:
        before = self._streams.pop(what, None)
        if before is not None:
            before.cancel()

    def _begin(self, what: str, stream: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._leave_off(what)
        self._streams[what] = asyncio.create_task(self._guard(what, stream))

    async def _guard(self, what: str, stream: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a stream; what it refuses ends it and leaves the rest of the socket alone."""
        try:
            await stream()
        except AffektError as error:
            self._visit.count("ws.refused")
            await self._send(socket_pb2.MESSAGE_KIND_FAILURE, failure_of(error, what))
        except TooSlowError as error:
            if not self._over.done():
                self._over.set_exception(error)
        except ConnectionClosed:
            return

    async def _listen(self, request: audio_pb2.ListenRequest) -> None:
        sample_format, frames, layout = listening_from(request)
        session = self._visit.sessions.attach(request.session, request.token)
        release = session.hold()
        flow = Flow(self._visit, lambda block: _LISTENED + listen_response(block, sample_format))
        try:
            await flow.run(session, sample_format, frames, layout)
        finally:
            release()

    async def _watch(self, request: watch_pb2.WatchRequest) -> None:
        period = period_of(request)
        if not request.session:
            while True:
                sessions = [self._visit.sessions.find(name) for name in sorted(self._visit.sessions.names())]
                await self._view([watch_pb2.SessionView(status=place_of(one.status())) for one in sessions])
                await asyncio.sleep(period)
        session = self._visit.sessions.attach(request.session, request.token)
        subscription = session.subscribe()
        latest = Latest()
        following = asyncio.create_task(latest.follow(subscription))
        try:
            while not following.done():
                await self._view([latest.view(session)])
                await asyncio.sleep(period)
        finally:
            subscription.close()
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _view(self, views: list[watch_pb2.SessionView]) -> None:
        now = round(self._visit.sessions.wall(), 6)
        response = watch_pb2.WatchResponse(server_seconds=now, views=views)
        await self._send(socket_pb2.MESSAGE_KIND_WATCH_RESPONSE, response)

    async def _send(self, kind: int, message: Message) -> None:
        await self._visit.send(framed(kind, message))
