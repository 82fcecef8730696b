"""What is said while the registry sleeps is carried out on time, however long nothing was to be decided."""

import asyncio
from contextlib import suppress
from typing import Any

from affekt.core.inputs import Cue
from affekt.core.units import Seconds, frames


async def test_what_is_said_in_a_calm_wakes_the_registry(house: Any) -> None:
    running = asyncio.create_task(house.registry.run())
    session = house.registry.open("hero", seed=1)
    session.hold()
    start = session.opened_at
    slept = 0
    for tenth in range(20, 60):
        now = tenth / 10 + 0.01
        await house.clock.advance_to(Seconds(start + now))
        slept += session.due > start + now + 0.1
        session.say(Cue("stinger", "hit", "next_beat"))
        await house.clock.advance_to(Seconds(start + now + 0.05))
        assert session._driver.next_grid > frames(now + 0.045)
    assert slept > 5
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_session_is_due_when_what_was_said_for_later_is(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(2.31)
    before, told = session.due, []
    session.on_due = told.append
    session.say(Cue("stinger", "hit", "now"), at=session.wall_of(frames(2.32)))
    assert told == [session.due]
    assert house.clock.now() < session.due <= session.opened_at + 2.32 + 1e-4 < before
