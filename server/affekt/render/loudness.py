"""Loudness: how loud a mix is to the ear, and how high its peaks stand between the samples.

ITU-R BS.1770-4: K-weighting, 400 ms blocks with 75 % overlap, gates at -70 LUFS and 10 LU under the mean; true peak by
four-fold oversampling.
"""

from functools import lru_cache
from math import cos, log10, pi, sin, sqrt, tan

import numpy as np
from numba import njit
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE

Samples = NDArray[np.float64]
"""Audio as (frames, channels)."""

SILENT = -120.0
"""What a meter reads in silence."""


def k_weighting(rate: int) -> list[tuple[float, float, float, float, float]]:
    """Return the two K-weighting biquads (b0 b1 b2 a1 a2) for a sample rate, by the standard's analogue prototypes."""
    stages: list[tuple[float, float, float, float, float]] = []
    k = tan(pi * 1681.974450955533 / rate)
    high = 10.0 ** (3.999843853973347 / 20.0)
    band, q = high**0.4996667741545416, 0.7071752369554196
    a0 = 1.0 + k / q + k * k
    stages.append(
        (
            (high + band * k / q + k * k) / a0,
            2.0 * (k * k - high) / a0,
            (high - band * k / q + k * k) / a0,
            2.0 * (k * k - 1.0) / a0,
            (1.0 - k / q + k * k) / a0,
        )
    )
    k, q = tan(pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1.0 + k / q + k * k
    stages.append((1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0))
    return stages


@njit(cache=True)
def _biquad(x, b0, b1, b2, a1, a2):  # type: ignore[no-untyped-def] # pragma: no cover
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        s1, s2 = 0.0, 0.0
        for n in range(x.shape[0]):
            v = x[n, c]
            out = b0 * v + s1
            s1 = b1 * v - a1 * out + s2
            s2 = b2 * v - a2 * out
            y[n, c] = out
    return y


def biquad(audio: Samples, coefficients: tuple[float, float, float, float, float]) -> Samples:
    """Return audio through one second-order filter (b0 b1 b2 a1 a2, a0 = 1), from rest."""
    filtered: Samples = _biquad(np.ascontiguousarray(audio, np.float64), *coefficients)
    return filtered


def weighted(audio: Samples, rate: int = SAMPLE_RATE) -> Samples:
    """Return K-weighted audio. A mono layer counts as the two equal channels it is played on."""
    for stage in k_weighting(rate):
        audio = biquad(audio, stage)
    return audio


def block_power(audio: Samples, rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    """Return the K-weighted power of each 400 ms block, every 100 ms, summed over left and right."""
    power = (weighted(as_stereo(audio), rate) ** 2).sum(axis=1)
    step = rate // 10
    steps = power[: len(power) // step * step].reshape(-1, step).sum(axis=1)
    if len(steps) < 4:
        return np.array([power.sum() / (4 * step)]) if len(power) else np.zeros(0)
    total = np.cumsum(np.concatenate(([0.0], steps)))
    blocks: NDArray[np.float64] = (total[4:] - total[:-4]) / (4 * step)
    return blocks


def lufs(power: float) -> float:
    """Return the loudness of a K-weighted power in LUFS."""
    return SILENT if power <= 1e-12 else -0.691 + 10.0 * log10(power)


def integrated(audio: Samples, rate: int = SAMPLE_RATE) -> float:
    """Return integrated loudness in LUFS, gated; -120 for silence."""
    blocks = block_power(audio, rate)
    loud = blocks[blocks > 10.0 ** ((-70.0 + 0.691) / 10.0)]
    if not len(loud):
        return SILENT
    gated = loud[loud > loud.mean() * 0.1]
    return lufs(float(gated.mean()))


def momentary_max(audio: Samples, rate: int = SAMPLE_RATE) -> float:
    """Return the loudest 400 ms in LUFS."""
    blocks = block_power(audio, rate)
    return lufs(float(blocks.max())) if len(blocks) else SILENT


@lru_cache(maxsize=1)
def interpolator() -> NDArray[np.float64]:
    """Return a 4-phase, 48-tap windowed-sinc interpolator, a row a phase."""
    taps, ratio = 12, 4
    rows = np.zeros((ratio, taps))
    for phase in range(ratio):
        for tap in range(taps):
            t = tap - (taps // 2 - 1) - phase / ratio
            window = 0.5 + 0.5 * cos(pi * t / (taps / 2)) if abs(t) < taps / 2 else 0.0
            rows[phase, tap] = (1.0 if t == 0 else sin(pi * t) / (pi * t)) * window
    return rows


@njit(cache=True)
def _peak(x, rows):  # type: ignore[no-untyped-def] # pragma: no cover
    top = 0.0
    frames, taps = x.shape[0], rows.shape[1]
    near = 0.0
    for c in range(x.shape[1]):
        for n in range(frames):
            near = max(near, abs(x[n, c]))
    for c in range(x.shape[1]):
        for n in range(frames - taps):
            loud = 0.0
            for t in range(taps):
                loud = max(loud, abs(x[n + t, c]))
            if loud < 0.5 * near:
                continue
            for p in range(rows.shape[0]):
                total = 0.0
                for t in range(taps):
                    total += rows[p, t] * x[n + t, c]
                top = max(top, abs(total))
    return max(top, near)


def true_peak(audio: Samples) -> float:
    """Return the true peak in dBTP; -120 for silence."""
    padded = np.pad(np.ascontiguousarray(audio, np.float64), ((12, 12), (0, 0)))
    top = float(_peak(padded, interpolator()))
    return 20.0 * log10(top) if top > 1e-6 else SILENT


def as_stereo(audio: Samples) -> Samples:
    """Return a layer as it is heard: mono on both sides at full level."""
    return np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio


def rms(audio: Samples) -> float:
    """Return the root mean square over all samples."""
    return sqrt(float((audio**2).mean())) if audio.size else 0.0
