"""The manual clock: time goes where it is told, and everybody wakes in turn."""

from affekt.clock import Clock, ManualClock, MonotonicClock
from affekt.core.units import Seconds


async def test_a_metronome_on_a_manual_clock_is_exact() -> None:
    import asyncio

    clock = ManualClock()
    heard: list[float] = []

    async def beat() -> None:
        for n in range(1, 9):
            await clock.sleep_until(Seconds(n * 0.5))
            heard.append(clock.now())

    task = asyncio.create_task(beat())
    await clock.advance_to(Seconds(2.2))
    assert heard == [0.5, 1.0, 1.5, 2.0]
    assert clock.now() == 2.2
    task.cancel()


async def test_server_time_moves_with_the_clock() -> None:
    clock = ManualClock(start=5.0, wall=1_000.0)
    assert clock.wall() == 1_000.0
    await clock.advance_to(Seconds(6.5))
    assert clock.wall() == 1_001.5


def test_both_clocks_are_clocks() -> None:
    clocks: list[Clock] = [ManualClock(), MonotonicClock()]
    first = [clock.now() for clock in clocks]
    assert all(clock.now() >= was for clock, was in zip(clocks, first, strict=True))
