"""A host without music: it keeps the promises of `host.api` in memory, so that io and clients can be tested alone.

Everything runs on the event loop. Nothing sounds unless the test says so with `tell` and `hand_out`.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Literal

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Layer, Section, StemSet
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import GameEvent, Restore, Said, Save
from affekt.core.score import Marker, RenderState, ScoreEvent, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.host.api import CaughtUp, Ended, Item, Reply, Saved, Status
from affekt.host.lane import AudioBlock, Meters

KEPT = 1_000
"""Replies kept for resuming, and for a slow subscriber."""


def tiny_set(name: str = "tiny") -> LoadedSet:
    """Return a set with one section and one layer, and no recordings."""
    manifest = StemSet(
        format=1,
        name=name,
        start="calm",
        layers={"pad": Layer(role="bed")},
        sections={"calm": Section(bars=4, tempo=96)},
    )
    return LoadedSet(manifest, Path(), "00" * 32)


class FakeSubscription:
    """Replies as they are told."""

    def __init__(
        self, waiting: Sequence[Reply], on_reply: Callable[[], None] | None, leave: Callable[[], None]
    ) -> None:
        self.dropped = 0
        self._waiting: deque[Reply] = deque(waiting)
        self._on_reply, self._leave = on_reply, leave
        self._some = asyncio.Event()
        self._over = False
        if waiting:
            self._some.set()

    def put(self, reply: Reply) -> None:
        """Add a reply; where it overflows the oldest is dropped."""
        if len(self._waiting) >= KEPT:
            self._waiting.popleft()
            self.dropped += 1
        self._waiting.append(reply)
        self._some.set()
        if self._on_reply:
            self._on_reply()

    def __aiter__(self) -> AsyncIterator[Sequence[Reply]]:
        return self

    async def __anext__(self) -> Sequence[Reply]:
        """Return the replies since the last call."""
        if self._over:
            raise StopAsyncIteration
        await self._some.wait()
        self._some.clear()
        batch = tuple(self._waiting)
        self._waiting.clear()
        self._over = self._over or any(isinstance(r.item, Ended) for r in batch)
        if not batch:
            raise StopAsyncIteration
        return batch

    def close(self) -> None:
        """Stop receiving."""
        self._over = True
        self._some.set()
        self._leave()


class FakeSession:
    """A session that writes down what is said to it, and answers an event with a marker of the same name."""

    def __init__(self, host: "FakeSessions", name: str, number: int, stem_set: LoadedSet) -> None:
        self.name, self.id, self.token = name, number, f"token-{number}"
        self.stem_set = stem_set
        self.said: list[Said] = []
        self.timed: list[float | None] = []
        self.replies: list[Reply] = []
        self.holds = 0
        self.touched = 0
        self.ended = False
        self.listening = asyncio.Event()
        """Set while somebody listens."""
        self._host = host
        self._opened = host.wall()
        self._subscriptions: list[FakeSubscription] = []
        self._ears: list[asyncio.Queue[AudioBlock | None]] = []

    def tell(self, item: Item) -> Reply:
        """Tell every subscriber something."""
        reply = Reply(len(self.replies) + 1, self.frame_now(), item)
        self.replies.append(reply)
        for subscription in tuple(self._subscriptions):
            subscription.put(reply)
        return reply

    def decide(self, name: str, cause: int = 0) -> ScoreEvent:
        """Return a decision: a marker of this name, now."""
        frame = self.frame_now()
        return ScoreEvent(
            id=len(self.replies) + 1,
            decided_frame=frame,
            frame=frame,
            tick=Tick(0),
            bar=1,
            beat=1.0,
            section_bar=1,
            act=Marker(name),
            why=Why("fake", cause),
        )

    def hand_out(self, block: AudioBlock | None) -> None:
        """Give every listener a block; None ends their streams."""
        for ear in self._ears:
            ear.put_nowait(block)

    def frame_now(self) -> Frame:
        """Return the frame of the host's wall."""
        return self.frame_of(self._host.wall())

    def wall_of(self, frame: Frame) -> float:
        """Return the server time of a frame."""
        return self._opened + frame / SAMPLE_RATE

    def frame_of(self, wall: float) -> Frame:
        """Return the frame of a server time."""
        return Frame(round((wall - self._opened) * SAMPLE_RATE))

    def say(self, said: Said, *, at: float | None = None) -> int:
        """Write it down, and answer what has an answer."""
        if self.ended:
            raise AffektError(Reason.CLOSED, "the session has ended; open another")
        self.said.append(said)
        self.timed.append(at)
        match said:
            case GameEvent(name):
                self.tell(self.decide(name, len(self.said)))
            case Save(name):
                self.tell(Saved(name, self.snapshot()))
            case Restore(snapshot) if snapshot != self.snapshot():
                raise AffektError(Reason.BAD_SNAPSHOT, "this snapshot is none of ours")
            case _:
                pass
        return len(self.said)

    def subscribe(self, *, after: int = -1, on_reply: Callable[[], None] | None = None) -> FakeSubscription:
        """Receive the state and replies from now on, or all after a number."""
        waiting = [r for r in self.replies if r.seq > after]
        if after < 0 or len(waiting) > KEPT:
            waiting = [Reply(len(self.replies), self.frame_now(), CaughtUp(self.render_state()))]
        made = FakeSubscription(waiting, on_reply, lambda: self._forget(made))
        self._subscriptions.append(made)
        return made

    def _forget(self, subscription: FakeSubscription) -> None:
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    async def listen(
        self, sample_format: Literal["s16", "f32"] = "s16", frames: int = 480
    ) -> AsyncIterator[AudioBlock]:
        """Receive what is handed out."""
        del sample_format, frames
        ear: asyncio.Queue[AudioBlock | None] = asyncio.Queue()
        self._ears.append(ear)
        self.listening.set()
        try:
            while (block := await ear.get()) is not None:
                yield block
        finally:
            self._ears.remove(ear)
            if not self._ears:
                self.listening.clear()

    def snapshot(self) -> str:
        """Return a snapshot that only this fake understands."""
        return f"fake:{self.stem_set.manifest.name}"

    def render_state(self) -> RenderState:
        """Return the state of a set that stands in its first section."""
        return RenderState(self.frame_now(), self.stem_set.manifest.start, Frame(0), 0)

    def status(self) -> Status:
        """Return where the session is."""
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
            listeners=len(self._ears),
            subscribers=len(self._subscriptions),
            dropped=0,
        )

    def meters(self) -> Meters:
        """Return levels that a test can tell from silence."""
        return Meters(0.5, 0.25, -1.0, (("pad", 0.5),))

    def touch(self) -> None:
        """Count a sign of life."""
        self.touched += 1

    def hold(self) -> Callable[[], None]:
        """Count a connection until it is released."""
        self.holds += 1

        def release() -> None:
            self.holds -= 1

        return release


class FakeSessions:
    """A registry of such sessions, with room for ten."""

    def __init__(self, wall: Callable[[], float] = lambda: 1_000.0) -> None:
        self.open_now: dict[str, FakeSession] = {}
        self._wall = wall
        self._opened = 0

    def open(self, name: str, *, stem_set: str = "", seed: int | None = None) -> FakeSession:
        """Open a session."""
        del seed
        if name in self.open_now:
            raise AffektError(Reason.SESSION_EXISTS, f"session {name!r} is open already; attach with its token")
        if stem_set not in ("", "tiny"):
            raise AffektError(Reason.UNKNOWN_SET, f"there is no set {stem_set!r}; ask for 'tiny'")
        if len(self.open_now) >= 10:
            raise AffektError(Reason.TOO_MANY, "ten sessions are open; close one")
        self._opened += 1
        session = FakeSession(self, name, self._opened, tiny_set())
        self.open_now[name] = session
        return session

    def attach(self, name: str, token: str) -> FakeSession:
        """Return an open session to somebody who holds its token."""
        session = self.find(name)
        if token != session.token:
            raise AffektError(Reason.BAD_TOKEN, f"this is not the token of {name!r}; ask whoever opened it")
        return session

    def find(self, name: str) -> FakeSession:
        """Return an open session by name."""
        if name not in self.open_now:
            raise AffektError(Reason.UNKNOWN_SESSION, f"no session is called {name!r}; open it first")
        return self.open_now[name]

    def close(self, name: str) -> None:
        """End a session now."""
        session = self.find(name)
        session.tell(Ended("closed"))
        session.hand_out(None)
        session.ended = True
        del self.open_now[name]

    def names(self) -> Sequence[str]:
        """Return the names of the open sessions."""
        return tuple(self.open_now)

    def sets(self) -> Sequence[LoadedSet]:
        """Return the one set."""
        return (tiny_set(),)

    def wall(self) -> float:
        """Return the time that the test hands in."""
        return self._wall()

    def restore(self, name: str, snapshot: str) -> FakeSession:
        """Open a session from a snapshot."""
        if snapshot != "fake:tiny":
            raise AffektError(Reason.BAD_SNAPSHOT, "this snapshot is none of ours")
        return self.open(name)
