"""The machine's own monotonic clock. Shared by all processes of one machine."""

import asyncio
import time

from affekt.core.units import Seconds


class MonotonicClock:
    """Real time."""

    def __init__(self) -> None:
        self._wall_offset = time.time() - time.monotonic()

    def now(self) -> Seconds:
        """Return the system's monotonic seconds, the same in every process."""
        return Seconds(time.monotonic())

    def wall(self) -> float:
        """Return server time in seconds since 1970, never stepped."""
        return time.monotonic() + self._wall_offset

    def worked(self) -> float:
        """Return the seconds of processor time that the calling thread has taken."""
        return time.thread_time()

    async def sleep_until(self, due: Seconds) -> None:
        """Sleep on the running event loop until `due`."""
        await asyncio.sleep(max(0.0, due - time.monotonic()))

    def wait_until(self, due: Seconds) -> None:
        """Block the calling thread until `due`."""
        left = due - time.monotonic()
        if left > 0:
            time.sleep(left)
