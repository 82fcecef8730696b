"""The kernel's last stage: a limiter that looks 72 frames ahead, between the samples too where it is asked to."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg,var-annotated"

import math

import numpy as np

from affekt.render.kernel_bus import bits
from affekt.render.kernel_voice import f4, jit, real
from affekt.render.layout import CEILING, LIMITER_WINDOW, LOOKAHEAD_FRAMES, ONE

W = LIMITER_WINDOW
BEHIND = 6
"""Frames by which a peak between samples is seen later than a sample: half of the taps."""
BACK = 11
"""Frames before a sample that the taps which end with it reach back."""
MARGIN = np.float32(1.045)
"""What four places for each sample may miss of a peak up to 18 kHz."""
SPAN = W - 2 * BEHIND
"""Gains that are averaged where peaks between samples count: so many fewer that a late one is still met in full."""
NEAR = 0.4
"""Samples under this share of the ceiling have no peak over it between them: the taps add up to less than 1 / 0.4."""
QUARTER = (
    np.array(
        [
            -0.010254,
            0.022214,
            -0.042220,
            0.078493,
            -0.165468,
            0.893681,
            0.298399,
            -0.118799,
            0.064791,
            -0.037070,
            0.020243,
            -0.009609,
        ],
        np.float32,
    )
    * MARGIN
)
"""A sample a quarter of the way between the sixth and the seventh of twelve, least squares up to 20 kHz."""
HALF = (
    np.array(
        [
            -0.013986,
            0.029862,
            -0.055654,
            0.100073,
            -0.194971,
            0.630730,
            0.630730,
            -0.194971,
            0.100073,
            -0.055654,
            0.029862,
            -0.013986,
        ],
        np.float32,
    )
    * MARGIN
)


@jit
def _between(work, m, taps, back, tops):
    """Raise `tops` by what stands between the samples, at one place of the four; interleaved."""
    n = 2 * m
    c0, c1, c2, c3, c4, c5 = taps[0], taps[1], taps[2], taps[3], taps[4], taps[5]
    c6, c7, c8, c9, c10, c11 = taps[6], taps[7], taps[8], taps[9], taps[10], taps[11]
    if back:
        c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 = c11, c10, c9, c8, c7, c6, c5, c4, c3, c2, c1, c0
    first = 2 * (LOOKAHEAD_FRAMES - BACK)
    x0, x1, x2, x3 = work[first:], work[first + 2 :], work[first + 4 :], work[first + 6 :]
    x4, x5, x6, x7 = work[first + 8 :], work[first + 10 :], work[first + 12 :], work[first + 14 :]
    x8, x9, x10, x11 = work[first + 16 :], work[first + 18 :], work[first + 20 :], work[first + 22 :]
    for i in range(n):
        v = c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i] + c4 * x4[i] + c5 * x5[i]
        v += c6 * x6[i] + c7 * x7[i] + c8 * x8[i] + c9 * x9[i] + c10 * x10[i] + c11 * x11[i]
        tops[i] = max(tops[i], abs(v))


@jit
def guard(session, work, m, true_peak, need, least, tops, lanes):
    """Keep work[0:m] (frames) under the ceiling in place; work[72:72+m] are the new frames.

    Args:
        session: Its row.
        work: Interleaved: 72 frames that were mixed before, then the new ones.
        m: New frames.
        true_peak: Whether what lies between the samples counts.
        need: The gains that the last 73 frames needed, as integers, oldest first.
        least: The least of 73 of them, ending at each.
        tops: Work space, `2 * m`.
        lanes: Work space, four of `m + 73`.
    """
    fresh = work[2 * LOOKAHEAD_FRAMES : 2 * (LOOKAHEAD_FRAMES + m)]
    seen = work[2 * (LOOKAHEAD_FRAMES - BACK) : 2 * (LOOKAHEAD_FRAMES + m)] if true_peak else fresh
    peak = real(np.int32(bits(seen)))
    span = SPAN if true_peak else W
    if span != session.limit_span:
        session.limit_span = span
        session.limit_sum = 0
        for q in range(span):
            session.limit_sum += least[W - 1 - q]
    if peak <= f4(NEAR * CEILING if true_peak else CEILING) and session.quiet >= 2 * W:
        session.quiet = min(session.quiet + m, 4 * W)
        return
    for i in range(2 * m):
        tops[i] = abs(fresh[i])
    if true_peak:
        _between(work, m, QUARTER, False, tops)
        _between(work, m, HALF, False, tops)
        _between(work, m, QUARTER, True, tops)
    _limit(session, work, m, span, need, least, tops, lanes)


@jit
def _pairs(x, n, apart, y):
    near, far = x[: n - apart], x[apart:n]
    for i in range(n - apart):
        y[i] = min(near[i], far[i])


@jit
def _least(a, n, p, q):
    """Write to q[i] the least of a[i] and the 72 after it, wherever a[0:n] has them; p is work space."""
    _pairs(a, n, 1, p)
    _pairs(p, n - 1, 2, q)
    _pairs(q, n - 3, 4, p)
    _pairs(p, n - 7, 8, q)
    _pairs(q, n - 15, 16, p)
    _pairs(p, n - 31, 32, q)
    _pairs(q, n - 63, W - 64, p)
    for i in range(n - W + 1):
        q[i] = p[i]


@jit
def _limit(session, work, m, span, need, least, tops, lanes):
    """Scale by the mean of the least gains; gains are integers, so that sums of them are exact."""
    ceiling = f4(CEILING)
    a, b, c = lanes[0], lanes[1], lanes[2]
    g = session.limit_now
    quiet = session.quiet
    for q in range(W):
        a[q] = need[q]
        c[q] = least[q]
    for i in range(m):
        peak = max(tops[2 * i], tops[2 * i + 1])
        want = ONE if peak <= ceiling else math.floor(CEILING / float(peak) * ONE)
        g = min(g + ((ONE - g) >> 12) + 1, ONE)
        g = min(g, want)
        quiet = quiet + 1 if g == ONE else 0
        a[W + i] = g
    _least(a, W + m, lanes[3], b)
    total = session.limit_sum
    lowest = ONE * span
    for i in range(m):
        c[W + i] = b[i + 1]
        total += b[i + 1] - c[W + i - span]
        lowest = min(lowest, total)
        env = f4(float(total) / float(ONE * span))
        work[2 * i] *= env
        work[2 * i + 1] *= env
    for q in range(W):
        need[q] = a[m + q]
        least[q] = c[m + q]
    session.limit_sum = total
    session.limit_now = g
    session.quiet = quiet
    session.reduction = min(session.reduction, float(lowest) / float(ONE * span))
