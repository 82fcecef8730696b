"""What the stretching bench hears with: where hits lie, how far two spectra are apart, where partials stand."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE

Audio = NDArray[np.float32]
"""`[frames, 2]`."""

_SIZE, _STEP, _BANDS = 2_048, 240, 64
_FLOOR_DB = -60.0
_WINDOW = 1_200
_REACH = 960


def lags_ms(heard: Audio, truth: Audio, places: Iterable[int]) -> list[float]:
    """Return how late, in ms, each hit is in `heard` against `truth`: the lag at which its first 25 ms fit best."""
    found = []
    a, b = (_steep(x.mean(axis=1)) for x in (heard, truth))
    for place in places:
        if place < _REACH or place + _WINDOW + _REACH > min(len(a), len(b)):
            continue
        hit = b[place - 96 : place + _WINDOW]
        around = a[place - 96 - _REACH : place + _WINDOW + _REACH]
        fit = np.correlate(around, hit, "valid")
        energy = np.convolve(around**2, np.ones(len(hit)), "valid")
        found.append((int(np.argmax(fit / np.sqrt(energy + 1e-9))) - _REACH) / SAMPLE_RATE * 1e3)
    return found


def _steep(x: NDArray[np.float32]) -> NDArray[np.float64]:
    steep: NDArray[np.float64] = np.diff(x.astype(np.float64), prepend=0.0)
    return steep


def _mel() -> NDArray[np.float64]:
    edges = 700.0 * (10.0 ** (np.linspace(np.log10(1 + 60 / 700), np.log10(1 + 14_000 / 700), _BANDS + 2)) - 1.0)
    hz = np.arange(_SIZE // 2 + 1) * SAMPLE_RATE / _SIZE
    rise = (hz[None, :] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - hz[None, :]) / (edges[2:] - edges[1:-1])[:, None]
    bands: NDArray[np.float64] = np.maximum(np.minimum(rise, fall), 0.0)
    return bands


def log_mel(audio: Audio) -> NDArray[np.float64]:
    """Return `[frames, 64]` mel bands in dB under the loudest, every 5 ms, not below -60."""
    mono = audio.mean(axis=1).astype(np.float64)
    count = max((len(mono) - _SIZE) // _STEP, 1)
    view = np.lib.stride_tricks.sliding_window_view(mono, _SIZE)[: count * _STEP : _STEP]
    power = np.abs(np.fft.rfft(view * np.hanning(_SIZE), axis=1)) ** 2 @ _mel().T
    db = 10.0 * np.log10(power + 1e-12)
    found: NDArray[np.float64] = np.maximum(db - db.max(), _FLOOR_DB)
    return found


def distance_db(heard: Audio, truth: Audio) -> float:
    """Return the mean difference of two log-mel spectra in dB, at the lag (within 30 ms) where it is least."""
    a, b = log_mel(heard), log_mel(truth)
    found = []
    for shift in range(-6, 7):
        x, y = a[max(shift, 0) :], b[max(-shift, 0) :]
        n = min(len(x), len(y))
        found.append(float(np.abs(x[:n] - y[:n]).mean()))
    return min(found)


def cents_of(audio: Audio, near_hz: float) -> float:
    """Return how many cents the loudest partial within a semitone of a frequency is away from it."""
    mono = audio.mean(axis=1)
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), 4 * len(mono)))
    hz = np.arange(1, len(spectrum)) * SAMPLE_RATE / (4 * len(mono))
    away = 1_200.0 * np.log2(hz / near_hz)
    inside = np.flatnonzero(np.abs(away) < 50.0)
    return float(away[inside[int(np.argmax(spectrum[inside + 1]))]])
