"""The kernel's buses: their levels, and filters on a fixed grid of frames."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

import numpy as np

from affekt.core.units import SAMPLE_RATE
from affekt.render.kernel_voice import f4, gains, jit, value
from affekt.render.layout import (
    GRID,
    OPEN_HIGHPASS_HZ,
    OPEN_LOWPASS_HZ,
    R_HIGHPASS,
    R_LOWPASS,
)  # fmt: skip

LN_OPEN_LOW = math.log(OPEN_LOWPASS_HZ)
LN_OPEN_HIGH = math.log(OPEN_HIGHPASS_HZ)


@jit
def _low_cell(x, n, cutoff, s):
    g = math.tan(math.pi * cutoff / SAMPLE_RATE)
    k = 1.4142135623730951
    a1 = 1.0 / (1.0 + g * (g + k))
    a2 = g * a1
    a3 = g * a2
    p1, p2, q1, q2 = s[0], s[1], s[2], s[3]
    for i in range(n):
        v3 = x[2 * i] - p2
        v1 = a1 * p1 + a2 * v3
        v2 = p2 + a2 * p1 + a3 * v3
        p1 = 2.0 * v1 - p1
        p2 = 2.0 * v2 - p2
        x[2 * i] = f4(v2)
        v3 = x[2 * i + 1] - q2
        v1 = a1 * q1 + a2 * v3
        v2 = q2 + a2 * q1 + a3 * v3
        q1 = 2.0 * v1 - q1
        q2 = 2.0 * v2 - q2
        x[2 * i + 1] = f4(v2)
    s[0], s[1], s[2], s[3] = p1, p2, q1, q2


@jit
def _high_cell(x, n, cutoff, s):
    g = math.tan(math.pi * cutoff / SAMPLE_RATE)
    k = 1.4142135623730951
    a1 = 1.0 / (1.0 + g * (g + k))
    a2 = g * a1
    a3 = g * a2
    p1, p2, q1, q2 = s[4], s[5], s[6], s[7]
    for i in range(n):
        v0 = float(x[2 * i])
        v3 = v0 - p2
        v1 = a1 * p1 + a2 * v3
        v2 = p2 + a2 * p1 + a3 * v3
        p1 = 2.0 * v1 - p1
        p2 = 2.0 * v2 - p2
        x[2 * i] = f4(v0 - k * v1 - v2)
        v0 = float(x[2 * i + 1])
        v3 = v0 - q2
        v1 = a1 * q1 + a2 * v3
        v2 = q2 + a2 * q1 + a3 * v3
        q1 = 2.0 * v1 - q1
        q2 = 2.0 * v2 - q2
        x[2 * i + 1] = f4(v0 - k * v1 - v2)
    s[4], s[5], s[6], s[7] = p1, p2, q1, q2


@jit
def _still(v):
    return v if abs(v) > 1e-20 else 0.0


@jit
def open_wide(ramps, frame, s, k):
    """Return whether both filters are open and, by their states from s[k] on, at rest."""
    low, high = ramps[R_LOWPASS], ramps[R_HIGHPASS]
    if low[3] < LN_OPEN_LOW or low[1] > frame - GRID or high[3] > LN_OPEN_HIGH or high[1] > frame - GRID:
        return False
    for i in range(k, k + 8):  # noqa: SIM110
        if s[i] != 0.0:
            return False
    return True


@jit
def tone(ramps, frame, n, x, s):
    """Low-pass and high-pass of a bus; one coefficient for each 32 frames counted from frame 0.

    `s` holds the filters' states: low-pass left and right, high-pass left and right, two numbers each.
    """
    low, high = ramps[R_LOWPASS], ramps[R_HIGHPASS]
    i = 0
    while i < n:
        cell = (frame + i) // GRID * GRID
        count = min(cell + GRID - frame, n) - i
        part = x[2 * i : 2 * (i + count)]
        begins = cell == frame + i
        c = value(low, cell)
        if c < LN_OPEN_LOW or c != c:
            if begins:
                for k in range(4):
                    s[k] = _still(s[k])
            _low_cell(part, count, max(math.exp(c), 10.0), s)
        elif begins:
            for k in range(4):
                s[k] = 0.0
        c = value(high, cell)
        if c > LN_OPEN_HIGH or c != c:
            if begins:
                for k in range(4, 8):
                    s[k] = _still(s[k])
            _high_cell(part, count, min(math.exp(c), OPEN_LOWPASS_HZ), s)
        elif begins:
            for k in range(4, 8):
                s[k] = 0.0
        i += count


@jit
def bits(x):
    """Return the largest magnitude's bit pattern; at or over infinity's something is not a number."""
    y = x.view(np.int32)
    most = np.int32(0)
    for i in range(y.shape[0]):
        most = max(most, y[i] & np.int32(0x7FFFFFFF))
    return int(most)


@jit
def add_bus(ramps, which, frame, n, x, g2, out):
    """Add a bus to interleaved `out` at its level."""
    steady, g = gains(ramps, (which,), frame, n, g2)
    if steady:
        for i in range(2 * n):
            out[i] += x[i] * g
    else:
        for i in range(n):
            out[2 * i] += x[2 * i] * g2[i]
            out[2 * i + 1] += x[2 * i + 1] * g2[i]
    return steady, g
