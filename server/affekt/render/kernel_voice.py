"""The kernel's first floor: ramps by absolute frame, and a voice's samples added to a bus."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg,var-annotated"

import math
import os
from typing import Any

import numba as nb
import numpy as np
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array

from affekt.render.layout import BIG, EQUAL_POWER

CHECKED = os.environ.get("NUMBA_BOUNDSCHECK", "0") not in ("", "0")
"""With bounds checks on, nothing is cached: the cache does not know the two kinds apart."""
jit: Any = nb.njit(nogil=True, error_model="numpy")
"""No fast-math: each operation is exactly IEEE's, so neither block size nor vector width changes a bit."""

inlined: Any = nb.njit(nogil=True, error_model="numpy", inline="always")
"""For what returns an array: without references counted, only its caller may hold it."""

f4 = np.float32
PCM = 1.0 / 32768.0


@intrinsic
def samples(typing_context: Any, address: Any, count: Any) -> Any:
    """Look at `count` int16 from an integer address on."""
    del typing_context, address, count
    array = types.Array(types.int16, 1, "C")

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        del signature
        made = context.make_array(array)(context, builder)
        two = context.get_constant(types.intp, 2)
        start = builder.inttoptr(args[0], cgutils.ir.IntType(16).as_pointer())
        populate_array(made, data=start, shape=(args[1],), strides=(two,), itemsize=two, meminfo=None)
        return made._getvalue()

    return array(types.int64, types.int64), generate


@intrinsic
def real(typing_context: Any, bits: Any) -> Any:
    """Turn a bit pattern into the float32 that it stands for."""
    del typing_context, bits
    signature = types.float32(types.int32)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        del context, signature
        return builder.bitcast(args[0], cgutils.ir.FloatType())

    return signature, generate


@intrinsic
def fence(typing_context: Any) -> Any:
    """What was written before is seen before what is written after, by readers in other processes too."""
    del typing_context
    signature = types.void()

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        del signature, args
        builder.fence("seq_cst")
        return context.get_dummy_value()

    return signature, generate


@jit
def _quarter_sine(u: float) -> float:
    """sin(u*pi/2) for 0 … 1 by its series, within 1e-9."""
    x = u * 1.5707963267948966
    y = x * x
    s = -1.0 / 39916800.0 + y * (1.0 / 6227020800.0)
    s = 1.0 / 362880.0 + y * s
    s = -1.0 / 5040.0 + y * s
    s = 1.0 / 120.0 + y * s
    s = -1.0 / 6.0 + y * s
    return x * (1.0 + y * s)


POWER = 3.0
"""A ramp's shape, plus how alike (-1 ... 1) its sound is to the one that ramps the other way: their power is steady."""


@inlined
def pcm(stem):
    """Return a stem's samples, interleaved."""
    return samples(stem.address, stem.channels * stem.frames)


@jit
def _steady_power(u, alike):
    """Return the share of a sound that has come in by `u` while another of some likeness goes."""
    v = 1.0 - u
    return u / math.sqrt(u * u + v * v + 2.0 * alike * u * v)


@jit
def value(r, frame):
    """Return a ramp's value at an absolute frame."""
    if frame >= r[1]:
        return r[3]
    if frame <= r[0]:
        return r[2]
    u = (frame - r[0]) / (r[1] - r[0])
    if r[4] == EQUAL_POWER:
        if r[3] >= r[2]:
            return r[2] + (r[3] - r[2]) * _quarter_sine(u)
        return r[3] + (r[2] - r[3]) * _quarter_sine(1.0 - u)
    if r[4] >= POWER - 1.0:
        if r[3] >= r[2]:
            return r[2] + (r[3] - r[2]) * _steady_power(u, r[4] - POWER)
        return r[3] + (r[2] - r[3]) * _steady_power(1.0 - u, r[4] - POWER)
    return r[2] + (r[3] - r[2]) * u


@jit
def aim(r, frame, target, length, shape):
    """Send a ramp from where it is at `frame` to `target`."""
    r[2] = value(r, frame)
    r[0] = frame
    r[1] = frame + length
    r[3] = target
    r[4] = shape


@jit
def multiply(r, frame, n, out):
    """Multiply `out` by a ramp's value at each absolute frame."""
    steady = min(max(int(r[1]) - frame, 0), n)
    if r[4] == EQUAL_POWER or r[4] >= POWER - 1.0:
        for i in range(steady):
            out[i] *= f4(value(r, frame + i))
    else:
        f0, g0, rise, span = r[0], r[2], r[3] - r[2], r[1] - r[0]
        early = min(max(int(f0) - frame, 0), steady)
        for i in range(early):
            out[i] *= f4(g0)
        for i in range(early, steady):
            out[i] *= f4(g0 + rise * ((float(frame + i) - f0) / span))
    last = f4(r[3])
    for i in range(steady, n):
        out[i] *= last


@jit
def gains(ramps, which, frame, n, out):
    """Return (all steady, their product); where not steady the product at each frame stands in `out`."""
    steady = True
    g = f4(1.0)
    for k in which:
        if ramps[k, 1] > frame:
            steady = False
        g *= f4(ramps[k, 3])
    if not steady:
        for i in range(n):
            out[i] = f4(1.0)
        for k in which:
            multiply(ramps[k], frame, n, out)
    return steady, g


@jit
def _loudest(y, n):
    """Return the greatest magnitude of n samples; the two extremes stay 16 bits wide, so that many fit a register."""
    high, low = np.int16(0), np.int16(0)
    for i in range(n):
        high = max(high, y[i])
        low = min(low, y[i])
    return max(np.int64(high), -np.int64(low))


@jit
def _add(stem, index, n, steady, g, gains, out):
    """Add `n` frames of a stem from `index` on to interleaved `out`; return its peak before the ramp, 0 … 1."""
    if stem.channels == 2:
        y = samples(stem.address + index * 4, 2 * n)
        loud = _loudest(y, 2 * n)
        if steady:
            q = g * f4(PCM)
            for i in range(2 * n):
                out[i] += f4(y[i]) * q
        else:
            for i in range(n):
                q = gains[i] * f4(PCM)
                out[2 * i] += f4(y[2 * i]) * q
                out[2 * i + 1] += f4(y[2 * i + 1]) * q
    else:
        y = samples(stem.address + index * 2, n)
        loud = _loudest(y, n)
        for i in range(n):
            q = (g if steady else gains[i]) * f4(PCM)
            v = f4(y[i]) * q
            out[2 * i] += v
            out[2 * i + 1] += v
    return f4(loud) * f4(PCM)


@jit
def _add_weighted(stem, index, n, weights, out):
    """Add `n` frames of a stem from `index` on by interleaved gains; return its peak before them, 0 ... 1."""
    if stem.channels == 2:
        y = samples(stem.address + index * 4, 2 * n)
        loud = _loudest(y, 2 * n)
        for i in range(2 * n):
            out[i] += f4(y[i]) * (weights[i] * f4(PCM))
    else:
        y = samples(stem.address + index * 2, n)
        loud = _loudest(y, n)
        for i in range(n):
            v = f4(y[i]) * f4(PCM)
            out[2 * i] += v * weights[2 * i]
            out[2 * i + 1] += v * weights[2 * i + 1]
    return f4(loud) * f4(PCM)


@jit
def loop_of(voice, head):
    """Return (frames of a voice's loop, the pass from which on none is begun)."""
    if voice.length == 0:
        return head.length, min(voice.passes, head.passes)
    if head.ends >= BIG:
        return voice.length, voice.passes
    return voice.length, min(voice.passes, max(1, -((-head.ends) // voice.length)))


@jit
def last_place(voice, head, stem):
    """Return the body position behind everything that a voice can play, passes included; BIG for none."""
    length, limit = loop_of(voice, head)
    return (limit - 1) * length + voice.pos0 + stem.frames if limit < BIG else BIG


@jit
def sound(voice, head, stem, b, n, steady, g, gains, out):
    """Add every pass of a voice that sounds in `n` frames from body position `b` on; return the peak."""
    length, limit = loop_of(voice, head)
    oldest = (b - voice.pos0 - stem.frames) // length + 1
    newest = (b + n - 1) // length
    loud = f4(0.0)
    for m in range(max(voice.first, oldest, 0), min(limit - 1, max(newest, 0)) + 1):
        zero = b - m * length  # body position of this pass at the first frame
        low = voice.pos0 if m == voice.first and m == 0 else max(voice.pos0, 0)
        i0 = max(low - zero, 0)
        i1 = min(voice.pos0 + stem.frames - zero, n)
        if i1 > i0:
            peak = _add(stem, zero + i0 - voice.pos0, i1 - i0, steady, g, gains[i0:i1], out[2 * i0 : 2 * i1])
            loud = max(loud, peak)
    return loud


@jit
def sound_weighted(voice, head, stem, b, n, weights, out):
    """As `sound`, by interleaved gains."""
    length, limit = loop_of(voice, head)
    oldest = (b - voice.pos0 - stem.frames) // length + 1
    newest = (b + n - 1) // length
    loud = f4(0.0)
    for m in range(max(voice.first, oldest, 0), min(limit - 1, max(newest, 0)) + 1):
        zero = b - m * length
        low = voice.pos0 if m == voice.first and m == 0 else max(voice.pos0, 0)
        i0 = max(low - zero, 0)
        i1 = min(voice.pos0 + stem.frames - zero, n)
        if i1 > i0:
            index = zero + i0 - voice.pos0
            loud = max(loud, _add_weighted(stem, index, i1 - i0, weights[2 * i0 : 2 * i1], out[2 * i0 : 2 * i1]))
    return loud
