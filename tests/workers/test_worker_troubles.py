"""A worker that cannot start is told of; one session that cannot be taken up again leaves the others alone."""

import os
import signal

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.clock import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.score import RenderState
from affekt.core.units import Frame
from affekt.host.workers import RenderWorkers


async def test_a_worker_that_dies_each_time_it_starts_is_given_up(tiny: LoadedSet, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AFFEKT_SOUNDFONT", "/nowhere/at_all.sf2")
    workers = RenderWorkers(1, capacity=1, synth="fluidsynth", sets=[tiny])
    with pytest.raises(AffektError) as refusal:
        await workers.start()
    assert refusal.value.reason is Reason.INTERNAL
    assert workers.pids() == []


async def test_a_session_that_cannot_be_taken_up_again_leaves_the_others_alone(tiny: LoadedSet):
    workers = RenderWorkers(1, capacity=2, synth="none", sets=[tiny])
    await workers.start()
    try:
        ill, well = (workers.open(name, tiny, MonotonicClock().now() + 0.02) for name in ("ill", "well"))

        def on_gap(start: Frame, end: Frame) -> RenderState:
            raise RuntimeError("this session is ill")

        ill.on_gap = on_gap
        listener = well.listen()
        async for block in listener:
            if block.frame >= 4_800:
                break
        os.kill(workers.pids()[0], signal.SIGTERM)
        os.kill(workers.pids()[0], signal.SIGKILL)
        async for block in listener:
            if block.discontinuity:
                break
        assert workers.restarts() == 1
        assert not ill.live
        assert well.live
    finally:
        await workers.stop()
