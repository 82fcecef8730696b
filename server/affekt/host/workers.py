"""The render workers: where sessions are placed, one process a core. Belongs to the event loop.

The gateway loads neither the compiler nor a decoder: the kernel is compiled and recordings are decoded in children that
end before the workers start.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterable
from math import floor

from affekt.arrange.loaded import LoadedSet
from affekt.clock.monotonic import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.units import BLOCK, SAMPLE_RATE, Seconds
from affekt.host.admission import least_loaded
from affekt.host.pool import Pool
from affekt.host.supervisor import Supervisor
from affekt.host.variants import Variants
from affekt.host.worker_lane import WorkerLane
from affekt.host.worker_wire import WorkerStats
from affekt.render.stems import StemTable, wanted
from affekt.render.synth import Kind as SynthKind
from affekt.render.variants import MOST_BYTES
from affekt.render.warm import is_warm

log = logging.getLogger(__name__)

CAPACITY = 256
"""Sessions a worker takes unless told otherwise; each costs about 0.4 MB of ring and state."""


class RenderWorkers:
    """All render workers. Implements `host.lane.RenderHost`."""

    def __init__(
        self,
        workers: int = 1,
        *,
        capacity: int = CAPACITY,
        synth: SynthKind = "auto",
        clock: MonotonicClock | None = None,
        sets: Iterable[LoadedSet] = (),
        rest_s: float = 0.0,
        pool: Pool | None = None,
        variants_bytes: int = MOST_BYTES,
        count: Callable[[str, int], None] = lambda _name, _n: None,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            workers: Processes; 0 renders in a thread of this process.
            capacity: Sessions of one worker.
            synth: Which synthesiser plays the notes.
            clock: The clock that sessions' `opened_at` is told by.
            sets: Sets to decode and warm before the first session.
            rest_s: Seconds after which a session that nobody hears is not rendered until somebody does; 0 for never.
            pool: Who makes key variants; without one keys are reached live.
            variants_bytes: What key variants may take on the disk.
            count: Told what happens, by short names.
        """
        self._clock = clock or MonotonicClock()
        self._count, self._capacity, self._synth = workers, capacity, synth
        self._sets = list(sets)
        self._rest_s, self._counting = rest_s, count
        self._stems = StemTable(makes=False)
        self._workers: list[Supervisor] = []
        self._watch: asyncio.Task[None] | None = None
        self._variants = (
            Variants(self._stems, pool, self._tell_stems, most_bytes=variants_bytes, count=count) if pool else None
        )

    async def start(self) -> None:
        """Compile, decode, start the workers, and return when all of them tick.

        Raises:
            AffektError: BAD_SET if a recording is missing or cannot be read; INTERNAL if the kernel does not compile or
                a worker does not start.
        """
        if self._count and not is_warm() and await _child("affekt.render.warm") != 0:
            raise AffektError(Reason.INTERNAL, "the render kernel does not compile; run 'python -m affekt.render.warm'")
        for loaded in self._sets:
            await self._decode(loaded)
        tick = BLOCK / SAMPLE_RATE
        zero = floor(self._clock.now() / tick) * tick
        for _ in range(max(self._count, 1)):
            worker = Supervisor(
                self._capacity, self._synth, zero, self._clock, self._stems,
                threaded=self._count == 0, rest_s=self._rest_s,
                wish=self._wish,
            )  # fmt: skip
            self._workers.append(worker)
            worker.start()
        for worker in self._workers:
            if await worker.begun(worker.ready):
                for loaded in self._sets:
                    worker.warm(loaded)
        for worker in self._workers:
            if not (worker.ready.is_set() and await worker.begun(worker.warmed)):
                await self.stop()
                raise AffektError(Reason.INTERNAL, "a render worker does not start; what it said stands above")
        self._watch = asyncio.create_task(self._look_after(), name="workers")

    async def _look_after(self) -> None:
        while True:
            await self._clock.sleep_until(Seconds(self._clock.now() + 1.0))
            for worker in self._workers:
                worker.watch()

    def _tell_stems(self) -> None:
        for worker in self._workers:
            worker.tell_stems()

    def _wish(self, loaded: LoadedSet, section: str, shift: float, done: Callable[[], None], ahead: bool) -> None:
        if self._variants is not None:
            self._variants.wish(loaded, section, shift, done, ahead=ahead)

    async def stop(self) -> None:
        """End all workers; their memory goes with them."""
        if self._variants is not None:
            await self._variants.stop()
        if self._watch is not None:
            self._watch.cancel()
        for worker in self._workers:
            await worker.stop()
        self._workers.clear()

    async def prepare(self, loaded: LoadedSet) -> None:
        """Decode a set that comes later, in a child, and warm the workers for it.

        Raises:
            AffektError: BAD_SET if a recording is missing or cannot be read.
        """
        self._sets.append(loaded)
        await self._decode(loaded)
        for worker in self._workers:
            worker.warm(loaded)
        for worker in self._workers:
            await worker.warmed.wait()

    async def _decode(self, loaded: LoadedSet) -> None:
        lines = wanted(loaded)
        if lines:
            if loaded.manifest.tuning.recorded is not None:
                log.info("a set's pitched recordings are tuned", extra={"stem_set": loaded.manifest.name})
            await _child("affekt.render.stems", "\n".join(lines))
        self._stems.add(loaded)

    def open(self, session: str, stem_set: object, opened_at: float) -> WorkerLane:
        """Place a session whose frame 0 is at `opened_at` seconds of the clock.

        Block n is rendered at the worker's tick at or just before `opened_at` + n * 10 ms. A set that was never
        prepared is decoded here and now, which takes its time.

        Raises:
            AffektError: TOO_MANY when no worker has room, with the reason; BAD_SET.
        """
        del session
        if not isinstance(stem_set, LoadedSet):
            raise TypeError("open needs a LoadedSet")
        worker = least_loaded(w for w in self._workers if not w.busy)
        if worker is None:
            why = f"all {len(self._workers) * self._capacity} places are taken"
            if least_loaded(self._workers) is not None:
                least = min(w.stats.tick_p99_ms for w in self._workers if w.busy)
                why = f"they are too busy: one tick in a hundred takes over {least:.1f} of 10 ms"
                self._counting("sessions_refused_busy", 1)
            raise AffektError(Reason.TOO_MANY, f"no render worker has room ({why}); close a session or add workers")
        self._stems.add(stem_set)
        return worker.open(stem_set, opened_at)

    def stats(self) -> list[WorkerStats]:
        """Return how each worker does, as told in the last second."""
        return [worker.stats for worker in self._workers]

    def restarts(self) -> int:
        """Return how often a worker died."""
        return sum(worker.restarts for worker in self._workers)

    def pids(self) -> list[int]:
        """Return the workers' processes."""
        return [worker.pid for worker in self._workers]


async def _child(module: str, told: str = "") -> int:
    """Run a module in a short-lived child, `told` on its standard input; return its exit status."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "affekt.host.child", str(os.getpid()), module, env=dict(os.environ),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await process.communicate(told.encode())
    finally:
        if process.returncode is None:  # Whoever asked has gone.
            process.kill()
            await process.wait()
    return process.returncode or 0
