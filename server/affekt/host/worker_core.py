"""A render worker's work: what it does with each message, and what it does at each 10 ms tick.

Two threads: the control thread calls `receive` and does all that is slow (mapping, making synthesisers); the clock
thread calls `tick`. Between them stands one queue.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import floor

import numpy as np

from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.host.ring import Ring
from affekt.host.worker_wire import (
    Cost,
    Kind,
    Opening,
    WorkerStats,
    pack_acted,
    pack_plain,
    pack_tick,
    unpack_close,
    unpack_opening,
    unpack_patches,
    unpack_rows,
    unpack_stems,
)
from affekt.render.engine import Engine
from affekt.render.layout import Rows
from affekt.render.synth import Kind as SynthKind
from affekt.render.synth import Player, pool

TICK = BLOCK / SAMPLE_RATE
"""Seconds between two ticks."""
BACKLOG = 2
"""Blocks that are rendered at once after an overrun; the rest is skipped and counted."""
CATCH_UP = 10
"""Blocks that a session which has just been opened may be behind."""
_WINDOW = 100
_RECENT = 3 * _WINDOW
_REST_OF_A_SESSION = 3
"""What a session costs besides its voices, in voices."""
_IDLE_S = 1.0
_STEPS_MS = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(slots=True)
class _Place:
    generation: int
    first_tick: int
    """The tick of block 0: the last one at or before its time."""
    begins: int
    """The frame of its stream's first block."""


class Core:
    """All sessions of a worker."""

    def __init__(self, ring: Ring, synth: SynthKind, zero: float, send: Callable[[Kind, bytes], None]) -> None:
        """Prepare.

        Args:
            ring: Where blocks go.
            synth: Which synthesiser plays the notes.
            zero: The clock's seconds at tick 0.
            send: Hands a message to the gateway; must not wait long.
        """
        self._ring, self._send, self._zero = ring, send, zero
        self._pool = pool(synth)
        self._engine = Engine(ring.capacity, synths=self._pool, planes=ring.planes)
        self._places: dict[int, _Place] = {}
        self._seat()
        self._due: deque[Callable[[], None]] = deque()
        self._told = threading.Event()
        self._players: dict[int, Player | None] = {}
        self._late_blocks = self._late_rows = self._ticks = self._blocks = self._overdue = 0
        self._wake: list[float] = []
        self._work: list[float] = []
        self._recent: deque[float] = deque(maxlen=_RECENT)
        self._cpu = 0.0
        self._histogram = [0] * (len(_STEPS_MS) + 1)
        self.fifo = False

    # -- the control thread ------------------------------------------------------------------------------------------

    def receive(self, kind: Kind, payload: bytes) -> None:
        """Take a message: do what is slow here, and leave the rest to the next tick."""
        match kind:
            case Kind.STEMS:
                self._engine.map_stems(unpack_stems(payload))
            case Kind.WARM:
                if self._pool is not None:
                    self._pool.warm(unpack_patches(payload))
                self._send(Kind.WARMED, b"")
            case Kind.OPEN:
                opening = unpack_opening(payload)
                player = self._engine.player(opening.patches)
                self._players[opening.place] = player
                self._due.append(lambda: self._open(opening, player))
            case Kind.ROWS:
                place, generation, rows = unpack_rows(payload)
                self._engine.expect(rows)
                player = self._players.get(place)
                if player is not None:
                    rows = player.prepare(rows)
                self._due.append(lambda: self._rows(place, generation, rows))
            case Kind.CLOSE:
                place, generation = unpack_close(payload)
                self._due.append(lambda: self._close(place, generation))
            case _:
                raise ValueError(f"a worker is not told {kind.name}")
        self.nudge()

    def relax(self) -> None:
        """Give back the memory of recordings and notes that do not sound; now and then."""
        self._engine.relax()

    def end(self) -> None:
        """Leave what was not rendered ahead yet."""
        self._engine.buffers.close()

    # -- the clock thread --------------------------------------------------------------------------------------------

    def tick(self, tick: int) -> None:
        """Do what was asked for, and render every session up to the end of this tick."""
        while self._due:
            self._due.popleft()()
        self._ticks += 1
        todo = self._todo
        if not len(todo):
            return
        self._blocks += len(todo)
        missing = tick + 1 - self._first - self._ring.planes.outs[todo] // BLOCK
        if (missing == 1).all():
            self._engine.render(todo, BLOCK)
        else:
            self._catch_up(missing.tolist())
        for s, id, frame in self._engine.acted():
            self._late_rows += 1
            self._send(Kind.ACTED, pack_acted(s, self._places[s].generation, id, frame))
        if self._ring.wanted[0] >> (tick & 1) & 1:
            self._send(Kind.TICK, pack_tick(tick))

    def _catch_up(self, missing: list[int]) -> None:
        """Render a backlog of blocks, and skip what is too much of it."""
        behind: dict[int, int] = {}
        for s, left in zip(self._todo.tolist(), missing, strict=True):
            place = self._places[s]
            fresh = self._engine.mixer.out(s) == place.begins
            if left > (CATCH_UP if fresh else BACKLOG):
                self._late_blocks += left - 1
                self._engine.skip(s, self._engine.mixer.out(s) + (left - 1) * BLOCK)
                left = 1
            if left > 0:
                behind[s] = left
        while behind:
            self._engine.render(np.array(list(behind), np.int64), BLOCK)
            behind = {s: left - 1 for s, left in behind.items() if left > 1}

    def _seat(self) -> None:
        self._todo = np.array(list(self._places), np.int64)
        self._first = np.array([place.first_tick for place in self._places.values()], np.int64)

    def _open(self, opening: Opening, player: Player | None) -> None:
        s = opening.place
        if s in self._places:
            self._engine.close(s)
        first = floor((opening.opened_at - self._zero) / TICK + 1e-6)
        self._places[s] = _Place(opening.generation, first, opening.frame)
        self._engine.open(s, player, opening.frame, opening.twin)
        self._ring.generations[s] = opening.generation
        self._seat()

    def _rows(self, s: int, generation: int, rows: Rows) -> None:
        place = self._places.get(s)
        if place is not None and place.generation == generation:
            self._engine.enqueue(s, rows)

    def _close(self, s: int, generation: int) -> None:
        place = self._places.get(s)
        if place is not None and place.generation == generation:
            del self._places[s]
            self._engine.close(s)
            self._seat()

    def measured(self, wake_s: float, work_s: float, cpu_s: float = 0.0) -> None:
        """Note how late a tick began, how long it took, and what of the processor; once in 100 the gateway is told."""
        self._recent.append(work_s * 1e3)
        self._cpu += cpu_s
        self._wake.append(wake_s * 1e3)
        self._work.append(work_s * 1e3)
        if wake_s + work_s > TICK:
            self._overdue += len(self._todo)
        self._histogram[sum(work_s * 1e3 >= step for step in _STEPS_MS)] += 1
        if len(self._work) >= _WINDOW:
            self._send(Kind.STATS, pack_plain(self.stats()))
            self._wake.clear()
            self._work.clear()
            self._cpu = 0.0

    def stats(self) -> WorkerStats:
        """Return how it has done."""
        state = self._engine.mixer.sessions
        wake, work = np.array(self._wake or [0.0]), np.array(self._work or [0.0])
        buffers = self._engine.buffers
        dropped = int(state["dropped"].sum()) + buffers.refused + buffers.failed
        return WorkerStats(
            len(self._places), self._ticks, self._late_blocks, self._late_rows, int(state["faults"].sum()),
            dropped, float(np.median(wake)), float(np.percentile(wake, 99)),
            float(np.median(work)), float(np.percentile(work, 99)), tuple(self._histogram), self.fifo,
            self._blocks, self._overdue, float(np.percentile(self._recent, 99)) if self._recent else 0.0,
            self._share(), self._costs(),
        )  # fmt: skip

    def _share(self) -> float:
        return self._cpu / (len(self._work) * TICK) if self._work else 0.0

    def _costs(self) -> tuple[Cost, ...]:
        """Divide the ticks' processor time among the sessions by how many voices each has."""
        voices = {s: int(self._engine.mixer.sessions["voices"][s]) for s in self._places}
        whole = sum(voices.values()) + _REST_OF_A_SESSION * len(voices)
        share = self._share() / max(whole, 1)
        return tuple(
            Cost(s, self._places[s].generation, v, round(share * (v + _REST_OF_A_SESSION), 6))
            for s, v in voices.items()
        )

    # -- the loop ----------------------------------------------------------------------------------------------------

    def nudge(self) -> None:
        """End a wait of `idle`, from any thread."""
        self._told.set()

    def idle(self) -> bool:
        """Where nothing is to be rendered, wait to be told something, a second at most; return whether it waited."""
        if self._places or self._due:
            return False
        self._recent.clear()
        self._wake.clear()
        self._work.clear()
        self._cpu = 0.0
        self._told.wait(_IDLE_S)
        self._told.clear()
        self._send(Kind.STATS, pack_plain(self.stats()))  # So that it counts as alive, however often it is nudged.
        return True

    def run(
        self,
        now: Callable[[], float],
        wait_until: Callable[[float], None],
        going: Callable[[], bool],
        idle: Callable[[], bool] = lambda: False,
        worked: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """Tick every 10 ms of the clock while `going()`; after an overrun the ticks that were missed are one.

        `idle` may wait as long as nothing is to be rendered; the ticks of that time are left out. `worked` tells the
        processor time that the calling thread has taken.
        """
        tick = int((now() - self._zero) // TICK) + 1
        while going():
            if idle():
                tick = int((now() - self._zero) // TICK) + 1
                continue
            due = self._zero + tick * TICK
            wait_until(due)
            woke, cpu = now(), worked()
            tick = max(tick, int((woke - self._zero) // TICK))
            self.tick(tick)
            self.measured(woke - due, now() - woke, worked() - cpu)
            tick += 1
