"""A session in four channels takes two places of its worker, which stay in step whatever happens."""

import os
import signal
from collections.abc import AsyncIterator

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.timing import body_frames
from affekt.clock.monotonic import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.score import Note, RenderState, Stinger
from affekt.core.units import Frame
from affekt.host.listener import Listener
from affekt.host.workers import RenderWorkers
from affekt.render.offline import render

pytestmark = pytest.mark.slow


def soon() -> float:
    return MonotonicClock().now() + 0.05


@pytest.fixture(params=[0, 1])
async def workers(request, tiny: LoadedSet) -> AsyncIterator[RenderWorkers]:
    host = RenderWorkers(request.param, capacity=3, synth="builtin", sets=[tiny])
    await host.start()
    yield host
    await host.stop()


def nothing(frame: Frame) -> RenderState:
    return RenderState(frame, "", Frame(0), 0)


async def heard(listener: Listener, frames: int) -> dict[int, np.ndarray]:
    found = {}
    async for block in listener:
        if not block.discontinuity:  # A busy machine may leave a hole, behind which 72 frames are silent.
            found[block.frame] = np.frombuffer(block.pcm, "<f4").reshape(-1, 4)
        if block.frame >= frames:
            break
    return found


async def test_live_and_offline_give_the_same_four_channels(workers: RenderWorkers, tiny: LoadedSet, log):
    log.enter(19_200, "walk")
    log.add(22_000, Note("melody", 64, 100, 0.25))
    log.add(30_000, Stinger("hit"))
    log.enter(40_000, "fight")
    lane = workers.open("one", tiny, soon())
    lane.on_wake = nothing
    late: list[tuple[int, int]] = []
    lane.on_acted = lambda id, frame: late.append((id, frame))
    listener = lane.listen("f32", layout="quad")
    lane.play(log.events)
    live = await heard(listener, 57_600)
    acted = {id: Frame(frame) for id, frame in late}
    want = render(tiny, log.events, max(live) + 480, acted=acted, layout="quad", synth="builtin").f32
    assert len(live) > 80
    assert max(np.abs(pcm).max() for pcm in live.values()) > 0.1
    for frame, pcm in live.items():
        assert np.array_equal(pcm, want[frame : frame + 480])


async def test_a_session_has_one_layout_until_all_have_left(workers: RenderWorkers, tiny: LoadedSet):
    lane = workers.open("one", tiny, soon())
    lane.on_wake = nothing
    first = lane.listen("s16", layout="ambix")
    assert len((await anext(first)).pcm) == 480 * 4 * 2
    with pytest.raises(AffektError, match="heard in ambix already") as refused:
        lane.listen("s16")
    assert refused.value.reason is Reason.UNSUPPORTED
    second = lane.listen("f32", 960, layout="ambix")
    block = await anext(second)
    assert (len(block.pcm), block.layout) == (960 * 4 * 4, "ambix")
    first.close()
    second.close()
    stereo = lane.listen("s16")
    block = await anext(stereo)
    assert (len(block.pcm), block.layout) == (480 * 4, "stereo")
    with pytest.raises(AffektError, match="stereo only"):
        lane.listen("opus", layout="quad")


async def test_four_channels_take_two_places_and_give_them_back(workers: RenderWorkers, tiny: LoadedSet):
    wide, narrow = workers.open("wide", tiny, soon()), workers.open("narrow", tiny, soon())
    for lane in (wide, narrow):
        lane.on_wake = nothing
    ear = wide.listen(layout="quad")
    with pytest.raises(AffektError, match="no second place") as refused:
        narrow.listen(layout="quad")
    assert refused.value.reason is Reason.TOO_MANY
    with pytest.raises(AffektError, match="3 places"):
        workers.open("one too many", tiny, soon())
    assert len((await anext(narrow.listen())).pcm) == 480 * 4
    ear.close()
    wide.close()
    other = workers.open("other", tiny, soon())
    workers.open("another", tiny, soon())
    assert len((await anext(other.listen())).pcm) == 480 * 4


async def test_a_killed_worker_comes_back_with_both_pairs(tiny: LoadedSet, log, source):
    host = RenderWorkers(1, capacity=3, synth="none", sets=[tiny])
    await host.start()
    try:
        lane = host.open("one", tiny, soon())
        lane.on_wake = nothing
        body = body_frames(tiny.manifest.sections["walk"])
        gaps: list[int] = []

        def on_gap(_start: Frame, end: Frame) -> RenderState:
            gaps.append(end)
            at = end - 9_600
            return RenderState(end, "walk", Frame(at % body), at // body, (("bed", 0.0, ""),))

        lane.on_gap = on_gap
        log.enter(9_600, "walk", ["bed"])
        listener = lane.listen("f32", layout="quad")
        lane.play(log.events)
        await heard(listener, 19_200)
        os.kill(host.pids()[0], signal.SIGKILL)
        after: dict[int, np.ndarray] = {}
        back = False
        async for block in listener:
            back = back or block.discontinuity
            if back and not block.discontinuity and block.frame >= gaps[-1] + 960:
                after[block.frame] = np.frombuffer(block.pcm, "<f4").reshape(-1, 4)
            if len(after) == 10:
                break
        bed = source("walk_bed")
        music = np.zeros((max(after) + 480 + body + len(bed), 2))
        for at in range(9_600, max(after) + 480, body):
            music[at : at + len(bed)] += bed
        for frame, pcm in after.items():
            want = np.hstack([0.5 * np.sqrt(share) * music[frame : frame + 480] for share in (0.9, 0.1)])
            assert np.abs(pcm - want).max() < 1e-6
    finally:
        await host.stop()
