"""Who is let in: sessions go where there is most room, and nowhere while every worker has all it can do."""

from collections.abc import AsyncIterator

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.clock.monotonic import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.host.admission import BUSY_MS, FREE_MS
from affekt.host.supervisor import Supervisor
from affekt.host.worker_wire import Cost, Kind, WorkerStats, pack_plain, unpack_stats
from affekt.host.workers import RenderWorkers
from affekt.render.stems import StemTable
from affekt.telemetry.counting import Counting
from affekt.telemetry.metrics import Metrics


def told(p99_ms: float, share: float, **more: object) -> bytes:
    return pack_plain(WorkerStats(tick_p99_ms=p99_ms, share=share, **more))  # type: ignore[arg-type]


def a_worker() -> Supervisor:
    return Supervisor(8, "none", 0.0, MonotonicClock(), StemTable())


@pytest.fixture
async def host(tiny: LoadedSet) -> AsyncIterator[RenderWorkers]:
    """Two workers of which nobody hears but what a test has them say."""
    counts: dict[str, int] = {}
    one = RenderWorkers(2, capacity=4, count=lambda name, n: counts.update({name: counts.get(name, 0) + n}))
    one.counts = counts  # type: ignore[attr-defined]
    for _ in range(2):
        one._workers.append(a_worker())
    yield one
    for worker in one._workers:
        worker.ring.close()


def test_a_worker_is_busy_from_60_percent_of_a_block_until_it_is_well_below():
    worker = a_worker()
    said = []
    for p99 in (5.9, 6.1, 5.0, FREE_MS + 0.1, FREE_MS - 0.1, 5.9, BUSY_MS + 0.1):
        worker._heard(Kind.STATS, told(p99, 0.6))
        said.append(worker.busy)
    assert said == [False, True, True, True, False, False, True]
    worker.ring.close()


def test_a_worker_that_something_else_holds_up_does_not_refuse():
    worker = a_worker()
    worker._heard(Kind.STATS, told(9.0, 0.05))
    assert not worker.busy
    worker.ring.close()


async def test_a_session_is_refused_with_the_reason_when_all_are_busy(host: RenderWorkers, tiny: LoadedSet):
    first, second = host._workers
    first._heard(Kind.STATS, told(7.2, 0.9))
    lane = host.open("one", tiny, 0.0)
    assert second.sessions == 1
    second._heard(Kind.STATS, told(6.5, 0.8))
    with pytest.raises(AffektError, match=r"too busy: one tick in a hundred takes over 6\.5 of 10 ms") as refused:
        host.open("two", tiny, 0.0)
    assert refused.value.reason is Reason.TOO_MANY
    assert host.counts == {"sessions_refused_busy": 1}  # type: ignore[attr-defined]
    first._heard(Kind.STATS, told(2.0, 0.3))
    host.open("two", tiny, 0.0)
    lane.close()


async def test_a_session_goes_to_the_worker_with_the_least_to_do(host: RenderWorkers, tiny: LoadedSet):
    first, second = host._workers
    first._heard(Kind.STATS, told(3.0, 0.5, sessions=4))
    second._heard(Kind.STATS, told(1.0, 0.1, sessions=4))
    for name in ("a", "b", "c"):
        host.open(name, tiny, 0.0)
    assert (first.sessions, second.sessions) == (0, 3)


async def test_sessions_of_which_nothing_is_known_yet_are_spread_evenly(host: RenderWorkers, tiny: LoadedSet):
    for name in "abcdef":
        host.open(name, tiny, 0.0)
    assert [worker.sessions for worker in host._workers] == [3, 3]


async def test_a_lane_knows_what_it_costs_and_not_what_its_place_cost_before(host: RenderWorkers, tiny: LoadedSet):
    lane = host.open("one", tiny, 0.0)
    worker = host._workers[0]
    worker._heard(Kind.STATS, told(1.0, 0.1, costs=(Cost(lane.place, lane.generation, 9, 0.08),)))
    assert lane.cost() == (0.08, 9)
    worker._heard(Kind.STATS, told(1.0, 0.1, costs=(Cost(lane.place, lane.generation + 1, 3, 0.5),)))
    assert lane.cost() == (0.08, 9)


def test_stats_arrive_as_they_were_told():
    stats = WorkerStats(sessions=2, work=(1, 2), tick_p99_ms=1.5, share=0.25, costs=(Cost(0, 1, 8, 0.2),))
    assert unpack_stats(pack_plain(stats)) == stats


def test_the_figures_show_the_slowest_worker_and_what_all_take_together():
    metrics = Metrics()
    stats = [
        WorkerStats(tick_p99_ms=2.0, share=0.25, costs=(Cost(0, 1, 8, 0.2),)),
        WorkerStats(tick_p99_ms=5.0, share=0.5, costs=(Cost(0, 1, 8, 0.2), Cost(1, 1, 4, 0.3))),
    ]
    Counting(metrics).follow_workers(stats, 0)
    text = metrics.text().decode()
    assert "affekt_render_tick_p99_seconds 0.005" in text
    assert "affekt_render_cores 0.75" in text
    assert "affekt_voices 20.0" in text
