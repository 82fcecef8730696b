"""A session for programs without asyncio: the same words, on a thread of its own.

Every method may be called from any thread. Saying never waits; asking waits for the answer. Callbacks
(`on_event`, `on_notice`) are called on the session's thread and must be short.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Any, Self, TypeVar

from affekt_client._speak import Speaker
from affekt_client._stubs import audio_pb2, score_pb2, session_pb2
from affekt_client.aio import AsyncSession

__all__ = ["Session"]

T = TypeVar("T")


class Session(Speaker):
    """One session's conversation with a server.

    Example:
        >>> def play():
        ...     with Session.open("arena", set="wayfarer") as session:
        ...         session.event("enemy_spotted", 0.6)
        ...         for event in session.events():
        ...             print(event.bar, event.WhichOneof("act"))
    """

    def __init__(self, begin: Callable[[], Coroutine[Any, Any, AsyncSession]]) -> None:
        """Start the thread and begin; `open` and `attach` are the usual ways in."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="affekt-session", daemon=True)
        self._thread.start()
        try:
            self._inner = self._wait(begin())
        except BaseException:
            self._stop()
            raise

    @classmethod
    def open(cls, name: str, server: str = "127.0.0.1:50051", **more: Any) -> Self:
        """Open a session, with the arguments of `AsyncSession.open`.

        Raises:
            Refused: UNKNOWN_SET, SESSION_EXISTS, TOO_MANY, UNREACHABLE …
        """
        return cls(lambda: AsyncSession.open(name, server, **more))

    @classmethod
    def attach(cls, name: str, token: str, server: str = "127.0.0.1:50051", **more: Any) -> Self:
        """Join an open session with its token.

        Raises:
            Refused: UNKNOWN_SESSION, BAD_TOKEN, UNREACHABLE …
        """
        return cls(lambda: AsyncSession.attach(name, token, server, **more))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            self._wait(self._inner.__aexit__(kind, error, trace))
            self._stop()

    @property
    def name(self) -> str:
        """The session's name."""
        return self._inner.name

    @property
    def token(self) -> str:
        """What others need to attach."""
        return self._inner.token

    @property
    def welcome(self) -> session_pb2.Welcome:
        """What the server said first."""
        return self._inner.welcome

    @property
    def dropped(self) -> int:
        """What was said but not sent in time, and so dropped."""
        return self._inner.dropped

    def on_event(self, call: Callable[[score_pb2.ScoreEvent], None] | None) -> None:
        """Have every decision of the score handed to `call`; None ends it."""
        self._inner.on_event = call

    def on_notice(self, call: Callable[[session_pb2.Notice], None] | None) -> None:
        """Have every notice handed to `call` rather than logged; None ends it."""
        self._inner.on_notice = call

    def server_time(self) -> float:
        """Return server time now, in seconds since 1970."""
        return self._inner.server_time()

    def local_time_of(self, frame: int) -> float:
        """Return the local (monotonic) time at which a session frame sounds."""
        return self._inner.local_time_of(frame)

    def say(self, request: session_pb2.ConductRequest) -> None:
        """Send a message of the contract, in the order of saying."""
        self._loop.call_soon_threadsafe(self._inner.say, request)

    def replies(self) -> Iterator[session_pb2.ConductResponse]:
        """Iterate over all that the server answers but pongs; it ends with the session."""
        return self._iterate(self._inner.replies)

    def events(self) -> Iterator[score_pb2.ScoreEvent]:
        """Iterate over the score's decisions; it ends with the session."""
        return self._iterate(self._inner.events)

    def listen(
        self, sample_format: str = "s16", frames: int = 480, layout: str = "stereo"
    ) -> Iterator[audio_pb2.AudioBlock]:
        """Iterate over blocks of audio, as `AsyncSession.listen` does.

        Raises:
            Refused: UNSUPPORTED, OUT_OF_RANGE, CLOSED …
        """
        return self._iterate(lambda: self._inner.listen(sample_format, frames, layout))

    def listen_udp(self, where: str, sample_format: str = "s16", frames: int = 480) -> Iterator[audio_pb2.AudioBlock]:
        """Iterate over packets of audio from the server's audio port, as `AsyncSession.listen_udp` does."""
        return self._iterate(lambda: self._inner.listen_udp(where, sample_format, frames))

    def ping(self) -> float:
        """Ask the server's time and return the seconds that the answer took."""
        return self._wait(self._inner.ping())

    def status(self) -> session_pb2.SessionStatus:
        """Return where the session is."""
        return self._wait(self._inner.status())

    def save(self) -> str:
        """Return a snapshot for a save game."""
        return self._wait(self._inner.save())

    def close(self) -> None:
        """End the session on the server, and leave."""
        if self._thread.is_alive():
            try:
                self._wait(self._inner.close())
            finally:
                self._stop()

    def leave(self) -> None:
        """Leave the conversation; the session goes on for its 30 s."""
        if self._thread.is_alive():
            self._wait(self._inner.leave())
            self._stop()

    def _wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def _iterate(self, make: Callable[[], AsyncIterator[T]]) -> Iterator[T]:
        async def begin() -> AsyncIterator[T]:
            return make()

        async def step(items: AsyncIterator[T]) -> tuple[T] | None:
            async for item in items:
                return (item,)
            return None

        def walk(items: AsyncIterator[T]) -> Iterator[T]:
            while self._thread.is_alive():
                try:
                    found = self._wait(step(items))
                except CancelledError:
                    return
                if found is None:
                    return
                yield found[0]

        return walk(self._wait(begin()))

    def _stop(self) -> None:
        async def finish() -> None:
            rest = asyncio.all_tasks() - {asyncio.current_task()}
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
            await self._loop.shutdown_asyncgens()

        self._wait(finish())
        self._loop.call_soon_threadsafe(self._loop.stop)
        if threading.current_thread() is not self._thread:
            self._thread.join()
            self._loop.close()
