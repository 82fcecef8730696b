"""What every clock can do."""

from typing import Protocol

from affekt.core.units import Seconds


class Clock(Protocol):
    """Where "now" comes from. Whatever needs the time is handed one of these."""

    def now(self) -> Seconds:
        """Return seconds on this clock's own monotonic scale."""
        ...

    def wall(self) -> float:
        """Return server time: the wall clock at start plus what has passed since; never stepped."""
        ...

    async def sleep_until(self, due: Seconds) -> None:
        """Return when `now()` has reached `due`."""
        ...
