"""The kernel's ear: where in a guide's reference the music goes on most like what was heard."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

from affekt.render.kernel_law import guided, long, words
from affekt.render.kernel_voice import f4, jit
from affekt.render.layout import DECIMATE, GUIDE_WORDS, MARK_WORDS

OVERLAP = 512
"""Frames in which one segment gives way to the next."""
JOIN = 256
"""Frames before an onset in which the segment that holds it begins."""
SEEK = 480
"""Frames that a segment may lie away from where the law puts it."""
WIDE_OVERLAP, WIDE_SEEK = 1_536, 1_920
"""The same two for what is transposed: held notes ask for longer fades, and splices come more often."""


@jit
def _read(guide, part, head, place, step, count, out):
    """Fill `out` with the reference from a body position on, one number for 4 frames; return how far before `place`
    the first one really lies."""
    w = words(guide, part)
    origin, size = long(w, 4), long(w, 6)
    base = GUIDE_WORDS + MARK_WORDS * long(w, 2)
    for i in range(count):
        out[i] = f4(0.0)
    newest = math.floor(place + count * DECIMATE * step) // head.length
    oldest = max((math.floor(place) - origin - DECIMATE * size) // head.length, 0)
    late = 0.0
    for m in range(oldest, min(max(newest, 0), head.passes - 1) + 1):
        exact = (place - m * head.length - origin) / DECIMATE
        low = 0 if m == 0 else max(-origin // DECIMATE, 0)
        if step == 1.0:
            first = round(exact)
            late = DECIMATE * (exact - first)
            for i in range(max(low - first, 0), min(size - first, count)):
                out[i] += f4(w[base + first + i])
        else:
            for i in range(count):
                x = exact + i * step
                j = math.floor(x)
                if j >= low and j + 1 < size:
                    t = f4(x - j)
                    out[i] += f4(w[base + j]) * (f4(1.0) - t) + f4(w[base + j + 1]) * t
    return late


@jit
def _match(taps, count, window, offsets, score, sums):
    """Return (best offset with its fraction, likeness -1 ... 1) of `taps` within `window`.

    Only whole rows are added, tap by tap, so that the compiler may widen it without changing a bit.
    """
    for o in range(offsets):
        score[o] = f4(0.0)
    for i in range(0, count, 4):
        a, b, c, d = taps[i], taps[i + 1], taps[i + 2], taps[i + 3]
        w0, w1, w2, w3 = window[i:], window[i + 1 :], window[i + 2 :], window[i + 3 :]
        for o in range(offsets):
            score[o] += (w0[o] * a + w1[o] * b) + (w2[o] * c + w3[o] * d)
    power = 0.0
    for i in range(count):
        power += float(taps[i]) * float(taps[i])
    energy = 0.0
    for i in range(count):
        energy += float(window[i]) * float(window[i])
    for o in range(offsets):
        sums[o] = f4(energy)
        energy += float(window[o + count]) * float(window[o + count]) - float(window[o]) * float(window[o])
    floor = f4(power * 1e-4 + 1.0)
    middle = f4(0.5 * (offsets - 1))
    span = f4(offsets)
    for o in range(offsets):
        off = (f4(o) - middle) / span
        sums[o] = score[o] / math.sqrt(max(sums[o], floor))
        score[o] = sums[o] - abs(sums[o]) * f4(0.1) * off * off
    best = 0
    for o in range(1, offsets):
        if score[o] > score[best]:
            best = o
    alike = float(sums[best]) / math.sqrt(power + 1.0)
    fraction = 0.0
    if 0 < best < offsets - 1:
        before, here, behind = float(sums[best - 1]), float(sums[best]), float(sums[best + 1])
        bend = before - 2.0 * here + behind
        if bend < 0.0:
            fraction = min(max(0.5 * (before - behind) / bend, -0.5), 0.5)
    return best + fraction, alike


@jit
def seek(guide, part, head, reading, old_step, low, high, ideal, step, work):
    """Return (body position between `low` and `high` that continues `reading` best, likeness)."""
    if not guided(head, guide):
        return ideal, 0.5
    stride = DECIMATE * step
    count = (OVERLAP if step == 1.0 else WIDE_OVERLAP) // DECIMATE
    offsets = max(min(int((high - low) / stride) + 1, work.shape[1] - count), 1)
    late = _read(guide, part, head, reading, old_step, count, work[0])
    early = _read(guide, part, head, low, step, offsets + count, work[1])
    best, alike = _match(work[0], count, work[1], offsets, work[2], work[3])
    return min(max(low - early + best * stride + late, low), high), alike


@jit
def likeness(guide, part, head, a, a_step, b, b_step, work):
    """Return how alike the reference is from two body positions on, 0 ... 1, over the length of a join."""
    if not guided(head, guide):
        return 0.5
    count = JOIN // DECIMATE
    _read(guide, part, head, a, a_step, count, work[0])
    _read(guide, part, head, b, b_step, count, work[1])
    ab, aa, bb = 0.0, 1.0, 1.0
    for i in range(count):
        x, y = float(work[0, i]), float(work[1, i])
        ab += x * y
        aa += x * x
        bb += y * y
    return min(max(ab / math.sqrt(aa * bb), 0.0), 1.0)
