"""A supervisor: one render worker, started, listened to, and started again when it dies. Belongs to the event loop.

The worker is a process of its own; or, with `threaded`, a thread of this one (for tests and where there is no fork of
sockets): the same work, less sheltered from everything else.
"""

import asyncio
import logging
from collections.abc import Callable
from math import ceil

from affekt.arrange.loaded import LoadedSet
from affekt.clock.monotonic import MonotonicClock
from affekt.core.score import RenderState
from affekt.core.units import BLOCK, SAMPLE_RATE, Frame, Seconds
from affekt.host.admission import is_busy
from affekt.host.ring import Ring
from affekt.host.room import Room
from affekt.host.worker_lane import WorkerLane
from affekt.host.worker_link import ProcessLink, ThreadLink
from affekt.host.worker_wire import (
    Kind,
    Opening,
    WorkerStats,
    pack_close,
    pack_plain,
    pack_rows,
    pack_stems,
    unpack_acted,
    unpack_stats,
    unpack_tick,
)
from affekt.render.layout import Rows
from affekt.render.patches import patches
from affekt.render.plan import Plan
from affekt.render.space import Layout
from affekt.render.stems import StemTable
from affekt.render.synth import Kind as SynthKind

log = logging.getLogger(__name__)

RESTART_AHEAD_S = 0.03
"""How far ahead of now a session is taken up again after a restart."""
SILENT_S = 6.0
"""A worker that has said nothing for so long hangs."""
_BACKOFF_S = (0.0, 0.1, 0.5, 2.0, 5.0)
_ATTEMPTS = 3
"""Deaths in a row after which a worker that was never ready is given up."""


Wish = Callable[[LoadedSet, str, float, Callable[[], None], bool], None]
"""(set, section, semitones, what to call when the workers have the recordings, whether that has time)."""


class Supervisor:
    """One worker and its lanes."""

    def __init__(
        self,
        capacity: int,
        synth: SynthKind,
        zero: float,
        clock: MonotonicClock,
        stems: StemTable,
        *,
        threaded: bool = False,
        rest_s: float = 0.0,
        on_restart: Callable[[], None] = lambda: None,
        wish: Wish = lambda _loaded, _section, _shift, _done, _ahead: None,
    ) -> None:
        """Prepare.

        Args:
            capacity: Sessions.
            synth: Which synthesiser plays the notes.
            zero: The clock's seconds at the workers' tick 0.
            clock: What times are told by.
            stems: The recordings' numbers, shared by all workers.
            threaded: A thread instead of a process.
            rest_s: After how many seconds a session that nobody hears is not rendered; 0 for never.
            on_restart: Called when the worker died.
            wish: Has the pitched recordings of a set's section made so many semitones away, and calls back.
        """
        self.wish = wish
        self.ring = Ring(capacity)
        self.stats = WorkerStats()
        self.busy = False
        """Its ticks take too long for more sessions; it stays so until they are well below."""
        self.told_sessions = 0
        """How many sessions it had when `stats` was told."""
        self.restarts = 0
        self.ready = asyncio.Event()
        """It ticks."""
        self.warmed = asyncio.Event()
        """It has made all that `warm` asked for."""
        self.warmed.set()
        self._warming = 0
        self._hopeless = asyncio.Event()
        self._spoke = self._watched = clock.now()
        self._synth, self._zero, self._clock = synth, zero, clock
        self._stems, self._threaded, self._on_restart = stems, threaded, on_restart
        self._rest_s = rest_s
        self._room = Room(capacity)
        self._lanes = self._room.lanes
        self._warmed: dict[str, LoadedSet] = {}
        self._known: set[int] = set()
        self._generation = 0
        self._stopping = False
        self._alive_since = 0.0
        self._link: ProcessLink | ThreadLink | None = None
        self._again: asyncio.Task[None] | None = None

    @property
    def sessions(self) -> int:
        """How many places are taken."""
        return self._room.taken

    @property
    def capacity(self) -> int:
        """How many places there are."""
        return self._room.capacity

    @property
    def pid(self) -> int:
        """The worker's process, or this one."""
        return self._link.pid if self._link else 0

    def start(self) -> None:
        """Start the worker; `ready` is set when it ticks."""
        self._known.clear()
        self._alive_since = self._clock.now()
        loop = asyncio.get_running_loop()
        kind = ThreadLink if self._threaded else ProcessLink
        self._link = kind(self.ring, self._synth, self._zero, loop, self._heard, self._died)

    async def begun(self, event: asyncio.Event) -> bool:
        """Wait for `ready` or `warmed`; False where the worker dies each time before."""
        waits = [asyncio.ensure_future(e.wait()) for e in (event, self._hopeless)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return event.is_set()

    async def stop(self) -> None:
        """End the worker and wait for its end."""
        self._stopping = True
        if self._again is not None:
            self._again.cancel()
        if self._link is not None:
            await self._link.stop()
        self.ring.close()

    def warm(self, loaded: LoadedSet) -> None:
        """Make the worker ready for a set: its recordings known, synthesisers for its voices made."""
        self._warmed[loaded.sha256] = loaded
        self.tell_stems()
        self._warming += 1
        self.warmed.clear()
        self._send(Kind.WARM, pack_plain(patches(loaded.manifest)))

    def open(self, loaded: LoadedSet, opened_at: float) -> WorkerLane:
        """Give a session a place; there must be one."""
        place = self._room.find()
        lane = WorkerLane(self, place, loaded, opened_at, Plan(loaded, self._stems))
        lane.unheard_since = self._clock.now()
        self._lanes[place] = lane
        self.tell_stems()
        if self.ready.is_set():
            self._take(lane, Frame(0))
        return lane

    def lay_out(self, lane: WorkerLane, layout: Layout) -> None:
        """Render a lane that nobody hears in another layout, a moment from now on.

        Raises:
            AffektError: TOO_MANY where four channels are asked for and there is no second place.
        """
        if layout != "stereo" and lane.twin < 0:
            self._room.widen(lane)
        elif layout == "stereo":
            lane.twin = -1
        lane.layout = layout
        self.wake(lane)

    def _take(self, lane: WorkerLane, frame: Frame) -> None:
        self._generation += 1
        lane.begin(self._generation, frame)
        opening = Opening(lane.place, lane.generation, lane.opened_at, frame, patches(lane.loaded.manifest), lane.twin)
        self._send(Kind.OPEN, pack_plain(opening))
        lane.live = True

    def _resume(self, lane: WorkerLane, state: RenderState, frame: Frame) -> None:
        self._take(lane, frame)
        lane.restore(state)

    def tell_stems(self) -> None:
        """Tell the worker of recordings that it does not know yet; what it is told later finds them there."""
        new = [stem for stem in self._stems if stem.id not in self._known]
        if new:
            self._known.update(stem.id for stem in new)
            self._send(Kind.STEMS, pack_stems(new))

    def rows(self, place: int, generation: int, rows: Rows) -> None:
        """Send rows."""
        if len(rows):
            self._send(Kind.ROWS, pack_rows(place, generation, rows))

    def leave(self, lane: WorkerLane) -> None:
        """Free a lane's place."""
        if self._lanes.get(lane.place) is lane:
            del self._lanes[lane.place]
            self._send(Kind.CLOSE, pack_close(lane.place, lane.generation))

    def wake(self, lane: WorkerLane) -> None:
        """Render a resting lane again, a moment from now on."""
        lane.unheard_since = self._clock.now()
        frame = lane.lost_at = self._soon(lane)
        state = lane.on_wake(frame)
        lane.resting = False
        if self.ready.is_set():
            self._resume(lane, state, frame)

    def _rest(self, now: float) -> None:
        """Let those lanes rest that nobody has heard for a while."""
        for lane in self._lanes.values():
            if lane.looked_at:
                lane.looked_since = now
            elif lane.listening and now - lane.looked_since >= self._rest_s:
                lane.unwatched()
            if lane.listening or lane.looked_at:
                lane.looked_at, lane.unheard_since = False, now
            elif lane.live and now - lane.unheard_since >= self._rest_s:
                lane.resting, lane.live = True, False
                lane.share, lane.voices = 0.0, 0
                self._send(Kind.CLOSE, pack_close(lane.place, lane.generation))

    def _soon(self, lane: WorkerLane) -> Frame:
        """Return the first frame of a block that a worker which is told now can still make in time."""
        ahead = (self._clock.now() + RESTART_AHEAD_S - lane.opened_at) * SAMPLE_RATE / BLOCK
        return Frame(max(ceil(ahead), 0) * BLOCK)

    def _send(self, kind: Kind, payload: bytes) -> None:
        if self._link is not None:
            self._link.send(kind, payload)

    # -- what the worker says ----------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Let lanes rest, and end a worker that hangs, so that it is started again; called about once a second.

        A worker speaks every second. Where the gateway itself was held up, nothing is concluded from silence.
        """
        now, last = self._clock.now(), self._watched
        if self._rest_s > 0.0:
            self._rest(now)
        self._watched = now
        if now - last > SILENT_S / 2:
            self._spoke = now
        if self._link is None or self._stopping or not self.ready.is_set() or now - self._spoke <= SILENT_S:
            return
        log.warning("a render worker hangs and is ended")
        self._spoke = now
        self._link.kill()

    def _heard(self, kind: Kind, payload: bytes) -> None:
        self._spoke = self._clock.now()
        match kind:
            case Kind.TICK:
                tick, wanted = unpack_tick(payload), 0
                for lane in list(self._lanes.values()):
                    wanted |= lane.pump(tick)
                self.ring.wanted[0] = wanted
            case Kind.ACTED:
                place, generation, id, frame = unpack_acted(payload)
                late = self._lanes.get(place)
                if late is not None and late.generation == generation:
                    late.on_acted(id, Frame(frame))
            case Kind.STATS:
                self._take_stats(unpack_stats(payload))
            case Kind.WARMED:
                self._warming -= 1
                if self._warming <= 0:
                    self.warmed.set()
            case Kind.READY:
                self._is_ready()
            case _:
                log.warning("a worker said something unknown", extra={"kind": int(kind)})

    def _take_stats(self, stats: WorkerStats) -> None:
        self.stats = stats
        self.told_sessions = self.sessions
        self.busy = is_busy(stats, self.busy)
        for cost in stats.costs:
            lane = self._lanes.get(cost.place)
            if lane is not None and lane.generation == cost.generation:
                lane.share, lane.voices = cost.share, cost.voices

    def _is_ready(self) -> None:
        self.tell_stems()
        self.ready.set()
        for lane in list(self._lanes.values()):
            if lane.resting:
                continue
            start = max(lane.lost_at, lane.begins)
            end = Frame(max(self._soon(lane), start))
            try:
                self._resume(lane, lane.on_gap(start, end), end)
            except Exception:
                log.exception("a session could not be taken up again; the others go on")
        again, self._warmed, self._warming = list(self._warmed.values()), {}, 0
        for loaded in again:
            self.warm(loaded)

    def _died(self) -> None:
        if self._stopping:
            return
        self.ready.clear()
        for lane in self._lanes.values():
            if lane.live:
                lane.lost_at = lane.put_out()  # Now, since the next worker begins by clearing the ring.
            lane.live = False
        self.restarts += 1
        log.error("a render worker died and is started again", extra={"restarts": self.restarts})
        self._on_restart()
        if self.restarts >= _ATTEMPTS and not (self.warmed.is_set() and self._warmed):
            self._hopeless.set()
        self._again = asyncio.get_running_loop().create_task(self._restart())

    async def _restart(self) -> None:
        lived = self._clock.now() - self._alive_since
        wait = 0.0 if lived > 10.0 else _BACKOFF_S[min(self.restarts, len(_BACKOFF_S)) - 1]
        while True:
            await self._clock.sleep_until(Seconds(self._clock.now() + wait))
            try:
                self.start()
            except OSError as error:
                wait = _BACKOFF_S[-1]
                log.error("a render worker cannot be started yet", extra={"why": error.strerror})
            else:
                return
