"""The kernel's loudness meter: ITU-R BS.1770, over 400 ms, 3 s and everything since it was switched on.

Momentary and short-term loudness move every 100 ms, counted from frame 0. The integrated one is gated at -70 LUFS and
10 LU under the mean, by a histogram of 0.1 LU.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

from affekt.core.units import SAMPLE_RATE
from affekt.render.kernel_voice import jit
from affekt.render.layout import D_METER, DESK, METER_BINS
from affekt.render.loudness import SILENT, k_weighting

HOP = SAMPLE_RATE // 10
HOPS = 30
(B0, B1, B2, A1, A2), (_, _, _, C1, C2) = k_weighting(SAMPLE_RATE)
ON, POWER, COUNT = D_METER + 8, D_METER + 9, D_METER + 10
"""Whether it runs; power of this hop so far; hops that were whole, -1 within one that is not."""
RING = D_METER + 12
BINS = RING + HOPS
"""Counts, then sums of power."""
ABSOLUTE = -70.0
ENOUGH = 4
"""Hops in a momentary block."""

if DESK < BINS + 2 * METER_BINS:
    raise AssertionError("the desk is too short for the meter")


@jit
def _lufs(power):
    return -0.691 + 10.0 * math.log10(power) if power > 1e-12 else SILENT


@jit
def _integrated(d):
    count, total = 0.0, 0.0
    for q in range(METER_BINS):
        count += d[BINS + q]
        total += d[BINS + METER_BINS + q]
    if count == 0.0:
        return SILENT
    gate = _lufs(total / count) - 10.0
    count, total = 0.0, 0.0
    for q in range(max(int((gate - ABSOLUTE) * 10.0), 0), METER_BINS):
        count += d[BINS + q]
        total += d[BINS + METER_BINS + q]
    return _lufs(total / count) if count > 0.0 else SILENT


@jit
def _whole(d, levels, first):
    """A hop is over: read the three."""
    count = int(d[COUNT])
    if count < 0:
        d[POWER] = 0.0
        d[COUNT] = 0.0
        return
    d[RING + count % HOPS] = d[POWER] / HOP
    d[POWER] = 0.0
    d[COUNT] = count + 1
    if count + 1 < ENOUGH:
        return
    total = 0.0
    for q in range(ENOUGH):
        total += d[RING + (count - q) % HOPS]
    power = total / ENOUGH
    levels[first] = _lufs(power)
    if count + 1 >= HOPS:
        total = 0.0
        for q in range(HOPS):
            total += d[RING + q]
        levels[first + 1] = _lufs(total / HOPS)
    if levels[first] > ABSOLUTE:
        q = min(int((levels[first] - ABSOLUTE) * 10.0), METER_BINS - 1)
        d[BINS + q] += 1.0
        d[BINS + METER_BINS + q] += power
    levels[first + 2] = _integrated(d)


@jit
def rest(d, levels, first):
    """The meter is off: forget what it knew."""
    if d[ON] != 0.0:
        d[ON] = 0.0
        for q in range(3):
            levels[first + q] = SILENT


@jit
def meter(frame, n, x, d, levels, first):
    """Take in n frames of interleaved x, the first of them `frame`; write the three loudnesses in LUFS.

    Args:
        frame: Where x begins.
        n: Frames.
        x: What is put out.
        d: The session's desk.
        levels: Its levels.
        first: Where among them the three stand.
    """
    if d[ON] == 0.0:
        for q in range(D_METER, BINS + 2 * METER_BINS):
            d[q] = 0.0
        for q in range(3):
            levels[first + q] = SILENT
        d[ON] = 1.0
        d[COUNT] = 0.0 if frame % HOP == 0 else -1.0
    i = 0
    while i < n:
        count = min((frame + i) // HOP * HOP + HOP - (frame + i), n - i)
        a1, a2, b1, b2 = d[D_METER], d[D_METER + 1], d[D_METER + 2], d[D_METER + 3]
        e1, e2, f1, f2 = d[D_METER + 4], d[D_METER + 5], d[D_METER + 6], d[D_METER + 7]
        power = d[POWER]
        for k in range(i, i + count):
            v = float(x[2 * k])
            y = B0 * v + a1
            a1 = B1 * v - A1 * y + a2
            a2 = B2 * v - A2 * y
            z = y + e1
            e1 = -2.0 * y - C1 * z + e2
            e2 = y - C2 * z
            power += z * z
            v = float(x[2 * k + 1])
            y = B0 * v + b1
            b1 = B1 * v - A1 * y + b2
            b2 = B2 * v - A2 * y
            z = y + f1
            f1 = -2.0 * y - C1 * z + f2
            f2 = y - C2 * z
            power += z * z
        if power < 1e-30:
            a1, a2, b1, b2, e1, e2, f1, f2 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        d[D_METER], d[D_METER + 1], d[D_METER + 2], d[D_METER + 3] = a1, a2, b1, b2
        d[D_METER + 4], d[D_METER + 5], d[D_METER + 6], d[D_METER + 7] = e1, e2, f1, f2
        d[POWER] = power
        i += count
        if (frame + i) % HOP == 0:
            _whole(d, levels, first)
