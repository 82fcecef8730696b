"""The built-in synthesiser's inner loops: strings, modes, waves, frequency modulation and noise, sample by sample.

Each writes a whole note in float64 and depends on its arguments only. Nothing that can alias is computed: partials end
below 20 kHz, and the loops are linear.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator"

import math
from typing import Any

import numba as nb
import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE
from affekt.render.kernel_voice import CHECKED

TOP_HZ = 20_000.0
"""No partial lies higher."""
TABLE = 8_192
"""Samples of a wave's period."""
_CELL = 32
_TURN = 2.0 * math.pi
_jit: Any = nb.njit(nogil=True, error_model="numpy", cache=not CHECKED)


@_jit
def add_modes(hertz, loud, t60, out):
    """Add sines that decay by 60 dB in `t60` seconds each, as two-pole resonators that were struck."""
    for m in range(hertz.shape[0]):
        w = _TURN * hertz[m] / SAMPLE_RATE
        r = 10.0 ** (-3.0 / (t60[m] * SAMPLE_RATE))
        c1, c2 = 2.0 * r * math.cos(w), -r * r
        n = min(out.shape[0], int(2.0 * t60[m] * SAMPLE_RATE) + 1)
        before, now = 0.0, loud[m] * r * math.sin(w)
        for i in range(1, n):
            out[i] += now
            before, now = now, c1 * now + c2 * before


@_jit
def string(burst, a, s, g, out):
    """Write a string: what was put on it goes round through a low-pass (s, g) and an all-pass (a) that tunes it."""
    line = burst.copy()
    size = line.shape[0]
    p, before, x1, y1 = 0, 0.0, 0.0, 0.0
    for i in range(out.shape[0]):
        y = line[p]
        low = g * ((1.0 - s) * y + s * before)
        before = y
        y1 = a * low + x1 - a * y1
        x1 = low
        line[p] = y1
        p += 1
        if p == size:
            p = 0
        out[i] = y


@_jit
def add_wave(dull, bright, hertz, phase, mix, cents, rate, delay, out):
    """Add one period read at `hertz`, between two timbres by `mix`, with a vibrato that comes after `delay` seconds."""
    ph, inc = phase * TABLE, 0.0
    for i in range(out.shape[0]):
        if i % _CELL == 0:
            t = i / SAMPLE_RATE
            depth = cents * min(max((t - delay) / 0.4, 0.0), 1.0)
            inc = hertz * TABLE / SAMPLE_RATE * 2.0 ** (depth / 1200.0 * math.sin(_TURN * rate * t))
        k = int(ph)
        f = ph - k
        d = dull[k] + f * (dull[k + 1] - dull[k])
        b = bright[k] + f * (bright[k + 1] - bright[k])
        out[i] += d + mix[i] * (b - d)
        ph += inc
        while ph >= TABLE:
            ph -= TABLE


@_jit
def add_fm(carrier, modulator, index, fade_s, stay, loud, t60, cents, rate, out):
    """Add a sine modulated by another; its index falls to `stay` of itself, its level by 60 dB in `t60` seconds."""
    pc, pm = 0.0, 0.0
    bend = 1.0
    for i in range(out.shape[0]):
        if i % _CELL == 0:
            bend = 2.0 ** (cents / 1200.0 * math.sin(_TURN * rate * i / SAMPLE_RATE))
        t = i / SAMPLE_RATE
        now = index * (stay + (1.0 - stay) * math.exp(-t / fade_s))
        out[i] += loud * math.exp(-6.907755 * t / t60) * math.sin(_TURN * pc + now * math.sin(_TURN * pm))
        pc += carrier * bend / SAMPLE_RATE
        pm += modulator * bend / SAMPLE_RATE
        pc -= math.floor(pc)
        pm -= math.floor(pm)


@_jit
def band(x, low, high, out):
    """Write noise between two edges: a two-pole high-pass, then a two-pole low-pass."""
    k = 1.4142135623730951
    gl = math.tan(math.pi * min(low, 0.45 * SAMPLE_RATE) / SAMPLE_RATE)
    gh = math.tan(math.pi * min(high, 0.45 * SAMPLE_RATE) / SAMPLE_RATE)
    a1, b1 = 1.0 / (1.0 + gl * (gl + k)), 1.0 / (1.0 + gh * (gh + k))
    p1, p2, q1, q2 = 0.0, 0.0, 0.0, 0.0
    for i in range(x.shape[0]):
        v3 = x[i] - p2
        v1 = a1 * p1 + gl * a1 * v3
        v2 = p2 + gl * a1 * p1 + gl * gl * a1 * v3
        p1, p2 = 2.0 * v1 - p1, 2.0 * v2 - p2
        y = x[i] - k * v1 - v2
        v3 = y - q2
        v1 = b1 * q1 + gh * b1 * v3
        v2 = q2 + gh * b1 * q1 + gh * gh * b1 * v3
        q1, q2 = 2.0 * v1 - q1, 2.0 * v2 - q2
        out[i] = v2


@_jit
def add_sweep(high, low, fall_s, loud, t60, out):
    """Add a sine that falls from one pitch to another, as a drum's skin does."""
    ph = 0.0
    for i in range(out.shape[0]):
        t = i / SAMPLE_RATE
        out[i] += loud * math.exp(-6.907755 * t / t60) * math.sin(_TURN * ph)
        ph += (low + (high - low) * math.exp(-t / fall_s)) / SAMPLE_RATE
        ph -= math.floor(ph)


@_jit
def shape(attack, decay_s, stay, frames, release, out):
    """Multiply by an envelope: rises in `attack` frames, falls to `stay` by `decay_s`, is let go at `frames`.

    A release takes off 60 dB in `release` seconds.
    """
    fall, drop = math.exp(-1.0 / (decay_s * SAMPLE_RATE)), 10.0 ** (-3.0 / (release * SAMPLE_RATE))
    more, gone = 1.0 - stay, 1.0
    for i in range(out.shape[0]):
        level = stay + more
        if i < attack:
            u = i / attack
            level *= u * u * (3.0 - 2.0 * u)
        else:
            more *= fall
        if i >= frames:
            gone *= drop
            level *= gone
        out[i] *= level


def noise(length: int, salt: int) -> NDArray[np.float64]:
    """Return noise -1 … 1: the splitmix64 hash of each sample's index."""
    z = (np.arange(length, dtype=np.uint64) + np.uint64(1 + salt * 65_536)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    top: NDArray[np.float64] = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64)
    return np.asarray(top * 2.0**-52 - 1.0)


def table(loud: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a period of the partials 1 … n with these amplitudes and well-mixed phases, its first sample twice."""
    spectrum = np.zeros(TABLE // 2 + 1, np.complex128)
    k = np.arange(1, len(loud) + 1)
    spectrum[1 : len(loud) + 1] = loud * np.exp(-1j * (np.pi / 2.0 + np.pi * k * (k - 1) / max(len(loud), 1)))
    spectrum[1] = loud[0] * -1j
    wave = np.fft.irfft(spectrum) * (TABLE / 2.0)
    return np.append(wave, wave[0])
