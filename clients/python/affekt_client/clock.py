"""The server's clock as the client knows it: the offset of the ping that came back soonest."""

import time
from collections import deque
from collections.abc import Callable

__all__ = ["ServerClock"]


class ServerClock:
    """Estimates server time from pings.

    Of the last `keep` pings the one with the shortest way there and back is believed, since delays on a network only
    ever add; its error is at most half of that way (after NTP's clock filter, RFC 5905).

    Example:
        >>> clock = ServerClock(now=lambda: 10.0)
        >>> clock.heard(sent=9.0, server=1000.5, received=10.0)
        >>> clock.offset
        991.0
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, keep: int = 16) -> None:
        self.now = now
        self._samples: deque[tuple[float, float]] = deque(maxlen=keep)

    def heard(self, *, sent: float, server: float, received: float) -> None:
        """Take a ping into account: when it left, what the server's time was, and when it came back."""
        self._samples.append((received - sent, server - (sent + received) / 2))

    @property
    def known(self) -> bool:
        """Whether a ping has come back yet."""
        return bool(self._samples)

    @property
    def offset(self) -> float:
        """Server time minus local time in seconds; 0 before the first ping."""
        return min(self._samples)[1] if self._samples else 0.0

    @property
    def round_trip_s(self) -> float:
        """The shortest way there and back of late, in seconds; infinite before the first ping."""
        return min(self._samples)[0] if self._samples else float("inf")

    def server_time(self) -> float:
        """Return server time now, in seconds since 1970."""
        return self.now() + self.offset

    def local_time(self, server: float) -> float:
        """Return the local time of a server time."""
        return server - self.offset
