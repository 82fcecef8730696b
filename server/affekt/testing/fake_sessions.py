"""A registry of sessions without music: it writes down what is said, and replies what a test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Literal

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Said
from affekt.core.score import Act, RenderState, ScoreEvent, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.host.api import CaughtUp, Ended, Item, Reply, Status
from affekt.host.lane import AudioBlock, Meters

KEPT = 1_024
"""Replies kept for a slow subscriber."""

TINY = StemSet.model_validate(
    {
        "format": 1,
        "name": "tiny",
        "title": "Tiny",
        "start": "calm",
        "layers": {"bed": {"role": "bed"}},
        "sections": {"calm": {"bars": 4, "tempo": 100, "key": "C", "mode": "ionian"}},
    }
)


class FakeSubscription:
    """Replies, bounded."""

    def __init__(self, session: "FakeSession") -> None:
        self._session = session
        self._waiting: list[Reply] = []
        self._more = asyncio.Event()
        self._over = False
        self.dropped = 0

    def put(self, reply: Reply) -> None:
        """Hand over a reply; the oldest goes where there are too many."""
        if len(self._waiting) >= KEPT:
            del self._waiting[0]
            self.dropped += 1
        self._waiting.append(reply)
        self._more.set()

    def __aiter__(self) -> AsyncIterator[Sequence[Reply]]:
        return self

    async def __anext__(self) -> Sequence[Reply]:
        """Return what came since the last call."""
        if self._over:
            raise StopAsyncIteration
        await self._more.wait()
        self._more.clear()
        replies, self._waiting = self._waiting, []
        self._over = any(isinstance(reply.item, Ended) for reply in replies)
        return replies

    def close(self) -> None:
        """Stop receiving."""
        if self in self._session.subscriptions:
            self._session.subscriptions.remove(self)


class FakeSession:
    """A session that only remembers."""

    def __init__(self, name: str, number: int, registry: "FakeSessions") -> None:
        self.name = name
        self.id = number
        self.token = f"token-{number}"
        self.stem_set = registry.sets()[0]
        self.said: list[tuple[Said, float | None]] = []
        self.subscriptions: list[FakeSubscription] = []
        self.blocks: asyncio.Queue[AudioBlock | None] = asyncio.Queue()
        self.touches = 0
        self.holds = 0
        self.sounding: RenderState | None = None
        """What it says that sounds; None is silence."""
        self.released = asyncio.Event()
        """Set when the last hold is gone."""
        self._registry = registry
        self._opened = registry.now
        self._seq = 0

    def frame_now(self) -> Frame:
        """Return the frame of the registry's clock."""
        return self.frame_of(self._registry.now)

    def wall_of(self, frame: Frame) -> float:
        """Return a frame's server time."""
        return self._opened + frame / SAMPLE_RATE

    def frame_of(self, wall: float) -> Frame:
        """Return a server time's frame."""
        return Frame(round((wall - self._opened) * SAMPLE_RATE))

    def say(self, said: Said, *, at: float | None = None) -> int:
        """Remember what is said."""
        self.said.append((said, at))
        return len(self.said)

    def tell(self, *items: Item) -> None:
        """Reply to every subscriber."""
        for item in items:
            self._seq += 1
            for subscription in self.subscriptions:
                subscription.put(Reply(self._seq, self.frame_now(), item))

    def decide(self, act: Act, frame: int = 7_200) -> ScoreEvent:
        """Reply a decision."""
        at = Frame(frame)
        event = ScoreEvent(self._seq + 1, self.frame_now(), at, Tick(0), 1, 1.0, 1, act, Why("test"))
        self.tell(event)
        return event

    def subscribe(self, *, after: int = -1, on_reply: Callable[[], None] | None = None) -> FakeSubscription:
        """Receive replies from now on; without `after` the state comes first, as from the real host."""
        del on_reply
        subscription = FakeSubscription(self)
        if after < 0:
            subscription.put(Reply(0, self.frame_now(), CaughtUp(self.render_state())))
        self.subscriptions.append(subscription)
        return subscription

    async def listen(
        self, sample_format: Literal["s16", "f32"] = "s16", frames: int = 480
    ) -> AsyncIterator[AudioBlock]:
        """Receive the blocks that a test puts into `blocks`; None ends it."""
        del sample_format, frames
        while (block := await self.blocks.get()) is not None:
            yield block

    def snapshot(self) -> str:
        """Return a word."""
        return f"snapshot of {self.name}"

    def render_state(self) -> RenderState:
        """Return `sounding`, or a state in which nothing sounds."""
        return self.sounding or RenderState(self.frame_now(), "", Frame(0), 0)

    def status(self) -> Status:
        """Return where it would be."""
        frame, followers = self.frame_now(), len(self.subscriptions)
        return Status(
            self.name, self.id, "tiny", frame, "calm", 1, 1.0, 100.0, "C", "ionian", False, False, 0, followers, 0
        )

    def meters(self) -> Meters:
        """Return silence."""
        return Meters()

    def touch(self) -> None:
        """Count."""
        self.touches += 1

    def hold(self) -> Callable[[], None]:
        """Count up, and down when released."""
        self.holds += 1

        def release() -> None:
            self.holds -= 1
            if not self.holds:
                self.released.set()

        return release


class FakeSessions:
    """A registry on a clock that a test moves."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now
        self.open_sessions: dict[str, FakeSession] = {}
        self.opened = 0

    def open(self, name: str, *, stem_set: str = "", seed: int | None = None) -> FakeSession:
        """Open a session of the set `tiny`."""
        del seed
        if not name or len(name) > 64 or not name.isprintable():
            raise AffektError(Reason.MALFORMED, "a session's name has 1 to 64 printable characters")
        if name in self.open_sessions:
            raise AffektError(Reason.SESSION_EXISTS, f"session {name!r} is open; attach with its token")
        if stem_set not in ("", "tiny"):
            raise AffektError(Reason.UNKNOWN_SET, "no such set; there is tiny")
        self.opened += 1
        self.open_sessions[name] = FakeSession(name, self.opened, self)
        return self.open_sessions[name]

    def attach(self, name: str, token: str) -> FakeSession:
        """Return an open session to who holds its token."""
        session = self.find(name)
        if session.token != token:
            raise AffektError(Reason.BAD_TOKEN, "the session's token is wrong")
        return session

    def find(self, name: str) -> FakeSession:
        """Return an open session."""
        if name not in self.open_sessions:
            raise AffektError(Reason.UNKNOWN_SESSION, f"no session {name[:64]!r} is open")
        return self.open_sessions[name]

    def close(self, name: str) -> None:
        """End a session."""
        self.find(name).tell(Ended("closed"))
        del self.open_sessions[name]

    def names(self) -> Sequence[str]:
        """Return the names of the open sessions."""
        return sorted(self.open_sessions)

    def sets(self) -> Sequence[LoadedSet]:
        """Return the one set."""
        return [LoadedSet(TINY, Path("tiny"), "0" * 64)]

    def wall(self) -> float:
        """Return the time that the test says."""
        return self.now

    def restore(self, name: str, snapshot: str) -> FakeSession:
        """Refuse."""
        del name, snapshot
        raise AffektError(Reason.BAD_SNAPSHOT, "this registry restores nothing")
