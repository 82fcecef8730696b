"""Processor time: what the calling thread has used, to the nanosecond where the system tells it."""

import time

from affekt.core.units import Seconds


def thread_seconds() -> Seconds:
    """Return the processor seconds that the calling thread has used so far."""
    return Seconds(time.thread_time())
