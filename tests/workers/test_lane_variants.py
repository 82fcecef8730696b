"""Key variants on their way: a lane asks, the pool makes, and the worker has them before the session hears of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.clock.monotonic import MonotonicClock
from affekt.core.score import Layer
from affekt.host.pool import Pool
from affekt.host.workers import RenderWorkers
from affekt.render.stems import StemTable

pytestmark = pytest.mark.slow


class Counts:
    """What was counted, and a way to wait for it."""

    def __init__(self) -> None:
        self.told: dict[str, int] = {}
        self._changed = asyncio.Event()

    def __call__(self, name: str, amount: int) -> None:
        self.told[name] = self.told.get(name, 0) + amount
        self._changed.set()

    async def reach(self, name: str, amount: int) -> None:
        while self.told.get(name, 0) < amount:
            await self._changed.wait()
            self._changed.clear()


@pytest.fixture
async def house(
    tiny: LoadedSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[RenderWorkers, Pool, Counts]]:
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path))
    counts, clock = Counts(), MonotonicClock()
    pool = Pool(1, clock, count=counts)
    host = RenderWorkers(1, capacity=3, synth="none", sets=[tiny], pool=pool, count=counts, clock=clock)
    await host.start()
    yield host, pool, counts
    await host.stop()
    await pool.stop()


async def test_a_section_is_made_once_for_two_sessions_and_both_are_told(house, tiny: LoadedSet):
    host, _, counts = house
    one, two = (host.open(name, tiny, MonotonicClock().now()) for name in ("one", "two"))
    told = [asyncio.Event(), asyncio.Event()]
    one.vary("walk", 2, told[0].set)
    two.vary("walk", 2, told[1].set)
    await asyncio.gather(*(event.wait() for event in told))
    assert counts.told["variants_made"] == 4  # bed, bass and both takes of the theme
    table = StemTable(makes=False)
    table.add(tiny)
    assert all(table.variant(tiny, f"stems/walk_{n}.wav", 2, look=True) for n in ("bed", "bass", "theme", "theme_b"))
    assert table.variant(tiny, "stems/fight_bed.wav", 2, look=True) is None


async def test_a_session_that_left_is_not_told(house, tiny: LoadedSet):
    host, _, _ = house
    gone, stays = (host.open(name, tiny, MonotonicClock().now()) for name in ("gone", "stays"))
    told: list[str] = []
    event = asyncio.Event()
    gone.vary("cheer", 1, lambda: told.append("gone"))
    gone.close()
    stays.vary("cheer", 1, event.set)
    await event.wait()
    assert told == []


async def test_where_a_variant_cannot_be_made_nobody_is_told_and_the_music_goes_on(house, tiny: LoadedSet, log):
    host, _, counts = house
    lane = host.open("one", tiny, MonotonicClock().now())
    told: list[str] = []
    lane.vary("fight", 40, lambda: told.append("too far"))
    await counts.reach("variants_failed", 3)
    log.enter(9_600, "walk")
    log.add(12_000, Layer("bed", -3.0, 1.0))
    listener = lane.listen("s16")
    lane.play(log.events)
    async for block in listener:
        if np.frombuffer(block.pcm, np.int16).any():
            break
    assert told == []


async def test_variants_stay_within_their_share_of_the_disk(tiny: LoadedSet, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path))
    clock, counts = MonotonicClock(), Counts()
    pool = Pool(1, clock)
    host = RenderWorkers(
        0, capacity=2, synth="none", sets=[tiny], pool=pool, variants_bytes=1, clock=clock,
        count=counts,
    )  # fmt: skip
    await host.start()
    (tmp_path / "stems" / "of-another-time.var").write_bytes(bytes(9))
    done = asyncio.Event()
    other = replace(tiny, sha256="3" * 64)
    await host.prepare(other)
    host.open("one", other, clock.now()).vary("cheer", -2, done.set)
    await done.wait()
    await counts.reach("variants_pruned", 1)
    assert not (tmp_path / "stems" / "of-another-time.var").exists()
    assert len(list((tmp_path / "stems").glob("*.var"))) == 3, "what sounds was removed"
    await host.stop()
    await pool.stop()
