"""The build's room: equaliser, reverb and end fades, all linear, so that stems add up to their mix."""

from math import cos, pi, sin, sqrt

import numpy as np
from numba import njit

from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import Samples, biquad

_DELAYS = np.array([1423, 1697, 1949, 2213, 2473, 2767, 3061, 3343], np.int64)
"""Frames of the reverb's eight lines: primes between 30 and 70 ms."""
_DIFFUSERS = np.array([149, 211, 347, 461], np.int64)


def high_pass(audio: Samples, hertz: float) -> Samples:
    """Return audio above a Butterworth corner, 12 dB an octave."""
    w, q = 2.0 * pi * hertz / SAMPLE_RATE, sqrt(0.5)
    alpha, c = sin(w) / (2.0 * q), cos(w)
    a0 = 1.0 + alpha
    b = (1.0 + c) / 2.0 / a0
    return biquad(audio, (b, -2.0 * b, b, -2.0 * c / a0, (1.0 - alpha) / a0))


def low_pass(audio: Samples, hertz: float) -> Samples:
    """Return audio below a Butterworth corner, 12 dB an octave."""
    w, q = 2.0 * pi * hertz / SAMPLE_RATE, sqrt(0.5)
    alpha, c = sin(w) / (2.0 * q), cos(w)
    a0 = 1.0 + alpha
    b = (1.0 - c) / 2.0 / a0
    return biquad(audio, (b, 2.0 * b, b, -2.0 * c / a0, (1.0 - alpha) / a0))


def bell(audio: Samples, hertz: float, db: float, q: float = 0.8) -> Samples:
    """Return audio with a band lifted or lowered."""
    w, a = 2.0 * pi * hertz / SAMPLE_RATE, 10.0 ** (db / 40.0)
    alpha, c = sin(w) / (2.0 * q), cos(w)
    a0 = 1.0 + alpha / a
    low = -2.0 * c / a0
    return biquad(audio, ((1.0 + alpha * a) / a0, low, (1.0 - alpha * a) / a0, low, (1.0 - alpha / a) / a0))


def shelf(audio: Samples, hertz: float, db: float) -> Samples:
    """Return audio with everything above a corner lifted or lowered, gently (RBJ's high shelf, slope 0.5)."""
    w, a = 2.0 * pi * hertz / SAMPLE_RATE, 10.0 ** (db / 40.0)
    c = cos(w)
    alpha = sin(w) / 2.0 * sqrt((a + 1.0 / a) * (1.0 / 0.5 - 1.0) + 2.0)
    root = 2.0 * sqrt(a) * alpha
    a0 = (a + 1.0) - (a - 1.0) * c + root
    b = (a * ((a + 1.0) + (a - 1.0) * c + root), -2.0 * a * ((a - 1.0) + (a + 1.0) * c),
         a * ((a + 1.0) + (a - 1.0) * c - root))  # fmt: skip
    a1, a2 = 2.0 * ((a - 1.0) - (a + 1.0) * c), (a + 1.0) - (a - 1.0) * c - root
    return biquad(audio, (b[0] / a0, b[1] / a0, b[2] / a0, a1 / a0, a2 / a0))


@njit(cache=True)
def _fdn(x, delays, gains, damp, diffusers):  # type: ignore[no-untyped-def] # pragma: no cover
    frames = x.shape[0]
    out = np.zeros((frames, 2))
    lines = np.zeros((8, 4096))
    dark = np.zeros(8)
    taps = np.zeros(8)
    allpass = np.zeros((2, 4, 512))
    for n in range(frames):
        at = n & 4095
        total = 0.0
        for i in range(8):
            v = lines[i, (n - delays[i]) & 4095]
            dark[i] += damp * (v - dark[i])
            taps[i] = dark[i] * gains[i]
            total += taps[i]
        for side in range(2):
            v = x[n, side]
            for d in range(4):
                length = diffusers[d] + 13 * side
                held = allpass[side, d, (n - length) & 511]
                inner = v - 0.62 * held
                allpass[side, d, n & 511] = inner
                v = held + 0.62 * inner
            for i in range(side, 8, 2):
                lines[i, at] = v + taps[i] - 0.25 * total + 1e-20
        out[n, 0] = taps[0] - taps[2] + taps[4] - taps[6] + 0.3 * (taps[1] + taps[5])
        out[n, 1] = taps[1] - taps[3] + taps[5] - taps[7] + 0.3 * (taps[0] + taps[4])
    return out


def reverb(audio: Samples, seconds: float = 1.7, bright_hertz: float = 5200.0) -> Samples:
    """Return the wet sound of a hall: decay to -60 dB in `seconds`, treble dying sooner."""
    gains = 10.0 ** (-3.0 * _DELAYS / (seconds * SAMPLE_RATE))
    damp = 1.0 - np.exp(-2.0 * pi * bright_hertz / SAMPLE_RATE)
    early = np.zeros_like(audio)
    early[960:] = audio[:-960]
    wet: Samples = _fdn(np.ascontiguousarray(early), _DELAYS, gains, damp, _DIFFUSERS)
    return high_pass(wet, 180.0) * 0.33


def fade_out(audio: Samples, frames: int) -> Samples:
    """Return audio whose last `frames` sink to nothing along a cosine."""
    count = min(frames, len(audio))
    if count:
        audio = audio.copy()
        audio[len(audio) - count :] *= (0.5 + 0.5 * np.cos(np.linspace(0.0, pi, count)))[:, None]
    return audio
