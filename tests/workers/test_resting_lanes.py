"""A session that nobody hears is not rendered; whoever listens hears it where it would be."""

import math

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.timing import body_frames
from affekt.clock import ManualClock
from affekt.clock.monotonic import MonotonicClock
from affekt.core.score import RenderState, Stinger
from affekt.core.units import Frame, Seconds
from affekt.host.supervisor import Supervisor
from affekt.host.worker_lane import WorkerLane
from affekt.host.worker_wire import Kind
from affekt.host.workers import RenderWorkers
from affekt.render.stems import StemTable


class Link:
    """A worker that writes down what it is told."""

    pid = 0

    def __init__(self) -> None:
        self.told: list[Kind] = []

    def send(self, kind: Kind, payload: bytes) -> None:
        del payload
        self.told.append(kind)

    def heard(self) -> list[Kind]:
        told, self.told = self.told, []
        return [kind for kind in told if kind is not Kind.STEMS]


class House:
    """A supervisor with one lane, and a clock that is turned by hand."""

    def __init__(self, loaded: LoadedSet, rest_s: float) -> None:
        self.clock, self.link = ManualClock(), Link()
        table = StemTable()
        table.add(loaded)
        self.worker = Supervisor(1, "none", 0.0, self.clock, table, rest_s=rest_s)  # type: ignore[arg-type]
        self.worker._link = self.link  # type: ignore[assignment]
        self.worker.ready.set()
        self.lane: WorkerLane = self.worker.open(loaded, 0.0)
        self.woken: list[int] = []
        self.lane.on_wake = self._woken
        assert self.link.heard() == [Kind.OPEN]

    def _woken(self, frame: Frame) -> RenderState:
        self.woken.append(frame)
        return RenderState(frame, "walk", Frame(0), 0, (("bed", 0.0, ""),))

    async def seconds(self, count: int) -> None:
        for _ in range(count):
            await self.clock.advance_to(Seconds(self.clock.now() + 1.0))
            self.worker._spoke = self.clock.now()
            self.worker.watch()


async def test_a_lane_rests_unheard_and_wakes_for_a_listener(tiny: LoadedSet, log) -> None:
    house = House(tiny, rest_s=2.0)
    await house.seconds(1)
    assert house.link.heard() == []
    await house.seconds(2)
    assert house.link.heard() == [Kind.CLOSE]
    log.add(48_000, Stinger("hit"))
    house.lane.play(log.events)
    await house.seconds(10)
    assert house.link.heard() == []

    house.lane.listen()
    assert house.link.heard() == [Kind.OPEN, Kind.ROWS]
    assert house.woken == [13 * 48_000 + 3 * 480]
    assert house.lane.begins == house.woken[0]
    house.lane.play(log.events)
    assert house.link.heard() == [Kind.ROWS]


async def test_a_lane_that_is_heard_or_looked_at_goes_on(tiny: LoadedSet) -> None:
    house = House(tiny, rest_s=2.0)
    listener = house.lane.listen()
    await house.seconds(30)
    assert house.link.heard() == []
    del listener
    for _ in range(10):
        house.lane.meters()
        await house.seconds(1)
    assert house.link.heard() == [Kind.ROWS]
    await house.seconds(2)
    assert house.link.heard() == [Kind.CLOSE]
    house.lane.meters()
    assert house.link.heard() == [Kind.OPEN, Kind.ROWS, Kind.ROWS]


async def test_loudness_is_measured_from_the_first_look_until_nobody_looks(tiny: LoadedSet) -> None:
    house = House(tiny, rest_s=2.0)
    listener = house.lane.listen()
    house.lane.meters()
    house.lane.meters()
    assert house.link.heard() == [Kind.ROWS]
    await house.seconds(30)
    assert house.link.heard() == [Kind.ROWS]
    house.lane.meters()
    assert house.link.heard() == [Kind.ROWS]
    del listener


async def test_a_place_is_kept_while_its_lane_rests(tiny: LoadedSet) -> None:
    house = House(tiny, rest_s=1.0)
    await house.seconds(2)
    assert house.worker.sessions == house.worker.capacity == 1
    house.link.told.clear()
    house.lane.close()
    assert [block async for block in house.lane.listen()] == []
    assert Kind.OPEN not in house.link.told
    assert house.worker.sessions == 0


async def test_without_a_time_to_rest_every_lane_is_rendered(tiny: LoadedSet) -> None:
    house = House(tiny, rest_s=0.0)
    await house.seconds(100)
    assert house.link.heard() == []


async def test_a_restarted_worker_leaves_resting_lanes_alone(tiny: LoadedSet) -> None:
    house = House(tiny, rest_s=1.0)
    await house.seconds(2)
    house.link.told.clear()
    house.worker._heard(Kind.READY, b"")
    assert Kind.OPEN not in house.link.told
    house.lane.listen()
    assert Kind.OPEN in house.link.told


@pytest.mark.slow
@pytest.mark.parametrize("processes", [0, 1])
async def test_a_woken_session_sounds_as_if_it_had_never_rested(tiny: LoadedSet, source, processes: int) -> None:
    host = RenderWorkers(processes, capacity=1, sets=[tiny], rest_s=1e-6)
    await host.start()
    try:
        lane = host.open("one", tiny, math.ceil(MonotonicClock().now() / 0.01 + 0.5) * 0.01)
        body = body_frames(tiny.manifest.sections["walk"])
        lane.on_wake = lambda frame: RenderState(frame, "walk", Frame(frame % body), frame // body, (("bed", 0.0, ""),))
        host._workers[0].watch()
        assert lane.resting
        found = {}
        async for block in lane.listen("f32"):
            if not block.discontinuity and block.frame >= lane.begins + 960:  # After its rise from silence.
                found[block.frame] = np.frombuffer(block.pcm, np.float32).reshape(-1, 2)
            if len(found) == 10:
                break
        bed = source("walk_bed")
        music = np.zeros((max(found) + 480 + body + len(bed), 2))
        for at in range(0, max(found) + 480, body):
            music[at : at + len(bed)] += bed
        for frame, pcm in found.items():
            assert np.abs(pcm - music[frame : frame + 480]).max() < 1e-6
    finally:
        await host.stop()
