"""A lane between the ring and its listeners: how often it wants to be woken, and what a late gateway has missed."""

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.clock import ManualClock
from affekt.core.units import BLOCK
from affekt.host.ring import SLOTS, Ring
from affekt.host.supervisor import Supervisor
from affekt.host.worker_lane import WorkerLane
from affekt.host.worker_wire import Kind, pack_tick
from affekt.render.stems import StemTable


class Worker:
    """A supervisor whose worker is the test: it writes blocks into the ring, and ticks."""

    pid = 0

    def __init__(self, loaded: LoadedSet) -> None:
        table = StemTable()
        table.add(loaded)
        self.supervisor = Supervisor(1, "none", 0.0, ManualClock(), table)  # type: ignore[arg-type]
        self.supervisor._link = self  # type: ignore[assignment]
        self.supervisor.ready.set()
        self.ring: Ring = self.supervisor.ring
        self.lane: WorkerLane = self.supervisor.open(loaded, 0.0)
        self.ring.generations[0] = self.lane.generation
        self.block = 0

    def send(self, kind: Kind, payload: bytes) -> None:
        del kind, payload

    def render(self, blocks: int = 1, *, tick: bool = True) -> None:
        for _ in range(blocks):
            slot = self.block % SLOTS
            self.ring.planes.s16[0, slot] = self.block
            self.ring.planes.locks[0, slot] = 2 * self.block + 2
            self.block += 1
        self.ring.planes.outs[0] = self.block * BLOCK
        number = self.block + 6  # The session began at the worker's tick 7.
        if tick and self.ring.wanted[0] >> (number & 1) & 1:
            self.supervisor._heard(Kind.TICK, pack_tick(number))


@pytest.fixture
async def worker(tiny: LoadedSet) -> Worker:
    return Worker(tiny)


async def test_who_listens_to_long_blocks_wakes_the_gateway_every_other_tick(worker: Worker):
    long = worker.lane.listen("s16", 960)
    worker.render(2)
    assert worker.ring.wanted[0] in (1, 2)
    heard = []
    for _ in range(6):
        worker.render()
        heard.append(len(taken(long)))
    assert heard[-4:] == [0, 1, 0, 1]
    short = worker.lane.listen("s16", 480)
    worker.render()
    assert worker.ring.wanted[0] == 3
    assert len(taken(short)) == 1
    long.close()
    short.close()
    worker.render()
    assert worker.ring.wanted[0] == 0


async def test_a_gateway_that_comes_late_goes_on_behind_the_hole(worker: Worker):
    listener = worker.lane.listen("s16", 480)
    worker.render()
    worker.render(SLOTS + 5, tick=False)
    worker.render()
    blocks = taken(listener)
    assert blocks[1].discontinuity or blocks[0].discontinuity
    frames = [block.frame // BLOCK for block in blocks]
    assert frames[-1] == worker.block - 1
    assert [int(np.frombuffer(block.pcm, np.int16)[0]) for block in blocks] == frames


def taken(listener):
    """Return what can be taken now."""
    found = []
    while (block := listener.take()) is not None:
        found.append(block)
    return found
