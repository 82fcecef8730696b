"""Render workers as processes: what reaches the listener, and what is left when something dies."""

import asyncio
import math
import os
import select
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.timing import body_frames
from affekt.clock.monotonic import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.score import Note, RenderState, Stinger
from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt.host.workers import RenderWorkers
from affekt.render.offline import render

pytestmark = pytest.mark.slow


def soon() -> float:
    """A session's opening as the registry chooses it."""
    return math.ceil(MonotonicClock().now() / 0.01 + 0.5) * 0.01


async def heard(blocks: AsyncIterator[AudioBlock], until: int) -> dict[int, np.ndarray]:
    """Collect blocks up to a frame; those after a gap, which a busy machine may cause, begin with 72 silent frames."""
    found = {}
    async for block in blocks:
        if not block.discontinuity:
            found[block.frame] = np.frombuffer(block.pcm, np.float32).reshape(-1, 2)
        if block.frame >= until:
            break
    return found


@pytest.fixture
async def workers(tiny: LoadedSet) -> AsyncIterator[RenderWorkers]:
    host = RenderWorkers(1, capacity=3, synth="auto", sets=[tiny])
    await host.start()
    yield host
    await host.stop()


@pytest.mark.parametrize("processes", [0, 1])
async def test_live_and_offline_give_the_same_samples(tiny: LoadedSet, log, processes: int):
    log.enter(9_600, "walk")
    log.add(12_000, Note("melody", 64, 100, 0.25))
    log.add(20_000, Stinger("hit"))
    log.enter(30_000, "fight")
    host = RenderWorkers(processes, capacity=3, sets=[tiny])
    await host.start()
    try:
        lane = host.open("one", tiny, soon())
        late: list[tuple[int, int]] = []
        lane.on_acted = lambda id, frame: late.append((id, frame))
        listener = lane.listen("f32")
        lane.play(log.events)
        live = await heard(listener, 48_000)
        acted = {id: Frame(frame) for id, frame in late}
        want = render(tiny, log.events, max(live) + 480, acted=acted).f32
        assert len(live) > 80
        assert max(np.abs(pcm).max() for pcm in live.values()) > 0.1
        for frame, pcm in live.items():
            assert np.array_equal(pcm, want[frame : frame + 480])
        assert lane.rendered_to() % 480 == 72
        assert lane.meters().layers[0][0] == "bed"
    finally:
        await host.stop()


async def test_an_event_for_a_frame_that_is_gone_acts_at_once_and_is_told(workers: RenderWorkers, tiny: LoadedSet, log):
    lane = workers.open("one", tiny, soon())
    listener = lane.listen("s16", 960)
    async for block in listener:
        assert len(block.pcm) == 960 * 4
        if block.frame >= 9_600:
            break
    told: asyncio.Future[tuple[int, int]] = asyncio.get_running_loop().create_future()
    lane.on_acted = lambda id, frame: told.set_result((id, frame))
    before = lane.rendered_to()
    id = log.add(480, Stinger("hit"))
    lane.play(log.events)
    found = await asyncio.wait_for(told, 5)
    assert found[0] == id
    assert found[1] >= before
    assert (found[1] - before) % 480 == 0


async def test_a_full_house_refuses_with_the_reason(workers: RenderWorkers, tiny: LoadedSet):
    lanes = [workers.open(str(k), tiny, soon()) for k in range(3)]
    with pytest.raises(AffektError) as refusal:
        workers.open("one too many", tiny, soon())
    assert refusal.value.reason is Reason.TOO_MANY
    assert "3 places" in refusal.value.text
    lanes[0].close()
    assert [block async for block in lanes[0].listen()] == []
    workers.open("fits", tiny, soon())


async def test_a_killed_worker_is_back_with_each_session_on_its_right_bar(
    workers: RenderWorkers, tiny: LoadedSet, log, source
):
    lane = workers.open("one", tiny, soon())
    body = body_frames(tiny.manifest.sections["walk"])
    gaps: list[tuple[int, int]] = []

    def on_gap(start: Frame, end: Frame) -> RenderState:
        gaps.append((start, end))
        at = end - 4_800
        return RenderState(end, "walk", Frame(at % body), at // body, (("bed", 0.0, ""),))

    lane.on_gap = on_gap
    log.enter(4_800, "walk", ["bed"])
    listener = lane.listen("f32")
    lane.play(log.events)
    async for block in listener:
        if block.frame >= 19_200:
            break
    os.kill(workers.pids()[0], signal.SIGKILL)
    after: dict[int, np.ndarray] = {}
    back = False
    async for block in listener:
        back |= block.discontinuity
        # A busy machine may be late again; what follows a hole begins with 72 silent frames, and it is left out here,
        # as is the rise from silence after the restart.
        if back and not block.discontinuity and block.frame >= gaps[-1][1] + 960:
            after[block.frame] = np.frombuffer(block.pcm, np.float32).reshape(-1, 2)
        if len(after) == 10:
            break
    [(start, end)] = gaps
    assert workers.restarts() == 1
    assert start % 480 == end % 480 == 0
    assert start < end < min(after)
    bed = source("walk_bed")
    music = np.zeros((max(after) + 480 + body + len(bed), 2))
    for at in range(4_800, max(after) + 480, body):
        music[at : at + len(bed)] += bed
    for frame, pcm in after.items():
        assert np.abs(pcm - music[frame : frame + 480]).max() < 1e-6


PARENT = """
import asyncio, math, os, sys
from pathlib import Path
from affekt.host.workers import RenderWorkers

async def main():
    host = RenderWorkers(1, capacity=2, synth="none")
    await host.start()
    print(host.pids()[0], flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_nothing_is_left_when_the_parent_is_killed():
    before = set(os.listdir("/dev/shm"))
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    held = {os.readlink(f"/proc/{worker}/fd/{fd}") for fd in os.listdir(f"/proc/{worker}/fd")}
    assert any("affekt-ring" in name for name in held)
    watch = os.pidfd_open(worker)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert select.select([watch], [], [], 10)[0]
    os.close(watch)
    assert set(os.listdir("/dev/shm")) <= before


async def test_a_session_is_told_its_voices_and_its_share_of_the_core(workers: RenderWorkers, tiny: LoadedSet, log):
    log.enter(9_600, "walk")
    lane, idle = (workers.open(name, tiny, soon()) for name in ("plays", "silent"))
    listener = lane.listen("s16")
    lane.play(log.events)
    async for _ in listener:
        share, voices = lane.cost()
        if voices:
            break
    assert voices == 3
    assert 0.0 < idle.cost()[0] < share < 1.0
