"""A host without music: it keeps the promises of `host.api` in memory, so that io and clients can be tested alone.

Everything runs on the event loop. Time stands still until a test moves `FakeSessions.now`, and nothing sounds unless
the test says so.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Layer, Section, StemSet
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import GameEvent, Said
from affekt.core.score import Act, Marker, RenderState, ScoreEvent, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.host.api import CaughtUp, Ended, Item, Outlook, Reply, Status
from affekt.host.lane import AudioBlock, Format, Meters
from affekt.render.space import Layout
from affekt.sense.game import GameTable, default_table

KEPT = 1_024
"""Replies kept for a slow subscriber."""


def tiny_set() -> LoadedSet:
    """Return a set with one section and one layer, and no recordings."""
    manifest = StemSet(
        format=1,
        name="tiny",
        start="calm",
        layers={"pad": Layer(role="bed")},
        sections={"calm": Section(bars=4, tempo=96)},
    )
    return LoadedSet(manifest, Path(), "00" * 32)


class FakeSubscription:
    """Replies as they are told, bounded."""

    def __init__(self, session: "FakeSession", waiting: list[Reply], on_reply: Callable[[], None] | None) -> None:
        self.dropped = 0
        self._session, self._waiting, self._on_reply = session, waiting, on_reply
        self._over = False
        self._some = asyncio.Event()
        if waiting:
            self._some.set()

    def put(self, reply: Reply) -> None:
        """Add a reply; where there are too many the oldest is dropped."""
        if len(self._waiting) >= KEPT:
            del self._waiting[0]
            self.dropped += 1
        self._waiting.append(reply)
        self._some.set()
        if self._on_reply is not None:
            self._on_reply()

    def __aiter__(self) -> AsyncIterator[Sequence[Reply]]:
        return self

    async def __anext__(self) -> Sequence[Reply]:
        """Return the replies since the last call; ends after `Ended`, or when closed."""
        if not self._over:
            await self._some.wait()
            self._some.clear()
        if self._over:
            raise StopAsyncIteration
        replies, self._waiting = self._waiting, []
        self._over = any(isinstance(reply.item, Ended) for reply in replies)
        return replies

    def close(self) -> None:
        """Stop receiving."""
        self._over = True
        self._some.set()
        if self in self._session.subscriptions:
            self._session.subscriptions.remove(self)


class FakeListening:
    """A listener's blocks as a test puts them into a queue; a thing that has to be told of them gets a task."""

    def __init__(self, blocks: "asyncio.Queue[AudioBlock | None]", on_block: Callable[[], None] | None) -> None:
        self.dropped = 0
        self.ended = False
        self._blocks, self._on_block = blocks, on_block
        self._held: deque[AudioBlock] = deque()
        self._task = asyncio.create_task(self._tell(on_block)) if on_block is not None else None

    async def _tell(self, on_block: Callable[[], None]) -> None:
        async for block in self:
            self._held.append(block)
            on_block()
        on_block()

    def __aiter__(self) -> "FakeListening":
        return self

    async def __anext__(self) -> AudioBlock:
        """Return the next block; ends with None."""
        block = await self._blocks.get()
        if block is None:
            self.ended = True
            raise StopAsyncIteration
        return block

    def take(self) -> AudioBlock | None:
        """Return a block that a call has told of."""
        return self._held.popleft() if self._held else None

    def close(self) -> None:
        """Stop listening."""
        self.ended = True
        if self._task is not None:
            self._task.cancel()


class FakeSession:
    """A session that writes down what is said to it, and replies what a test tells it to."""

    def __init__(self, host: "FakeSessions", name: str, number: int) -> None:
        self.name, self.id, self.token = name, number, f"token-{number}"
        self.stem_set = tiny_set()
        self.said: list[tuple[Said, float | None]] = []
        """What was said, each with the server time it is meant for; None is at once."""
        self.replies: list[Reply] = []
        self.subscriptions: list[FakeSubscription] = []
        self.blocks: asyncio.Queue[AudioBlock | None] = asyncio.Queue()
        """What the listener hears next; None ends its stream."""
        self.listening = asyncio.Event()
        """Set once somebody listens."""
        self.sounding: RenderState | None = None
        """What it says that sounds; None is silence."""
        self.file: Path | None = None
        """Where it is recorded."""
        self.touches = 0
        self.holds = 0
        self.released = asyncio.Event()
        """Set when the last hold is gone."""
        self._host = host
        self._opened = host.now

    def tell(self, item: Item) -> None:
        """Reply to every subscriber."""
        reply = Reply(len(self.replies) + 1, self.frame_now(), item)
        self.replies.append(reply)
        for subscription in tuple(self.subscriptions):
            subscription.put(reply)

    def decide(self, act: Act, ahead: int = 0) -> ScoreEvent:
        """Reply a decision that sounds so many frames from now, and return it."""
        now = self.frame_now()
        sounds = Frame(now + ahead)
        event = ScoreEvent(len(self.replies) + 1, now, sounds, Tick(0), 1, 1.0, 1, act, Why("fake"))
        self.tell(event)
        return event

    def frame_now(self) -> Frame:
        """Return the frame of the host's time."""
        return self.frame_of(self._host.now)

    def wall_of(self, frame: Frame) -> float:
        """Return the server time of a frame."""
        return self._opened + frame / SAMPLE_RATE

    def frame_of(self, wall: float) -> Frame:
        """Return the frame of a server time."""
        return Frame(round((wall - self._opened) * SAMPLE_RATE))

    def say(self, said: Said, *, at: float | None = None) -> int:
        """Write it down; where the host answers, an event is followed by a marker of its name."""
        self.said.append((said, at))
        if self._host.answers and isinstance(said, GameEvent):
            self.decide(Marker(said.name))
        return len(self.said)

    def subscribe(self, *, after: int = -1, on_reply: Callable[[], None] | None = None) -> FakeSubscription:
        """Receive the state and replies from now on, or all after a number."""
        caught_up = Reply(len(self.replies), self.frame_now(), CaughtUp(self.render_state()))
        waiting = [caught_up] if after < 0 else self.replies[after:]
        subscription = FakeSubscription(self, waiting, on_reply)
        self.subscriptions.append(subscription)
        return subscription

    def listen(
        self,
        sample_format: Format = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> "FakeListening":
        """Receive what a test puts into `blocks`."""
        del sample_format, frames, layout
        self.listening.set()
        return FakeListening(self.blocks, on_block)

    def snapshot(self) -> str:
        """Return a snapshot that only this host understands."""
        return f"fake:{self.stem_set.manifest.name}"

    def render_state(self) -> RenderState:
        """Return `sounding`, or a state in which nothing sounds."""
        return self.sounding or RenderState(self.frame_now(), "", Frame(0), 0)

    def status(self) -> Status:
        """Return the beginning of the set's first section."""
        return Status(
            name=self.name,
            id=self.id,
            stem_set=self.stem_set.manifest.name,
            frame=self.frame_now(),
            section=self.stem_set.manifest.start,
            bar=1,
            beat=1.0,
            tempo=96.0,
            key="C",
            mode="ionian",
            paused=False,
            stopped=False,
            listeners=0,
            subscribers=len(self.subscriptions),
            dropped=0,
            outlook=Outlook(pins=(("layer:pad", -96.0),), set_sha256=self.stem_set.sha256),
        )

    def meters(self) -> Meters:
        """Return levels that a test can tell from silence."""
        return Meters(peak=0.5)

    def recording(self) -> Path | None:
        """Return the file that a test named."""
        return self.file

    def touch(self) -> None:
        """Count a sign of life."""
        self.touches += 1

    def hold(self) -> Callable[[], None]:
        """Count a connection until it is released."""
        self.holds += 1

        def release() -> None:
            self.holds -= 1
            if not self.holds:
                self.released.set()

        return release


class FakeSessions:
    """A registry of such sessions, on a clock that a test moves.

    Args:
        now: server time, in seconds since 1970.
        answers: every game event is answered by a marker of the same name.
    """

    def __init__(self, now: float = 1_800_000_000.0, *, answers: bool = False) -> None:
        self.now = now
        self.answers = answers
        self.open_now: dict[str, FakeSession] = {}
        self._opened = 0

    def open(self, name: str, *, stem_set: str = "", seed: int | None = None) -> FakeSession:
        """Open a session of the set `tiny`."""
        del seed
        if not 1 <= len(name) <= 64 or not name.isprintable():
            raise AffektError(Reason.MALFORMED, "a session's name has 1 to 64 printable characters")
        if name in self.open_now:
            raise AffektError(Reason.SESSION_EXISTS, f"session {name!r} is open already; attach with its token")
        if stem_set not in ("", "tiny"):
            raise AffektError(Reason.UNKNOWN_SET, f"no set is called {stem_set!r}; there is tiny")
        self._opened += 1
        self.open_now[name] = FakeSession(self, name, self._opened)
        return self.open_now[name]

    def attach(self, name: str, token: str) -> FakeSession:
        """Return an open session to somebody who holds its token."""
        session = self.find(name)
        if token != session.token:
            raise AffektError(Reason.BAD_TOKEN, f"this is not the token of {name!r}; ask whoever opened it")
        return session

    def find(self, name: str) -> FakeSession:
        """Return an open session by name."""
        if name not in self.open_now:
            raise AffektError(Reason.UNKNOWN_SESSION, f"no session {name!r} is open; open it first")
        return self.open_now[name]

    def close(self, name: str) -> None:
        """End a session and its listener's stream now."""
        session = self.find(name)
        session.tell(Ended("closed"))
        session.blocks.put_nowait(None)
        del self.open_now[name]

    def names(self) -> Sequence[str]:
        """Return the names of the open sessions."""
        return tuple(self.open_now)

    def sets(self) -> Sequence[LoadedSet]:
        """Return the one set."""
        return (tiny_set(),)

    def table(self) -> GameTable:
        """Return the shipped table."""
        return default_table()

    def wall(self) -> float:
        """Return the time that the test says."""
        return self.now

    def restore(self, name: str, snapshot: str) -> FakeSession:
        """Open a session from a snapshot."""
        if snapshot != "fake:tiny":
            raise AffektError(Reason.BAD_SNAPSHOT, "this snapshot is none of ours")
        return self.open(name)
