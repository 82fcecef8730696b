"""A session for asyncio: say what happens, iterate over what the music decides.

All calls are made on one event loop. Saying never waits; what cannot be sent for long is dropped, oldest first, and
counted.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, suppress
from itertools import chain, repeat
from types import TracebackType
from typing import Any, Final, Self
from weakref import WeakSet

import grpc

from affekt_client._inbox import Inbox
from affekt_client._speak import Speaker, number_of
from affekt_client._stubs import audio_pb2, error_pb2, score_pb2, session_pb2
from affekt_client._wire import Wire, hello_for
from affekt_client.clock import ServerClock
from affekt_client.errors import Refused, reason_of
from affekt_client.udp import listen_udp

__all__ = ["AsyncSession"]

SAMPLE_RATE: Final = 48_000
RETRY_S: Final = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Pauses before each try to reconnect; the last one repeats until `give_up_s` have passed."""

_TRANSIENT = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL, grpc.StatusCode.CANCELLED)

logger = logging.getLogger("affekt_client")

Response = session_pb2.ConductResponse


class AsyncSession(Speaker):
    """One session's conversation with a server; it survives a broken connection.

    What was decided meanwhile is sent again (30 s are kept, then a snapshot); what was said at the very moment of
    breaking may be lost, and what was said after it is sent once the connection is back.

    Example:
        >>> async def play():
        ...     async with await AsyncSession.open("arena", set="wayfarer") as session:
        ...         session.event("enemy_spotted", 0.6)
        ...         async for event in session.events():
        ...             print(event.bar, event.WhichOneof("act"))
    """

    def __init__(
        self,
        hello: session_pb2.Hello,
        server: str,
        *,
        server_token: str | None = None,
        root_certificate: bytes | None = None,
        ping_every_s: float = 5.0,
        give_up_s: float = 30.0,
        retry_s: Sequence[float] = RETRY_S,
        clock: ServerClock | None = None,
    ) -> None:
        """Prepare a conversation; `open` and `attach` are the usual ways in."""
        self.clock = clock or ServerClock()
        self.welcome = session_pb2.Welcome()
        self.last_seq = 0
        self.reconnects = 0
        self.on_event: Callable[[score_pb2.ScoreEvent], None] | None = None
        self.on_notice: Callable[[session_pb2.Notice], None] | None = None
        self._hello = hello
        self._wire = Wire(server, server_token, root_certificate)
        self._opened_here = hello.WhichOneof("target") == "open"
        self._ping_every_s, self._give_up_s, self._retry_s = ping_every_s, give_up_s, tuple(retry_s)
        self._outbox: Inbox[session_pb2.ConductRequest] = Inbox(1_024)
        self._first: Inbox[Response] = Inbox()
        self._inboxes: WeakSet[Inbox[Response]] = WeakSet((self._first,))
        self._pongs: dict[int, asyncio.Future[float]] = {}
        self._pings = 0
        self._welcomed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tasks: list[asyncio.Task[None]] = []
        self._taken = False

    @classmethod
    async def open(
        cls,
        name: str,
        server: str = "127.0.0.1:50051",
        *,
        set: str = "",
        seed: int | None = None,
        token: str = "",
        **more: Any,
    ) -> Self:
        """Open a session, or attach to it where it exists and the token fits.

        Args:
            name: the session's name, 1 to 64 characters.
            server: `host:port`.
            set: the set to play; empty is the server's choice.
            seed: of every random draw; the server draws one where it is None.
            token: of an existing session.
            more: `server_token`, `root_certificate` (PEM, for TLS; empty for the system's own), `ping_every_s` (0 is
                never), `give_up_s`, `retry_s` (pauses before each try to come back; the last repeats).

        Raises:
            Refused: UNKNOWN_SET, SESSION_EXISTS, TOO_MANY, UNREACHABLE …
        """
        opening = session_pb2.Opening(name=name, set=set, seed=seed)
        return await cls(hello_for(open=opening, token=token), server, **more)._begin()

    @classmethod
    async def attach(cls, name: str, token: str, server: str = "127.0.0.1:50051", **more: Any) -> Self:
        """Join an open session with its token; a snapshot of the music as it stands follows the welcome.

        Raises:
            Refused: UNKNOWN_SESSION, BAD_TOKEN, UNREACHABLE …
        """
        return await cls(hello_for(session=name, token=token), server, **more)._begin()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(Refused):
            await (self.close() if self._opened_here else self.leave())

    @property
    def name(self) -> str:
        """The session's name."""
        return self.welcome.session.name

    @property
    def token(self) -> str:
        """What others need to attach; keep it to those you trust."""
        return self.welcome.session.token

    @property
    def dropped(self) -> int:
        """What was said but not sent in time, and so dropped."""
        return self._outbox.dropped

    def server_time(self) -> float:
        """Return server time now, in seconds since 1970."""
        return self.clock.server_time()

    def local_time_of(self, frame: int) -> float:
        """Return the local (monotonic) time at which a session frame sounds."""
        return self.clock.local_time(self.welcome.session.server_seconds_at_frame_0 + frame / SAMPLE_RATE)

    def say(self, request: session_pb2.ConductRequest) -> None:
        """Send a message of the contract, in the order of saying."""
        self._outbox.put(request)

    def replies(self) -> AsyncIterator[Response]:
        """Iterate over all that the server answers but pongs; it ends with the session.

        The first iterator begins with the session's opening, later ones with now.
        """
        if not self._taken:
            self._taken = True
            return self._first
        inbox: Inbox[Response] = Inbox()
        self._inboxes.add(inbox)
        return inbox

    async def events(self) -> AsyncIterator[score_pb2.ScoreEvent]:
        """Iterate over the score's decisions, as `replies` does."""
        async for reply in self.replies():
            if reply.HasField("event"):
                yield reply.event

    async def listen(
        self, sample_format: str = "s16", frames: int = 480, layout: str = "stereo"
    ) -> AsyncIterator[audio_pb2.AudioBlock]:
        """Iterate over blocks of audio: `s16`, `f32` or `opus`, 480 or 960 frames.

        `layout` is `stereo`, `quad` (front left, front right, rear left, rear right) or `ambix` (W, Y, Z, X); one at a
        time for all who listen to the session.

        Raises:
            Refused: UNSUPPORTED, OUT_OF_RANGE, CLOSED …
        """
        request = audio_pb2.ListenRequest(
            session=self.name,
            token=self.token,
            format=number_of(audio_pb2.SampleFormat, "SAMPLE_FORMAT_", sample_format),
            frames=frames,
            layout=number_of(audio_pb2.ChannelLayout, "CHANNEL_LAYOUT_", layout),
        )
        async with aclosing(self._wire.listen(request)) as blocks:
            async for block in blocks:
                yield block

    def listen_udp(
        self, where: str, sample_format: str = "s16", frames: int = 480
    ) -> AsyncIterator[audio_pb2.AudioBlock]:
        """Iterate over packets of audio from the server's audio port (`host:port`, `listen.udp`): the least delay.

        Raises:
            Refused: UNREACHABLE, TOO_MANY, UNSUPPORTED …
        """
        return listen_udp(self.name, self.token, where, sample_format, frames)

    async def ping(self) -> float:
        """Ask the server's time and return the seconds that the answer took."""
        self._pings += 1
        number, sent = self._pings, self.clock.now()
        self._pongs[number] = future = asyncio.get_running_loop().create_future()
        self.say(session_pb2.ConductRequest(ping=session_pb2.Ping(id=number)))
        try:
            server = await future
        finally:
            self._pongs.pop(number, None)
        received = self.clock.now()
        self.clock.heard(sent=sent, server=server, received=received)
        return received - sent

    async def status(self) -> session_pb2.SessionStatus:
        """Return where the session is."""
        request = session_pb2.GetSessionRequest(session=self.name, token=self.token)
        answer: session_pb2.GetSessionResponse = await self._wire.ask(
            "GetSession", request, session_pb2.GetSessionResponse
        )
        return answer.status

    async def save(self) -> str:
        """Return a snapshot for a save game: opaque text of at most 4096 bytes."""
        request = session_pb2.SaveSessionRequest(session=self.name, token=self.token)
        answer: session_pb2.SaveSessionResponse = await self._wire.ask(
            "SaveSession", request, session_pb2.SaveSessionResponse
        )
        return answer.snapshot

    async def close(self) -> None:
        """End the session on the server, and leave."""
        try:
            if not self._first_ended():
                request = session_pb2.CloseSessionRequest(session=self.name, token=self.token)
                await self._wire.ask("CloseSession", request, session_pb2.CloseSessionResponse)
        finally:
            await self.leave()

    async def leave(self) -> None:
        """Leave the conversation; the session goes on for its 30 s. Leaving twice is leaving once."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._end(None)
        await self._wire.close()

    def _first_ended(self) -> bool:
        return self._tasks[0].done()

    async def _begin(self) -> Self:
        self._tasks = [asyncio.create_task(self._converse())]
        try:
            await self._welcomed
        except BaseException:
            await self.leave()
            raise
        if self._ping_every_s > 0:
            self._tasks.append(asyncio.create_task(self._keep_time()))
        return self

    async def _keep_time(self) -> None:
        """Ping a few times quickly, then now and then."""
        for pause in chain((0.05,) * 4, (0.5,) * 16, repeat(self._ping_every_s)):
            with suppress(Refused):
                await self.ping()
            await asyncio.sleep(pause)

    async def _converse(self) -> None:
        """Talk until the session ends, coming back where the connection breaks."""
        waited = 0.0
        tries = 0
        while True:
            heard = self.welcome.protocol, self.last_seq
            try:
                await self._talk()
                return self._end(None)
            except grpc.aio.AioRpcError as error:
                if (self.welcome.protocol, self.last_seq) != heard:
                    waited, tries = 0.0, 0
                lost = not reason_of(error) and error.code() in _TRANSIENT and self.welcome.protocol
                if not lost or waited >= self._give_up_s:
                    return self._end(Refused.from_rpc(error))
            pause = self._retry_s[min(tries, len(self._retry_s) - 1)]
            waited, tries = waited + pause, tries + 1
            await asyncio.sleep(pause)
            self.reconnects += 1
            self._hello.session = self.name
            self._hello.token = self.token
            self._hello.last_seq = self.last_seq

    async def _talk(self) -> None:
        """Hold one conversation until the server ends it."""
        call = self._wire.conduct()
        telling: asyncio.Task[None] | None = None
        try:
            with suppress(asyncio.InvalidStateError):  # The call is over already; reading says why.
                await call.write(session_pb2.ConductRequest(hello=self._hello))
            while isinstance(response := await call.read(), Response):
                self._hear(response)
                if telling is None and response.HasField("welcome"):
                    telling = asyncio.create_task(self._tell(call))
        finally:
            if telling is not None:
                telling.cancel()
            call.cancel()
            self._forget_pings()

    async def _tell(self, call: Any) -> None:
        with suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError):
            async for request in self._outbox:
                try:
                    await call.write(request)
                except BaseException:
                    self._outbox.put_back(request)
                    raise

    def _hear(self, response: Response) -> None:
        kind = response.WhichOneof("item")
        self.last_seq = max(self.last_seq, response.seq)
        if kind == "welcome":
            self.welcome.CopyFrom(response.welcome)
            if not self._welcomed.done():
                self._welcomed.set_result(None)
        elif kind == "pong":
            future = self._pongs.get(response.pong.id)
            if future is not None and not future.done():
                future.set_result(response.pong.server_seconds)
            return
        elif kind == "notice":
            self._notice(response.notice)
        elif kind == "event" and self.on_event:
            self.on_event(response.event)
        for inbox in self._inboxes:
            inbox.put(response)

    def _notice(self, notice: session_pb2.Notice) -> None:
        if self.on_notice:
            self.on_notice(notice)
        else:
            reason = error_pb2.ErrorReason.Name(notice.reason).removeprefix("ERROR_REASON_")
            logger.warning("the server refused something", extra={"reason": reason, "about": notice.about})

    def _end(self, why: Exception | None) -> None:
        if not self._welcomed.done():
            self._welcomed.set_exception(why or Refused("CLOSED", "the conversation ended before it began"))
        for inbox in self._inboxes:
            inbox.end(why)
        self._forget_pings()

    def _forget_pings(self) -> None:
        for future in self._pongs.values():
            if not future.done():
                future.set_exception(Refused("UNREACHABLE", "the connection broke before the server answered"))
