"""A key that a client holds, from the first word to the shifted recordings: live at once, and by variants when made."""

import asyncio
from pathlib import Path

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.clock.monotonic import MonotonicClock
from affekt.core.inputs import Param
from affekt.core.score import Key, ScoreEvent
from affekt.host.offline import read_script, run
from affekt.host.pool import Pool
from affekt.host.registry import Registry
from affekt.host.workers import RenderWorkers
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

pytestmark = pytest.mark.slow


async def test_a_key_is_live_first_and_by_shifted_recordings_soon(tiny: LoadedSet, tmp_path: Path):
    clock = MonotonicClock()
    pool = Pool(1, clock)
    host = RenderWorkers(1, capacity=1, synth="none", sets=[tiny], pool=pool, clock=clock)
    await host.start()
    registry = Registry({"tiny": tiny}, "tiny", host, clock, record=tmp_path)
    going = asyncio.create_task(registry.run())
    session = registry.open("hero", seed=1)
    heard = session.subscribe(after=0)
    session.say(Param("key", "D"))
    keys: list[Key] = []
    async for replies in heard:
        found = [r.item for r in replies if isinstance(r.item, ScoreEvent)]
        keys += [event.act for event in found if isinstance(event.act, Key)]
        if keys and keys[-1].path == "variant":
            break
    path = session.recorder.path
    registry.close("hero")
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    await host.stop()
    await pool.stop()
    assert [(key.tonic, key.shift, key.path) for key in keys[-2:]] == [("D", 2, "live"), ("D", 2, "variant")]
    again = run(Conductor.of(tiny, default_table()), read_script(path))
    told = [event.act for event in again.events if isinstance(event.act, Key)]
    assert told == keys, "the recording does not say when the recordings came"
