"""How alike what goes out and what comes in are, and so which cross-fade keeps the level.

Pure: two buffers in, a shape out. With correlation r, a linear fade has (1 + r) / 2 of the power in its middle and an
equal-power one 1 + r; they miss by as much at r = √2 − 1.
"""

import numpy as np
from numpy.typing import NDArray

from affekt.render.layout import EQUAL_POWER, LINEAR

ALIKE = 2.0**0.5 - 1.0
"""The correlation from which on a linear fade keeps the level better than an equal-power one."""
DECIMATE = 8
"""Frames that become one in a measure: what matters of a mix lies under 3 kHz."""

Mono = NDArray[np.float32]


def correlation(going: Mono, coming: Mono) -> float:
    """Return the correlation at lag 0 of two buffers, -1 … 1, as far as the shorter goes; 0 where one is silent."""
    n = min(len(going), len(coming))
    a, b = going[:n].astype(np.float64), coming[:n].astype(np.float64)
    power = float(np.dot(a, a)) * float(np.dot(b, b))
    return float(np.dot(a, b)) / power**0.5 if power > 0.0 else 0.0


def fade_shape(going: Mono, coming: Mono) -> int:
    """Return `LINEAR` for correlated buffers, else `EQUAL_POWER`."""
    return LINEAR if correlation(going, coming) >= ALIKE else EQUAL_POWER


def decimated(samples: NDArray[np.int16]) -> Mono:
    """Return int16 `[frames, channels]` as mono, one value for each `DECIMATE` frames, ±1."""
    whole = len(samples) // DECIMATE * DECIMATE
    mono = samples[:whole].astype(np.float32).mean(axis=1) if whole else np.zeros(0, np.float32)
    smaller: Mono = (mono.reshape(-1, DECIMATE).mean(axis=1) / np.float32(32768.0)).astype(np.float32)
    return smaller
