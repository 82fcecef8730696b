"""A real registry on a manual clock, playing the shipped set to nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.shelf import find_set
from affekt.clock import ManualClock
from affekt.core.units import Seconds
from affekt.host.live import LiveSession
from affekt.host.registry import Registry
from affekt.host.silent import SilentRenderer


@pytest.fixture(scope="session")
def wayfarer() -> LoadedSet:
    return load(find_set("wayfarer"))


@dataclass
class Stage:
    """One session, and the time it lives in."""

    clock: ManualClock
    session: LiveSession

    async def play(self, seconds: float, each: Callable[[], None], *, turn: float = 0.05) -> None:
        """Let time pass, doing something every so often."""
        end = self.clock.now() + seconds
        while self.clock.now() < end:
            await self.clock.advance_to(Seconds(self.clock.now() + turn))
            each()


@pytest.fixture
def stage(wayfarer: LoadedSet) -> Callable[[], object]:
    @asynccontextmanager
    async def begin() -> AsyncIterator[Stage]:
        clock = ManualClock()
        registry = Registry({"wayfarer": wayfarer}, "wayfarer", SilentRenderer(), clock, lease_s=3_600.0)
        running = asyncio.create_task(registry.run())
        session = registry.open("band", seed=5)
        session.hold()
        try:
            yield Stage(clock, session)
        finally:
            registry.end_all()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    return begin
