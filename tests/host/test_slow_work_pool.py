"""The pool for slow work: it answers, it survives its children, and it never holds anybody up."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from affekt.clock import ManualClock, MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.host.pool import Pool
from affekt.render.stems import cached
from affekt.render.variants import find, task

pytestmark = pytest.mark.slow


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    counts: dict[str, int] = {}

    def count(name: str, amount: int) -> None:
        counts[name] = counts.get(name, 0) + amount

    one = Pool(1, MonotonicClock(), waiting=3, count=count)
    one.counts = counts  # type: ignore[attr-defined]
    yield one
    await one.stop()


@pytest.fixture
def stem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Half a minute of a chord: some tenths of a second of work."""
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path))
    t = np.arange(30 * 48_000) / 48_000
    chord = 0.2 * np.sin(2 * np.pi * 220 * t) + 0.2 * np.sin(2 * np.pi * 330 * t)
    soundfile.write(tmp_path / "chord.wav", np.stack([chord, chord], 1), 48_000, subtype="PCM_16")
    return cached(tmp_path / "chord.wav")


async def another_child(pool: Pool, *known: int) -> int:
    while True:
        new = [pid for pid in pool.pids() if pid not in known]
        if new:
            return new[0]
        await asyncio.sleep(0)


async def test_a_variant_is_made_in_a_child_and_lies_where_every_process_looks(pool: Pool, stem: Any):
    file = await pool.do("variants", task(stem, 300.0, None))
    found = find(stem, 300.0, None)
    assert found is not None
    assert str(found.file) == file
    assert pool.counts == {"pool_done": 1}  # type: ignore[attr-defined]


async def test_a_child_runs_behind_everybody_else(pool: Pool, stem: Any):
    asked = asyncio.ensure_future(pool.do("variants", task(stem, 200.0, None)))
    pid = await another_child(pool)
    await asked
    assert os.getpriority(os.PRIO_PROCESS, pid) >= os.getpriority(os.PRIO_PROCESS, 0) + 10


async def test_a_child_that_is_killed_over_its_work_is_replaced_and_the_work_done(pool: Pool, stem: Any):
    asked = asyncio.ensure_future(pool.do("variants", task(stem, -200.0, None)))
    os.kill(await another_child(pool), signal.SIGKILL)
    await asked
    assert find(stem, -200.0, None) is not None
    assert pool.counts == {"pool_died": 1, "pool_done": 1}  # type: ignore[attr-defined]


async def test_work_that_kills_twice_is_refused_and_the_next_is_done(pool: Pool, stem: Any):
    deadly = asyncio.ensure_future(pool.do("variants", task(stem, 100.0, None)))
    first = await another_child(pool)
    os.kill(first, signal.SIGKILL)
    os.kill(await another_child(pool, first), signal.SIGKILL)
    with pytest.raises(AffektError) as refused:
        await deadly
    assert refused.value.reason is Reason.INTERNAL
    await pool.do("variants", task(stem, 100.0, None))


async def test_what_the_work_refuses_is_told_and_the_child_lives(pool: Pool, stem: Any):
    with pytest.raises(AffektError) as refused:
        await pool.do("variants", task(stem, 9_999.0, None))
    assert refused.value.reason is Reason.OUT_OF_RANGE
    (pid,) = pool.pids()
    with pytest.raises(AffektError, match="KeyError"):
        await pool.do("dishes", {})
    assert pool.pids() == [pid]


async def test_more_than_may_wait_is_refused_at_once(pool: Pool, stem: Any):
    asked = [asyncio.ensure_future(pool.do("variants", task(stem, 10.0 * n, None))) for n in range(1, 9)]
    done = await asyncio.gather(*asked, return_exceptions=True)
    refused = [one for one in done if isinstance(one, AffektError)]
    assert len(done) - len(refused) >= 3
    assert {one.reason for one in refused} == {Reason.TOO_MANY}
    assert pool.counts["pool_dropped"] == len(refused)  # type: ignore[attr-defined]


async def test_a_child_without_work_ends_and_one_that_hangs_is_ended(stem: Any):
    clock = ManualClock()
    pool = Pool(1, clock, idle_s=30.0, longest_s=300.0)
    await pool.do("variants", task(stem, 50.0, None))
    while pool.pids():
        await clock.advance_to(clock.now() + 31.0)  # type: ignore[arg-type]
    hangs = asyncio.ensure_future(pool.do("variants", task(stem, 60.0, None)))
    while not hangs.done():
        for pid in pool.pids():
            with contextlib.suppress(ProcessLookupError):  # It may have been given up meanwhile.
                os.kill(pid, signal.SIGSTOP)
        await clock.advance_to(clock.now() + 60.0)  # type: ignore[arg-type]
    with pytest.raises(AffektError):
        await hangs
    await pool.stop()
    with pytest.raises(AffektError) as refused:
        await pool.do("variants", task(stem, 60.0, None))
    assert refused.value.reason is Reason.CLOSED


async def test_what_has_time_is_done_when_nothing_else_waits_unless_it_is_hurried(pool: Pool, stem: Any):
    order: list[str] = []

    async def done(name: str, cents: float, *, later: bool) -> None:
        await pool.do("variants", task(stem, cents, None), later=later)
        order.append(name)

    asked = [("first", 100.0, True), ("idle", 200.0, True), ("hurried", 300.0, True), ("now", 400.0, False)]
    tasks = []
    for name, cents, later in asked:
        tasks.append(asyncio.create_task(done(name, cents, later=later)))
        await asyncio.sleep(0)
    pool.hurry("variants", task(stem, 300.0, None))
    await asyncio.gather(*tasks)
    assert order == ["first", "now", "hurried", "idle"]
