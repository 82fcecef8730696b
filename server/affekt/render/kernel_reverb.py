"""The kernel's room: eight delay lines that feed each other, element by element and by absolute frame.

Every delay is longer than a chunk and damping is three taps wide, so no sample waits for its neighbour. What falls
under -180 dB becomes 0, so a room that rings out becomes still exactly, and then costs nothing.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

import numpy as np

from affekt.core.units import SAMPLE_RATE
from affekt.render.kernel_bus import add_bus
from affekt.render.kernel_space import pair_of, place_room
from affekt.render.kernel_voice import f4, jit, value
from affekt.render.layout import (
    GRID,
    R_REVERB,
    R_REVERB_DAMPING,
    R_REVERB_DECAY,
    R_REVERB_PREDELAY,
    R_REVERB_SIZE,
    R_SHIMMER,
    ROOM_CHUNK,
    ROOM_LINES,
    ROOM_RING,
    ROOM_STRIDE,
)  # fmt: skip

MASK = ROOM_RING - 1
GRAIN = 2048
"""Frames of a shimmer's grain; a power of two."""
STILL = 1e-9
SIZE_FADE = 9_600
"""Frames in which the lines go from one size to another."""
DELAYS = np.array([1117, 1327, 1523, 1801, 2053, 2311, 2671, 3041])
"""Frames at size 1: primes, so that echoes seldom fall together."""
EARLY = np.array([0, 89, 211, 307, 401, 503, 613, 719])
"""Frames by which a line hears the room's input later than the first."""
HALF_BAND = (0.5, 0.3053, -0.0771, 0.0267)
"""Middle and odd taps of the filter in front of the octave; the even ones are 0."""


@jit
def _put(ring, at, n, x):
    """Write n samples from ring position `at` on, with the guard that lets a chunk be read in one piece."""
    first = min(n, ROOM_RING - at)
    a = ring[at : at + first]
    for k in range(first):
        a[k] = x[k]
    if first < n:
        b, y = ring[: n - first], x[first:n]
        for k in range(n - first):
            b[k] = y[k]
    if at < ROOM_STRIDE - ROOM_RING or first < n:
        low = 0 if first < n else at
        high = min(n - first if first < n else at + n, ROOM_STRIDE - ROOM_RING)
        for k in range(low, high):
            ring[ROOM_RING + k] = ring[k]


@jit
def _damped(ring, at, n, side, middle, out):
    """Read n samples round ring position `at`, through the three taps of the damping."""
    a = (at - 1) & MASK
    y0, y1, y2 = ring[a : a + n], ring[a + 1 : a + 1 + n], ring[a + 2 : a + 2 + n]
    for k in range(n):
        out[k] = side * (y0[k] + y2[k]) + middle * y1[k]


@jit
def _also_damped(ring, at, n, side, middle, out):
    a = (at - 1) & MASK
    y0, y1, y2 = ring[a : a + n], ring[a + 1 : a + 1 + n], ring[a + 2 : a + 2 + n]
    for k in range(n):
        out[k] += side * (y0[k] + y2[k]) + middle * y1[k]


@jit
def _spread(a, b, n):
    for k in range(n):
        x = a[k]
        y = b[k]
        a[k] = x + y
        b[k] = x - y


@jit
def _feed(ring, at, n, level, x):
    a = at & MASK
    y = ring[a : a + n]
    for k in range(n):
        x[k] += level * y[k]


@jit
def _keep(x, n, scale):
    """Scale, and let what is too soft to matter be 0."""
    still = f4(STILL)
    for k in range(n):
        v = x[k] * scale
        x[k] = v if abs(v) > still else f4(0.0)


@jit
def _octave(ring, at, delay, n, frame, share, x):
    """Let `share` of x give way to the line an octave up: two grains at twice the speed, fading into each other."""
    keep = f4(1.0) - share
    h0, h1, h3, h5 = f4(HALF_BAND[0]), f4(HALF_BAND[1]), f4(HALF_BAND[2]), f4(HALF_BAND[3])
    for k in range(n):
        total = f4(0.0)
        for grain in range(2):
            t = (frame + k + grain * (GRAIN // 2)) & (GRAIN - 1)
            a = (at + k - delay - GRAIN + t) & MASK
            v = h0 * ring[a]
            v += h1 * (ring[(a - 1) & MASK] + ring[(a + 1) & MASK])
            v += h3 * (ring[(a - 3) & MASK] + ring[(a + 3) & MASK])
            v += h5 * (ring[(a - 5) & MASK] + ring[(a + 5) & MASK])
            total += v * f4(1.0 - abs(2.0 * t / GRAIN - 1.0))
        x[k] = keep * x[k] + share * total


@jit
def _resize(session, ramps, cell):
    """Keep account, at a cell's beginning, of old and new size and pre-delay; return the share of the new ones."""
    size, early = ramps[R_REVERB_SIZE, 3], ramps[R_REVERB_PREDELAY, 3]
    if (size != session.size_to or early != session.early_to) and cell >= session.size_at + SIZE_FADE:
        session.size_from, session.early_from = session.size_to, session.early_to
        session.size_to, session.early_to = size, early
        session.size_at = cell
    return min((cell - session.size_at) / SIZE_FADE, 1.0)


@jit
def resizes(session, ramps, frame):
    """Return whether size or pre-delay are on their way."""
    if ramps[R_REVERB_SIZE, 3] != session.size_to or ramps[R_REVERB_PREDELAY, 3] != session.early_to:
        return True
    return frame // GRID * GRID < session.size_at + SIZE_FADE


@jit
def _steady(session, ramps, cell):
    """Return whether no coefficient moves from this cell on."""
    if resizes(session, ramps, cell):
        return False
    return max(ramps[R_REVERB_DECAY, 1], ramps[R_REVERB_DAMPING, 1], ramps[R_SHIMMER, 1]) <= cell


@jit
def _chunk(session, ramps, room, frame, cell, n, pair, left, right, t):
    """Ring for n frames within a stretch of steady coefficients; `left` and `right` give way to the wet sound."""
    at = (frame + session.room_shift) & MASK
    decay = max(value(ramps[R_REVERB_DECAY], cell), 0.05)
    damping = 0.5 * value(ramps[R_REVERB_DAMPING], cell)
    shimmer = f4(value(ramps[R_SHIMMER], cell))
    u = _resize(session, ramps, cell)
    old, new = session.size_from, session.size_to
    pre_left, pre_right = room[ROOM_LINES], room[ROOM_LINES + 1]
    _put(pre_left, at, n, left)
    _put(pre_right, at, n, right)
    loss = math.log(1e-3) / (decay * SAMPLE_RATE)
    level = math.sqrt(1.0 - math.exp(2.0 * loss * 1980.0 * new))
    for i in range(ROOM_LINES):
        d = int(DELAYS[i] * new)
        g = math.exp(loss * d)
        if u < 1.0:
            e = int(DELAYS[i] * old)
            h = math.exp(loss * e) * (1.0 - u)
            g *= u
            _damped(room[i], at - e, n, f4(0.5 * damping * h), f4((1.0 - damping) * h), t[i])
            _also_damped(room[i], at - d, n, f4(0.5 * damping * g), f4((1.0 - damping) * g), t[i])
        else:
            _damped(room[i], at - d, n, f4(0.5 * damping * g), f4((1.0 - damping) * g), t[i])
        if shimmer > f4(0.0) and i >= ROOM_LINES - 2:
            _octave(room[i], at, d, n, frame, shimmer * f4(0.99), t[i])
    t0, t1, t2, t3, t4, t5, t6, t7 = t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
    wet = f4(0.5 * level)
    if pair == 2:  # The same lines by signs that have nothing in common with the first pair's.
        for k in range(n):
            left[k] = wet * ((t0[k] + t2[k]) - (t4[k] + t6[k]))
        for k in range(n):
            right[k] = wet * ((t1[k] + t3[k]) - (t5[k] + t7[k]))
    else:
        for k in range(n):
            left[k] = wet * ((t0[k] - t2[k]) + (t4[k] - t6[k]))
        for k in range(n):
            right[k] = wet * ((t1[k] - t3[k]) + (t5[k] - t7[k]))
    _spread(t0, t1, n)
    _spread(t2, t3, n)
    _spread(t4, t5, n)
    _spread(t6, t7, n)
    _spread(t0, t2, n)
    _spread(t1, t3, n)
    _spread(t4, t6, n)
    _spread(t5, t7, n)
    _spread(t0, t4, n)
    _spread(t1, t5, n)
    _spread(t2, t6, n)
    _spread(t3, t7, n)
    for i in range(ROOM_LINES):
        _keep(t[i], n, f4(0.3535533905932738))
        pre, sign = room[ROOM_LINES + (i & 1)], 0.5 if i & 2 else -0.5
        _feed(pre, at - int(session.early_to) - EARLY[i], n, f4(sign * u), t[i])
        if u < 1.0:
            _feed(pre, at - int(session.early_from) - EARLY[i], n, f4(sign * (1.0 - u)), t[i])
        _put(room[i], at, n, t[i])


@jit
def _none(t, n):
    """Return whether nothing but zeros was written."""
    most = np.int32(0)
    for i in range(ROOM_LINES):
        y = t[i].view(np.int32)
        for k in range(n):
            most = max(most, y[k] & np.int32(0x7FFFFFFF))
    return most == 0


@jit
def empty(session, room):
    """Make a room still at once."""
    for i in range(room.shape[0]):
        for k in range(room.shape[1]):
            room[i, k] = f4(0.0)
    session.room = 0
    session.room_zeros = 0


@jit
def ring(session, ramps, room, frame, n, fed, hold, send, t, g2, out):
    """Add the room's answer to interleaved `send` to `out`; `send` is overwritten.

    Args:
        fed: Something may be in `send`; otherwise it counts as silent and is not read.
        hold: The session is paused, and the room with it.
        t: Work space `[10, 256]`.
        g2: Work space for a ramp.
    """
    if session.room == 2:
        empty(session, room)
    if hold:
        session.room_shift -= n
        return
    if not fed and session.room == 0:
        cell = frame // GRID * GRID
        while cell < frame + n and not _steady(session, ramps, cell):
            _resize(session, ramps, cell)
            cell += GRID
        return
    session.room = 1
    pair = pair_of(ramps)
    left, right = t[ROOM_LINES], t[ROOM_LINES + 1]
    still = True
    i = 0
    while i < n:
        cell = (frame + i) // GRID * GRID
        count = min(n - i, ROOM_CHUNK)
        if not _steady(session, ramps, cell):
            count = min(count, cell + GRID - (frame + i))
        x = send[2 * i : 2 * (i + count)]
        if fed:
            for k in range(count):
                left[k] = x[2 * k]
            for k in range(count):
                right[k] = x[2 * k + 1]
        else:
            for k in range(count):
                left[k] = f4(0.0)
            for k in range(count):
                right[k] = f4(0.0)
        _chunk(session, ramps, room, frame + i, cell, count, pair, left, right, t)
        for k in range(count):
            x[2 * k] = left[k]
            x[2 * k + 1] = right[k]
        if pair:
            place_room(ramps, pair, count, x)
        still = still and not fed and _none(t, count)
        i += count
    session.room_zeros = session.room_zeros + n if still else 0
    if session.room_zeros >= ROOM_RING:
        session.room = 0
    add_bus(ramps, R_REVERB, frame, n, send, g2, out)
