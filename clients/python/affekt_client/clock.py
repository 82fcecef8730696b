"""The server's clock as the client knows it: bounds from pings, and how the two clocks drift apart."""

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["ServerClock"]

_DRIFT_MOST = 500e-6
"""Clocks of real machines stay within this of one another."""
_DRIFT_USUAL = 300e-6
"""What two clocks are trusted with before their drift is known."""
_DRIFT_WANDERS = 4e-6
"""What is never known: the drift follows the weather in the machines."""
_SLACK_S = 100e-6
_SPREAD_S = 250e-6
"""How far even the quickest pings scatter."""


class _Ping(NamedTuple):
    sent: float
    server: float
    received: float

    @property
    def trip(self) -> float:
        return self.received - self.sent

    @property
    def middle(self) -> float:
        return (self.sent + self.received) / 2


class ServerClock:
    """Estimates server time from pings.

    Delays on a network only ever add, so each ping bounds the offset from both sides: the server's time cannot be
    before the ping left or after it came back. The offset is the middle of what all the newest pings together allow:
    the quickest way there bounds it on one side, the quickest way back, perhaps of another ping, on the other (after
    Marzullo, and NTP's clock filter, RFC 5905). Old pings are carried forward by the drift of the two clocks, which
    the quickest pings of the last minutes tell, and never against the newest one. What remains is half the difference
    between the quickest ways there and back, which no ping can see.

    A server that was restarted, or a clock that was stepped, contradicts what was known: then the old is forgotten.

    Example:
        >>> clock = ServerClock(now=lambda: 10.0)
        >>> clock.heard(sent=9.0, server=1000.5, received=10.0)
        >>> clock.offset
        991.0
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, keep: int = 64) -> None:
        """Begin without a ping.

        Args:
            now: The local clock, in seconds.
            keep: How many of the newest pings bound the offset.
        """
        self.now = now
        self._newest: deque[_Ping] = deque(maxlen=keep)
        self._best: deque[_Ping] = deque(maxlen=32)
        """The quickest ping of each few, for the drift."""
        self._group = max(keep // 4, 1)
        self._seen = 0
        self._drift, self._doubt = 0.0, _DRIFT_USUAL

    def heard(self, *, sent: float, server: float, received: float) -> None:
        """Take a ping into account: when it left, what the server's time was, and when it came back.

        One that came back before it left is passed over.
        """
        if not received >= sent:
            return
        ping = _Ping(sent, server, received)
        if self._newest and self._contradicts(ping):
            self._newest.clear()
            self._best.clear()
            self._seen, self._drift, self._doubt = 0, 0.0, _DRIFT_USUAL
        self._newest.append(ping)
        if self._seen % self._group == 0:
            self._best.append(ping)
        elif ping.trip < self._best[-1].trip:
            self._best[-1] = ping
        self._seen += 1
        self._estimate_drift()

    @property
    def known(self) -> bool:
        """Whether a ping has come back yet."""
        return bool(self._newest)

    @property
    def offset(self) -> float:
        """Server time minus local time in seconds, now; 0 before the first ping."""
        return self.offset_at(self.now())

    @property
    def drift(self) -> float:
        """How much faster the server's clock runs, as a share (1e-6 is one part in a million)."""
        return self._drift

    @property
    def error_s(self) -> float:
        """The most that `offset` can be wrong now, in seconds; infinite before the first ping."""
        if not self._newest:
            return float("inf")
        low, high = self._bounds(self.now())
        return abs(high - low) / 2

    @property
    def round_trip_s(self) -> float:
        """The shortest way there and back of late, in seconds; infinite before the first ping."""
        return min((ping.trip for ping in self._newest), default=float("inf"))

    def offset_at(self, local: float) -> float:
        """Return server time minus local time at a local time."""
        if not self._newest:
            return 0.0
        low, high = self._bounds(local)
        last = self._newest[-1]
        moved = self._drift * (local - last.received)
        middle = min((low + high) / 2, last.server - last.sent + moved)
        return max(middle, last.server - last.received + moved)

    def server_time(self) -> float:
        """Return server time now, in seconds since 1970."""
        return self.now() + self.offset

    def local_time(self, server: float) -> float:
        """Return the local time of a server time."""
        return server - self.offset

    def _bounds(self, local: float) -> tuple[float, float]:
        """Return the least and the greatest offset at a local time that the newest pings allow."""
        low, high = -float("inf"), float("inf")
        for sent, server, received in self._newest:
            age = abs(local - received)
            moved, doubt = self._drift * (local - received), self._doubt * age
            low = max(low, server - received + moved - doubt)
            high = min(high, server - sent + moved + doubt)
        return low, high

    def _contradicts(self, ping: _Ping) -> bool:
        low, high = self._bounds(ping.received)
        wide = _SLACK_S + _DRIFT_MOST * (ping.received - self._newest[0].received)
        return ping.server - ping.received > high + wide or ping.server - ping.sent < low - wide

    def _estimate_drift(self) -> None:
        """Fit a line to the offsets of the quickest pings, the quicker the heavier; at first no drift is believed."""
        pings = list(self._best)
        least = min(ping.trip for ping in pings)
        weights = [((ping.trip - least) / 2 + _SPREAD_S) ** -2 for ping in pings]
        total = sum(weights)
        middle = sum(w * p.middle for w, p in zip(weights, pings, strict=True)) / total
        offsets = [p.server - p.middle for p in pings]
        mean = sum(w * o for w, o in zip(weights, offsets, strict=True)) / total
        spread = sum(w * (p.middle - middle) ** 2 for w, p in zip(weights, pings, strict=True)) + _DRIFT_USUAL**-2
        lean = sum(w * (p.middle - middle) * (o - mean) for w, p, o in zip(weights, pings, offsets, strict=True))
        self._drift = min(max(lean / spread, -_DRIFT_MOST), _DRIFT_MOST)
        self._doubt = max(spread**-0.5, _DRIFT_WANDERS)
