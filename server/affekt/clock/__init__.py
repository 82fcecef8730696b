"""Clocks: the only door through which time enters."""

from affekt.clock.manual import ManualClock
from affekt.clock.monotonic import MonotonicClock
from affekt.clock.processor import thread_seconds
from affekt.clock.protocol import Clock

__all__ = ["Clock", "ManualClock", "MonotonicClock", "thread_seconds"]
