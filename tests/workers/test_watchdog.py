"""The watchdog: a worker that hangs is ended, and a gateway that slept blames nobody."""

from affekt.clock import ManualClock
from affekt.core.units import Seconds
from affekt.host.supervisor import SILENT_S, Supervisor
from affekt.host.worker_wire import Kind
from affekt.render.stems import StemTable


class Link:
    pid = 0

    def __init__(self) -> None:
        self.killed = 0

    def kill(self) -> None:
        self.killed += 1


def watched() -> tuple[Supervisor, Link, ManualClock]:
    clock = ManualClock()
    worker = Supervisor(1, "none", 0.0, clock, StemTable())  # type: ignore[arg-type]
    link = Link()
    worker._link = link  # type: ignore[assignment]
    worker.ready.set()
    return worker, link, clock


async def run(worker: Supervisor, clock: ManualClock, seconds: int, *, speaks: bool) -> None:
    for _ in range(seconds):
        await clock.advance_to(Seconds(clock.now() + 1.0))
        if speaks:
            worker._heard(Kind.WARMED, b"")
        worker.watch()


async def test_a_worker_that_says_nothing_is_ended_once() -> None:
    worker, link, clock = watched()
    await run(worker, clock, int(SILENT_S), speaks=False)
    assert link.killed == 0
    await run(worker, clock, 2, speaks=False)
    assert link.killed == 1


async def test_a_worker_that_speaks_is_left_alone() -> None:
    worker, link, clock = watched()
    await run(worker, clock, 60, speaks=True)
    assert link.killed == 0


async def test_after_a_sleep_of_the_machine_the_worker_gets_its_time() -> None:
    worker, link, clock = watched()
    await run(worker, clock, 3, speaks=True)
    await clock.advance_to(Seconds(3_600.0))
    worker.watch()
    await run(worker, clock, int(SILENT_S) - 1, speaks=False)
    assert link.killed == 0
