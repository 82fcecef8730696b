"""A lane: one session's way into a render worker, and the listeners at its far end. Belongs to the event loop."""

from collections.abc import Callable, Sequence
from math import hypot, log10, sqrt
from typing import Final, Literal, Protocol, cast, get_args

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import BLOCK, Frame
from affekt.host.lane import Format, Meters
from affekt.host.listener import Feed, Listener
from affekt.host.opus import OpusFeed, need_opus
from affekt.host.ring import SLOTS, Ring
from affekt.render.layout import L_LOUDNESS, OP_RAMP, R_METER, Rows, row, table
from affekt.render.plan import Plan
from affekt.render.space import Layout

EVERY_TICK: Final = 3
"""What `Ring.wanted` says where somebody waits for every block."""


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

    def lay_out(self, lane: "WorkerLane", layout: Layout) -> None:
        """Render a lane that nobody hears in another layout."""
        ...

    @property
    def wish(self) -> Callable[[LoadedSet, str, float, Callable[[], None], bool], None]:
        """Has the pitched recordings of a set's section made so many semitones away, and calls back."""
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
        self.twin = -1
        """The place of its second pair of channels; -1 in stereo."""
        self.begins = Frame(0)
        """Where this opening's stream begins."""
        self.on_acted: Callable[[int, Frame], None] = lambda _id, _frame: None
        self.on_gap: Callable[[Frame, Frame], RenderState] = _silence
        self.on_wake: Callable[[Frame], RenderState] = lambda frame: _silence(frame, frame)
        self.resting = False
        """Nobody hears it, so it is not rendered; its place stays its own."""
        self.share, self.voices = 0.0, 0
        """What it took of a core in the last second, and the voices that sound."""
        self.looked_at = False
        """Its levels were read since the supervisor looked last."""
        self.looked_since = 0.0
        """The clock's seconds when somebody last looked, likewise."""
        self.unheard_since = 0.0
        """The clock's seconds when it was last known to be heard; the supervisor keeps it."""
        self._outlet, self._plan = outlet, plan
        self.sounding = loaded
        """The set as it is now; `loaded` is as it was when the session opened, and gives the instruments of voices."""
        self._feeds: dict[tuple[str, int], Feed] = {}
        self._next = 0
        self._ticks = EVERY_TICK
        """At which ticks it wants to be called, as `pump` tells."""
        self._names = tuple(loaded.manifest.layers)
        self._closed = False
        self._measured = False

    def play(self, events: Sequence[ScoreEvent]) -> None:
        """Hand over committed events; never waits."""
        if self.live and events:
            self._outlet.rows(self.place, self.generation, self._plan.rows(events))
        else:
            self._plan.overhear(events)

    def follow(self, loaded: LoadedSet, *, keeps: bool) -> None:
        """Read the events after this as those of an edited set; see `host.lane.Lane`."""
        self.sounding, self._names = loaded, tuple(loaded.manifest.layers)
        self._plan.follow(loaded, keeps=keeps)

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

    def listen(
        self,
        sample_format: str = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> Listener:
        """Hear blocks as they are rendered, from now on; a slow listener loses the oldest.

        Raises:
            AffektError: OUT_OF_RANGE for a format other than s16, f32 and opus, or frames other than 480 and 960;
                UNSUPPORTED for Opus where PyAV is not installed, or in four channels, and for another layout than
                those have who listen already; TOO_MANY where there is no room for four channels.
        """
        if sample_format not in get_args(Format) or frames not in (BLOCK, 2 * BLOCK):
            raise AffektError(Reason.OUT_OF_RANGE, "audio comes as s16, f32 or opus in blocks of 480 or 960 frames")
        if sample_format == "opus":
            need_opus()
            if layout != "stereo":
                raise AffektError(Reason.UNSUPPORTED, "Opus comes in stereo only; ask for s16 or f32")
        if layout != self.layout and not self._closed:
            if self.listening:
                raise AffektError(
                    Reason.UNSUPPORTED,
                    f"the session is heard in {self.layout} already, and has one layout at a time; ask for that one",
                )
            self._feeds.clear()
            self._outlet.lay_out(self, layout)
        listener = Listener(cast(Format, sample_format), frames, on_block, layout)
        if self._closed:
            listener.end()
        else:
            self._wake()
            if not self.listening:
                self._next = self._rendered_blocks()
            self._feed(sample_format, frames).join(listener)
            self._ticks = EVERY_TICK
            self._outlet.ring.wanted[0] = EVERY_TICK
        return listener

    @property
    def layout(self) -> Layout:
        """Which channels are rendered."""
        return self._plan.layout

    @layout.setter
    def layout(self, layout: Layout) -> None:
        self._plan.layout = layout

    def _feed(self, sample_format: str, frames: int) -> Feed:
        key = sample_format, frames
        if key not in self._feeds:
            plain = cast(Literal["s16", "f32"], sample_format)
            self._feeds[key] = OpusFeed(frames) if sample_format == "opus" else Feed(plain, frames)
        return self._feeds[key]

    def vary(self, section: str, shift: float, done: Callable[[], None], *, ahead: bool = False) -> None:
        """Have a section's pitched recordings made `shift` semitones away; see `host.lane.Lane`."""
        self._outlet.wish(self.sounding, section, shift, lambda: None if self._closed else done(), ahead)

    def cost(self) -> tuple[float, int]:
        """Return the share of a core that it took in the last second, and its voices."""
        return self.share, self.voices

    @property
    def listening(self) -> bool:
        """Whether anybody listens."""
        return any(feed.listening() for feed in self._feeds.values())

    def meters(self) -> Meters:
        """Return the newest levels; zeros for a moment where it had not been rendered."""
        self.looked_at = True
        self._wake()
        self._measure(True)
        levels = self._outlet.ring.planes.levels[self.place]
        if self.twin >= 0:
            rear = self._outlet.ring.planes.levels[self.twin]
            levels = levels.copy()
            levels[:3] = max(levels[0], rear[0]), hypot(levels[1], rear[1]) / sqrt(2.0), min(levels[2], rear[2])
        peaks = tuple((name, float(levels[3 + k])) for k, name in enumerate(self._names))
        gain = float(levels[2])
        reduction = -20.0 * log10(gain) if gain > 0.0 else 0.0
        momentary, short, whole = levels[L_LOUDNESS:].tolist()
        return Meters(float(levels[0]), float(levels[1]), reduction, peaks, momentary, short, whole)

    def _measure(self, on: bool) -> None:
        """Have the loudness measured, or no longer."""
        if self._measured != on and self.live:
            self._measured = on
            self._outlet.rows(self.place, self.generation, table([row(OP_RAMP, 0, a=R_METER, x=float(on))]))

    def unwatched(self) -> None:
        """Nobody looked for a while: what only a watcher needs is left out."""
        self._measure(False)

    def close(self) -> None:
        """Free the session's place; listeners end."""
        if not self._closed:
            self._closed = True
            for feed in self._feeds.values():
                feed.end()
            self._feeds.clear()
            self._outlet.leave(self)

    def _wake(self) -> None:
        if self.resting and not self._closed:
            self._outlet.wake(self)

    # -- for the supervisor ------------------------------------------------------------------------------------------

    def pump(self, tick: int) -> int:
        """Give new blocks to the listeners; return at which ticks it wants to be called again.

        Returns:
            Bit 0 for even ticks, bit 1 for odd ones: who listens to blocks of 960 frames needs only every other.
        """
        if not self._feeds:
            return 0
        if not self._ticks >> (tick & 1) & 1:
            return self._ticks
        feeds = list(self._feeds.values())
        if not all(feed.listening() for feed in feeds):
            for key in [key for key, feed in self._feeds.items() if not feed.listening()]:
                self._feeds.pop(key).end()
            feeds = list(self._feeds.values())
        ring = self._outlet.ring
        if not feeds or not self.live or ring.generations[self.place] != self.generation:
            return EVERY_TICK if feeds else 0
        last = self._rendered_blocks()
        first = max(self._next, last - SLOTS + 2)
        if first > self._next:
            for feed in feeds:
                feed.gap()
        if last - first == 2 and len(feeds) == 1 and feeds[0].each == 2 and feeds[0].takes(first):
            both = ring.read(self.place, first, feeds[0].plane, self.twin, 2)
            if both is not None:
                feeds[0].whole(Frame(first * BLOCK), both)
                first = last
        for block in range(first, last):
            made: dict[str, bytes | None] = {}
            for feed in feeds:
                kind = feed.plane
                if kind not in made:
                    made[kind] = ring.read(self.place, block, kind, self.twin)
                pcm = made[kind]
                if pcm is None:
                    feed.gap()
                else:
                    feed.put(block, pcm)
        self._next = last
        self._ticks = EVERY_TICK if any(feed.each == 1 for feed in feeds) else 1 << (tick + last & 1)
        return self._ticks

    def put_out(self) -> Frame:
        """Return the first frame that was never put out."""
        return Frame(self._rendered_blocks() * BLOCK)

    def begin(self, generation: int, frame: Frame) -> None:
        """A new opening of the place is this session's, its stream beginning at `frame`."""
        self.generation, self.begins = generation, frame
        self._measured = False
        if frame // BLOCK > self._next:
            self._next = frame // BLOCK
            for feed in self._feeds.values():
                feed.gap()

    def _rendered_blocks(self) -> int:
        ring = self._outlet.ring
        mine = ring.generations[self.place] == self.generation
        outs = ring.planes.outs
        rendered = outs[self.place] if self.twin < 0 else min(outs[self.place], outs[self.twin])
        return int(rendered if mine else self.begins) // BLOCK


def _silence(start: Frame, end: Frame) -> RenderState:
    del start
    return RenderState(end, "", Frame(0), 0)
