"""What can be heard in a recording: onsets, tempo, key, and what part it plays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.manifest import Role
from affekt.core.harmony import MODES, NAMES
from affekt.core.units import SAMPLE_RATE

Audio = NDArray[np.float64]
"""`[frames, channels]` at 48 kHz."""

_SIZE, _HOP = 2048, 480
_FRAMES_S = SAMPLE_RATE / _HOP
_LONGEST_S = 90
"""So much of a recording is listened to."""
_LOUD = 1e-4
_ATTACK = 0.12
"""Mean rise in the bands, in powers of ten, from which something begins; pads ripple by less."""
# Krumhansl and Kessler 1982: how well each step fits a major and a minor key.
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
_TEMPO_LIKED, _TEMPO_WIDTH = 112.0, 0.55
"""Tempi that people tap are spread around this one (McKinney & Moelants 2006), in octaves."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A recording as it sounds."""

    silent: bool
    onsets: NDArray[np.float64]
    """Strength of what begins, 100 a second."""
    chroma: NDArray[np.float64]
    """Energy of the twelve pitch classes, C first; sums to 1 where there is any."""
    low: float
    """Share of the energy under 150 Hz."""
    centroid: float
    """Centre of the spectrum in Hz."""
    noisy: float
    """Spectral flatness of what is loud, 0 a tone … 1 noise."""
    struck: float
    """Share of the energy in the 50 ms after attacks."""
    rate: float
    """Attacks a second, of the time in which it sounds."""
    voices: float
    """Pitch classes heard at once, weighted: about 2 for a line with its overtones."""
    opening: NDArray[np.float64]
    """As `chroma`, of the first two seconds that sound."""


def portray(audio: Audio) -> Portrait:
    """Listen to a recording; silence gives a silent portrait."""
    mono = audio[: _LONGEST_S * SAMPLE_RATE].mean(axis=1)
    if len(mono) < _SIZE * 2 or float(np.max(np.abs(mono))) < _LOUD:
        empty = np.zeros(max(1, len(mono) // _HOP))
        return Portrait(True, empty, np.zeros(12), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, np.zeros(12))
    power = _power(mono)
    hertz = np.fft.rfftfreq(_SIZE, 1.0 / SAMPLE_RATE)
    spectrum = power.sum(axis=0) + 1e-20
    level = power.sum(axis=1)
    onsets = _onsets(power)
    peaks = _peaks(onsets)
    after = np.zeros(len(level), bool)
    for at in peaks:
        after[at : at + 6] = True
    loud = level > level.max() * 1e-3
    begin = int(np.argmax(loud)) * _HOP
    chroma, voices = _chroma(mono)
    band = power[loud][:, (hertz > 100) & (hertz < 10_000)] + 1e-20
    flat = np.exp(np.log(band).mean(axis=1)) / band.mean(axis=1)
    return Portrait(
        silent=False,
        onsets=onsets,
        chroma=chroma,
        low=float(spectrum[hertz < 150].sum() / spectrum.sum()),
        centroid=float((hertz * np.sqrt(spectrum)).sum() / np.sqrt(spectrum).sum()),
        noisy=float(np.median(flat)),
        struck=float(level[after].sum() / level.sum()),
        rate=len(peaks) / (float(loud.sum()) / _FRAMES_S),
        voices=voices,
        opening=_chroma(mono[begin : begin + 2 * SAMPLE_RATE])[0],
    )


def _power(mono: NDArray[np.float64]) -> NDArray[np.float64]:
    window = np.hanning(_SIZE)
    count = (len(mono) - _SIZE) // _HOP + 1
    power = np.empty((count, _SIZE // 2 + 1))
    for k in range(0, count, 512):
        rows = np.arange(k, min(k + 512, count)) * _HOP
        power[k : k + len(rows)] = np.abs(np.fft.rfft(mono[rows[:, None] + np.arange(_SIZE)] * window)) ** 2
    return power


def _onsets(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rise of the log spectrum in 24 bands, half-wave rectified."""
    edges = np.unique(np.geomspace(2, power.shape[1], 25).astype(int))
    bands = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1)
    logs = np.log10(bands / bands.max() + 1e-4)
    rise = np.maximum(logs[3:] - logs[:-3], 0.0).mean(axis=1)
    return np.concatenate([rise[:1].repeat(3) * 0.0, rise])


def _peaks(onsets: NDArray[np.float64]) -> NDArray[np.int64]:
    top = onsets.max()
    if top <= _ATTACK:
        return np.zeros(0, np.int64)
    middle = onsets[1:-1]
    found = np.flatnonzero((middle >= onsets[:-2]) & (middle > onsets[2:]) & (middle > max(0.2 * top, _ATTACK))) + 1
    kept: list[int] = []
    for at in found:
        if not kept or at - kept[-1] >= 5:
            kept.append(int(at))
    return np.asarray(kept, np.int64)


def _chroma(mono: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return pitch-class energy from long windows, 55 to 1,760 Hz, spectral peaks only, and how many sound at once."""
    size, hop = 1 << 14, 1 << 13
    if len(mono) < size:
        mono = np.pad(mono, (0, size - len(mono)))
    window = np.hanning(size)
    hertz = np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE)
    use = np.flatnonzero((hertz > 55) & (hertz < 1760))
    step = np.rint(69 + 12 * np.log2(hertz[use] / 440.0)).astype(int) % 12
    total, voices = np.zeros(12), 0.0
    for at in range(0, len(mono) - size + 1, hop):
        magnitude = np.abs(np.fft.rfft(mono[at : at + size] * window))
        tall = magnitude[use] > 0.05 * magnitude[use].max()
        peak = tall & (magnitude[use] > magnitude[use - 1]) & (magnitude[use] >= magnitude[use + 1])
        now = np.bincount(step, weights=np.where(peak, np.sqrt(magnitude[use]), 0.0), minlength=12)
        total += now
        weight = float(now.sum())
        if weight > 0:
            voices += weight * _perplexity(now / weight)
    heard = float(total.sum())
    return (total / heard, voices / heard) if heard > 0 else (total, 0.0)


def key_of(chroma: NDArray[np.float64], opening: NDArray[np.float64]) -> tuple[str, str, float]:
    """Return (tonic, mode, how much better it fits than the next tonic, 0 … 1) for pitch-class weights.

    The tonic by Krumhansl's key profiles and by what the low parts open with, since a mode and its relative share
    their tones; the mode by the steps in which the church modes differ.
    """
    fits: list[tuple[float, int, bool]] = []
    anchor = 0.35 * opening / max(float(opening.max()), 1e-12)
    for tonic in range(12):
        turned = np.roll(chroma, -tonic)
        for minor, profile in ((False, _MAJOR), (True, _MINOR)):
            fit = float(np.corrcoef(turned, profile)[0, 1]) if turned.std() > 0 else 0.0
            fits.append((fit + float(anchor[tonic]), tonic, minor))
    fits.sort(reverse=True)
    best, tonic, minor = fits[0]
    other = next(f for f, t, _ in fits if t != tonic)
    steps = np.roll(chroma, -tonic)
    if minor:
        mode = "phrygian" if steps[1] > 1.5 * steps[2] else "dorian" if steps[9] > 1.5 * steps[8] else "aeolian"
    else:
        mode = "mixolydian" if steps[10] > 1.5 * steps[11] else "lydian" if steps[6] > 1.5 * steps[5] else "ionian"
    assert mode in MODES
    return NAMES[tonic], mode, max(0.0, best - other)


def tempo_of(onsets: NDArray[np.float64], lengths: list[float]) -> tuple[float, float]:
    """Return (quarter notes a minute, how clear 0 … 1) from onset strengths at 100 a second.

    Args:
        onsets: Of all recordings of a section together.
        lengths: Their lengths in seconds; a loop is whole bars long, so that only such tempi come in question
            where a length allows one.
    """
    flat = onsets - onsets.mean()
    n = len(flat)
    spectrum = np.fft.rfft(flat, 2 * n)
    likeness = np.fft.irfft(np.abs(spectrum) ** 2)[:n] / max(float((flat**2).sum()), 1e-12)
    likeness = likeness / np.maximum(1.0 - np.arange(n) / n, 0.25)

    def clarity(tempo: float) -> float:
        beat = _FRAMES_S * 60.0 / tempo
        lags = [beat * k for k in (1, 2, 4, 8) if beat * k < n - 2]
        if not lags:
            return 0.0
        heard = np.interp(lags, np.arange(n), likeness)
        liked = float(np.exp(-0.5 * (np.log2(tempo / _TEMPO_LIKED) / _TEMPO_WIDTH) ** 2))
        return float(np.mean(heard)) * liked

    exact = sorted({240.0 * bars / s for s in lengths for bars in range(1, 129) if 55.0 <= 240.0 * bars / s <= 185.0})
    free = list(np.arange(55.0, 185.0, 0.25))
    best = max(exact or free, key=clarity)
    return best, max(0.0, clarity(best))


def role_of(portrait: Portrait) -> tuple[Role, str]:
    """Return the part that a recording seems to play, and why."""
    p = portrait
    if p.silent:
        return "colour", "it is silent"
    if p.noisy > 0.015 and p.struck > 0.3:
        if p.low > 0.3:
            return "low_percussion", f"struck noise, {100 * p.low:.0f} % of it under 150 Hz"
        return "high_percussion", f"struck noise, centred at {p.centroid:,.0f} Hz"
    if p.low > 0.4:
        if p.struck > 0.3:
            return "low_percussion", f"struck, {100 * p.low:.0f} % of it under 150 Hz"
        return "bass", f"{100 * p.low:.0f} % of it under 150 Hz"
    if p.rate < 0.3:
        return "bed", f"hardly an attack: {p.rate:.1f} a second"
    if p.rate > 3.0:
        return "pulse", f"{p.rate:.1f} attacks a second"
    if p.voices > 4.0:
        return "light_harmony", f"{p.rate:.1f} attacks a second, about {p.voices:.1f} pitches at once"
    return "theme", f"{p.rate:.1f} attacks a second, a line"


def _perplexity(shares: NDArray[np.float64]) -> float:
    """Return how many are in use, weighted, of shares that sum to 1."""
    some = shares[shares > 0]
    return float(np.exp(-(some * np.log(some)).sum()))
