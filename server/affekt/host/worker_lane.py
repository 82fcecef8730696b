"""A lane: one session's way into a render worker, and the listeners at its far end. Belongs to the event loop."""

import asyncio
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from math import log10
from typing import Literal, Protocol, cast

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import BLOCK, Frame
from affekt.host.lane import AudioBlock, Meters
from affekt.host.ring import SLOTS, Ring
from affekt.render.layout import Rows
from affekt.render.plan import Plan

HELD = 12
"""Blocks that wait for a slow listener (120 ms); then the oldest are dropped."""


class Listener:
    """One reader of a session's blocks, as an asynchronous iterator; it loses the oldest rather than hold anyone up."""

    def __init__(self, sample_format: Literal["s16", "f32"], frames: int) -> None:
        self.sample_format: Literal["s16", "f32"] = sample_format
        self.dropped = 0
        """Blocks it lost because it was slow."""
        self._each = frames // BLOCK
        self._held: deque[AudioBlock] = deque()
        self._parts: list[bytes] = []
        self._from = 0
        self._sequence = 0
        self._broken = False
        self._ended = False
        self._wake = asyncio.Event()

    def put(self, block: int, pcm: bytes) -> None:
        """Take the next block of 480 frames."""
        if not self._parts:
            if block % self._each:
                return
            self._from = block
        self._parts.append(pcm)
        if len(self._parts) < self._each:
            return
        if len(self._held) >= HELD:
            self._held.popleft()
            self.dropped += 1
            self._broken_at_front()
        found = AudioBlock(Frame(self._from * BLOCK), self._sequence, self._broken, b"".join(self._parts))
        self._held.append(found)
        self._sequence += 1
        self._broken = False
        self._parts.clear()
        self._wake.set()

    def _broken_at_front(self) -> None:
        if self._held:
            first = self._held[0]
            self._held[0] = AudioBlock(first.frame, first.sequence, True, first.pcm)
        else:
            self._broken = True

    def gap(self) -> None:
        """Blocks are missing: the next one is marked."""
        if self._sequence or self._parts:
            self._broken = True
        self._parts.clear()

    def end(self) -> None:
        """Nothing follows."""
        self._ended = True
        self._wake.set()

    def __aiter__(self) -> "Listener":
        return self

    async def __anext__(self) -> AudioBlock:
        while not self._held:
            if self._ended:
                raise StopAsyncIteration
            self._wake.clear()
            await self._wake.wait()
        return self._held.popleft()


class Outlet(Protocol):
    """What a lane needs of its worker."""

    ring: Ring

    def rows(self, place: int, generation: int, rows: Rows) -> None:
        """Send rows."""
        ...

    def leave(self, lane: "WorkerLane") -> None:
        """Free the lane's place."""
        ...

    def wake(self, lane: "WorkerLane") -> None:
        """Render a resting lane again."""
        ...


class WorkerLane:
    """One session in a worker. Implements `host.lane.Lane`."""

    def __init__(self, outlet: Outlet, place: int, loaded: LoadedSet, opened_at: float, plan: Plan) -> None:
        self.place, self.loaded, self.opened_at = place, loaded, opened_at
        self.generation = 0
        """Which opening of the place is this session's; the supervisor counts them."""
        self.live = False
        """Its worker runs; while it does not, events are left to the state that it will be restored from."""
        self.lost_at = Frame(0)
        """How far its stream had come when its worker died."""
        self.begins = Frame(0)
        """Where this opening's stream begins."""
        self.on_acted: Callable[[int, Frame], None] = lambda _id, _frame: None
        self.on_gap: Callable[[Frame, Frame], RenderState] = _silence
        self.on_wake: Callable[[Frame], RenderState] = lambda frame: _silence(frame, frame)
        self.resting = False
        """Nobody hears it, so it is not rendered; its place stays its own."""
        self.looked_at = False
        """Its levels were read since the supervisor looked last."""
        self.unheard_since = 0.0
        """The clock's seconds when it was last known to be heard; the supervisor keeps it."""
        self._outlet, self._plan = outlet, plan
        self._listeners: weakref.WeakSet[Listener] = weakref.WeakSet()
        self._next = 0
        self._names = tuple(loaded.manifest.layers)
        self._closed = False

    def play(self, events: Sequence[ScoreEvent]) -> None:
        """Hand over committed events; never waits."""
        if self.live and events:
            self._outlet.rows(self.place, self.generation, self._plan.rows(events))

    def restore(self, state: RenderState) -> None:
        """Throw away what sounds and go on from `state`."""
        rows = self._plan.restore(state)
        if self.live:
            self._outlet.rows(self.place, self.generation, rows)

    def rendered_to(self) -> Frame:
        """Return the first frame at which an event can still act: the last block's end and the limiter's 72."""
        ring = self._outlet.ring
        mine = ring.generations[self.place] == self.generation
        return Frame(int(ring.planes.heads[self.place])) if mine else self.begins

    def listen(self, sample_format: str = "s16", frames: int = 480) -> Listener:
        """Iterate over blocks as they are rendered, from now on; a slow listener loses the oldest.

        Raises:
            AffektError: OUT_OF_RANGE for a format other than s16 and f32, or frames other than 480 and 960.
        """
        if sample_format not in ("s16", "f32") or frames not in (BLOCK, 2 * BLOCK):
            raise AffektError(Reason.OUT_OF_RANGE, "audio comes as s16 or f32 in blocks of 480 or 960 frames")
        listener = Listener(cast(Literal["s16", "f32"], sample_format), frames)
        if self._closed:
            listener.end()
        else:
            self._wake()
            if not self._listeners:
                self._next = self._rendered_blocks()
            self._listeners.add(listener)
            self._outlet.ring.wanted[0] = 1
        return listener

    @property
    def listening(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    def meters(self) -> Meters:
        """Return the newest levels; zeros for a moment where it had not been rendered."""
        self.looked_at = True
        self._wake()
        levels = self._outlet.ring.planes.levels[self.place]
        peaks = tuple((name, float(levels[3 + k])) for k, name in enumerate(self._names))
        gain = float(levels[2])
        return Meters(float(levels[0]), float(levels[1]), -20.0 * log10(gain) if gain > 0.0 else 0.0, peaks)

    def close(self) -> None:
        """Free the session's place; listeners end."""
        if not self._closed:
            self._closed = True
            for listener in list(self._listeners):
                listener.end()
            self._outlet.leave(self)

    def _wake(self) -> None:
        if self.resting and not self._closed:
            self._outlet.wake(self)

    # -- for the supervisor ------------------------------------------------------------------------------------------

    def pump(self) -> None:
        """Give new blocks to the listeners."""
        if not self._listeners or not self.live:
            return
        ring = self._outlet.ring
        if ring.generations[self.place] != self.generation:
            return
        last = self._rendered_blocks()
        first = max(self._next, last - SLOTS + 2)
        listeners = list(self._listeners)
        if first > self._next:
            for listener in listeners:
                listener.gap()
        for block in range(first, last):
            made: dict[str, bytes | None] = {}
            for listener in listeners:
                kind = listener.sample_format
                if kind not in made:
                    made[kind] = ring.read(self.place, block, kind)
                pcm = made[kind]
                if pcm is None:
                    listener.gap()
                else:
                    listener.put(block, pcm)
        self._next = last

    def put_out(self) -> Frame:
        """Return the first frame that was never put out."""
        return Frame(self._rendered_blocks() * BLOCK)

    def begin(self, generation: int, frame: Frame) -> None:
        """A new opening of the place is this session's, its stream beginning at `frame`."""
        self.generation, self.begins = generation, frame
        if frame // BLOCK > self._next:
            self._next = frame // BLOCK
            for listener in list(self._listeners):
                listener.gap()

    def _rendered_blocks(self) -> int:
        ring = self._outlet.ring
        mine = ring.generations[self.place] == self.generation
        return int(ring.planes.outs[self.place] if mine else self.begins) // BLOCK


def _silence(start: Frame, end: Frame) -> RenderState:
    del start
    return RenderState(end, "", Frame(0), 0)
