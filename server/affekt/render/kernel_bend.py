"""The kernel's transposer: a voice read faster or slower than it was recorded, by cubic interpolation."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg,var-annotated"

import math

from affekt.render.kernel_voice import PCM, f4, jit, loop_of, samples


@jit
def _cubic(a, b, c, d, t):
    c1 = f4(0.5) * (c - a)
    c2 = a - f4(2.5) * b + f4(2.0) * c - f4(0.5) * d
    c3 = f4(0.5) * (d - a) + f4(1.5) * (b - c)
    return ((c3 * t + c2) * t + c1) * t + b


@jit
def _sample(y, frames, channels, channel, j):
    return f4(y[channels * j + channel]) if 0 <= j < frames else f4(0.0)


@jit
def _bend_edge(y, stem, zero, step, since, i0, i1, low, weights, out):
    """Read frames whose neighbours may lie outside the recording."""
    channels = stem.channels
    for i in range(i0, i1):
        x = zero + (since + i) * step
        if x < low or x >= stem.frames:
            continue
        j = math.floor(x)
        t = f4(x - j)
        for c in range(2):
            q = c if channels == 2 else 0
            v = _cubic(
                _sample(y, stem.frames, channels, q, j - 1), _sample(y, stem.frames, channels, q, j),
                _sample(y, stem.frames, channels, q, j + 1), _sample(y, stem.frames, channels, q, j + 2), t,
            )  # fmt: skip
            out[2 * i + c] += v * (weights[2 * i + c] * f4(PCM))


@jit
def _bend(y, channels, zero, step, since, i0, i1, weights, out):
    """Read frames all of whose neighbours are there."""
    if channels == 2:
        for i in range(i0, i1):
            x = zero + (since + i) * step
            j = int(x)
            t = f4(x - j)
            k = 2 * j
            left = _cubic(f4(y[k - 2]), f4(y[k]), f4(y[k + 2]), f4(y[k + 4]), t)
            right = _cubic(f4(y[k - 1]), f4(y[k + 1]), f4(y[k + 3]), f4(y[k + 5]), t)
            out[2 * i] += left * (weights[2 * i] * f4(PCM))
            out[2 * i + 1] += right * (weights[2 * i + 1] * f4(PCM))
    else:
        for i in range(i0, i1):
            x = zero + (since + i) * step
            j = int(x)
            v = _cubic(f4(y[j - 1]), f4(y[j]), f4(y[j + 1]), f4(y[j + 2]), f4(x - j))
            out[2 * i] += v * (weights[2 * i] * f4(PCM))
            out[2 * i + 1] += v * (weights[2 * i + 1] * f4(PCM))


@jit
def bend(voice, head, stem, place, step, since, n, weights, out):
    """Add every pass of a voice in `n` frames, `step` body frames apart; `place` is where it was `since` frames ago."""
    length, limit = loop_of(voice, head)
    first = math.floor(place + since * step)
    final = math.floor(place + (since + n) * step)
    oldest = (first - voice.pos0 - stem.frames) // length + 1
    newest = final // length
    y = samples(stem.address, stem.channels * stem.frames)
    for m in range(max(voice.first, oldest, 0), min(limit - 1, max(newest, 0)) + 1):
        zero = place - (m * length + voice.pos0)
        low = 0 if m == voice.first and m == 0 else max(-voice.pos0, 0)
        safe0 = min(max(math.ceil((max(low, 1) - zero) / step) + 1 - since, 0), n)
        safe1 = min(max(math.floor((stem.frames - 3 - zero) / step) - 1 - since, safe0), n)
        _bend_edge(y, stem, zero, step, since, 0, safe0, low, weights, out)
        _bend(y, stem.channels, zero, step, since, safe0, safe1, weights, out)
        _bend_edge(y, stem, zero, step, since, safe1, n, low, weights, out)
