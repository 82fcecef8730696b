"""A clock that moves only when told: tests take no time."""

import asyncio
import heapq

from affekt.core.units import Seconds


class ManualClock:
    """Time by hand. Sleepers wake in order of their due times, each seeing its own time."""

    def __init__(self, start: float = 0.0, wall: float = 1_000_000_000.0) -> None:
        self._now = Seconds(start)
        self._wall = wall - start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> Seconds:
        """Return the time it was last moved to."""
        return self._now

    def wall(self) -> float:
        """Return the server time that goes with `now()`."""
        return self._wall + self._now

    async def sleep_until(self, due: Seconds) -> None:
        """Wait until someone advances the clock to `due`."""
        if due <= self._now:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (due, self._count, future))
        await future

    async def advance_to(self, time: Seconds) -> None:
        """Move to `time`, waking every sleeper on the way and letting it act."""
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= time:
            due, _, future = heapq.heappop(self._sleepers)
            self._now = Seconds(max(due, self._now))
            if not future.done():
                future.set_result(None)
            await self._settle()
        self._now = Seconds(max(time, self._now))
        await self._settle()

    async def _settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
