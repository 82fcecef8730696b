"""Meters: what each recording adds to any mix is measured once, as powers and cross-powers, so that a combination
costs no more than a few small products."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import biquad, k_weighting, lufs
from affekt.review.sound import Audio, Gains, Sound

STEP = SAMPLE_RATE // 10
"""Frames of a measuring step; a loudness block is four."""
SIZE, HOP = 4096, 2048
"""Frames of a spectrum, and from one to the next."""
_PART, _SETTLE = 100 * STEP, 5 * STEP
_AWAKE = 1e-12
"""Added before a filter: in digital silence its state would sink to numbers that processors are slow with."""
_BANDS_FROM, _BANDS_TO = 60.0, 12000.0

Powers = NDArray[np.float64]
Cross = NDArray[np.float32]
"""(steps, channels, channels)."""


@dataclass(frozen=True)
class Meters:
    """A section, measured."""

    weighted: Cross
    """K-weighted cross-powers a step."""
    flat: Cross
    """The same without weighting."""
    spectrum: NDArray[np.complex64]
    """(bins, channels, channels): cross-spectra of the whole pass."""
    erb: NDArray[np.float32]
    """(stems, spectra, bands): power by equivalent rectangular bandwidth, at authored level, both sides."""
    centres: NDArray[np.float64]
    """Hz of the bands' middles."""


def measure(sound: Sound) -> Meters:
    """Measure a section's recordings."""
    spectrum, erb, centres = _spectra(sound)
    return Meters(_weighted(sound.audio), crossed(sound.audio), spectrum, erb, centres)


def _weighted(audio: Audio) -> Cross:
    """Return the K-weighted cross-powers, some seconds at a time, each begun early so that its filters settle."""
    stages = k_weighting(SAMPLE_RATE)
    found = []
    for begin in range(0, max(audio.shape[1] // STEP, 1) * STEP, _PART):
        early = min(begin, _SETTLE)
        piece = audio[:, begin - early : begin + _PART]
        ear = np.empty((len(piece), piece.shape[1] - early), np.float32)
        for index, side in enumerate(piece):
            filtered = side[:, None].astype(np.float64) + _AWAKE
            for stage in stages:
                filtered = biquad(filtered, stage)
            ear[index] = filtered[early:, 0]
        found.append(crossed(ear))
    return np.concatenate(found)


def crossed(audio: Audio) -> Cross:
    """Return the sums of products of each two channels in each whole step; less than a step at the end is left out.

    Audio shorter than a step is one.
    """
    channels, frames = audio.shape
    steps = max(frames // STEP, 1)
    found = np.empty((steps, channels, channels), np.float32)
    for index in range(steps):
        piece = audio[:, index * STEP : (index + 1) * STEP]
        found[index] = piece @ piece.T
    return found


def power(cross: Cross, one: Gains, two: Gains) -> Powers:
    """Return (combinations, steps): the sum of products of two sides' mixes; gains are (combinations, channels)."""
    steps, channels, _ = cross.shape
    half = (one @ cross.transpose(1, 0, 2).reshape(channels, -1)).reshape(len(one), steps, channels)
    found: Powers = np.einsum("msc,mc->ms", half, two, dtype=np.float64)
    return found


def blocks(steps: Powers, count: int = 4) -> Powers:
    """Return running means over `count` steps, (combinations, blocks), as power a frame."""
    steps = np.maximum(steps, 0.0)
    if steps.shape[1] < count:
        mean: Powers = steps.sum(axis=1, keepdims=True) / (count * STEP)
        return mean
    total = np.cumsum(np.pad(steps, ((0, 0), (1, 0))), axis=1)
    run: Powers = (total[:, count:] - total[:, :-count]) / (count * STEP)
    return run


def integrated(steps: Powers) -> list[float]:
    """Return the gated loudness in LUFS of each row of K-weighted powers a step."""
    found = []
    for row in blocks(steps):
        loud = row[row > 10.0 ** ((-70.0 + 0.691) / 10.0)]
        gated = loud[loud > loud.mean() * 0.1] if len(loud) else loud
        found.append(lufs(float(gated.mean())) if len(gated) else -120.0)
    return found


def loudness_range(steps: Powers) -> float:
    """Return the loudness range in LU of one row (EBU Tech 3342): short-term, gated at -70 LUFS and 20 LU under."""
    short = blocks(np.concatenate((steps, steps[:, :30]), axis=1), 30)[0]
    loud = short[short > 10.0 ** ((-70.0 + 0.691) / 10.0)]
    if not len(loud):
        return 0.0
    gated = loud[loud > loud.mean() * 0.01]
    low, high = np.quantile(gated, (0.10, 0.95))
    return 10.0 * float(np.log10(high / low))


def heard(sound: Sound, meters: Meters, gains: Gains, *, mono: bool = False) -> Powers:
    """Return the K-weighted power a step of some combinations, in stereo or folded to one channel on both sides."""
    left, right = sound.sides(gains)
    if mono:
        middle = (left + right) / 2.0
        return 2.0 * power(meters.weighted, middle, middle)
    return power(meters.weighted, left, left) + power(meters.weighted, right, right)


def erb_bands() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the edges and the middles, in Hz, of bands of one ERB (Glasberg & Moore 1990)."""
    low, high = (21.4 * np.log10(1.0 + 0.00437 * f) for f in (_BANDS_FROM, _BANDS_TO))
    places = np.arange(low, high, 1.0)
    edges = (10.0 ** (places / 21.4) - 1.0) / 0.00437
    middles = (10.0 ** ((places[:-1] + 0.5) / 21.4) - 1.0) / 0.00437
    return edges, middles


def _spectra(sound: Sound) -> tuple[NDArray[np.complex64], NDArray[np.float32], NDArray[np.float64]]:
    channels, frames = sound.audio.shape
    window = np.hanning(SIZE + 1)[:SIZE].astype(np.float32)
    edges, middles = erb_bands()
    hertz = np.fft.rfftfreq(SIZE, 1.0 / SAMPLE_RATE)
    keep = int(np.searchsorted(hertz, _BANDS_TO))
    starts = np.searchsorted(hertz[:keep], edges[:-1])
    count = max((frames - SIZE) // HOP + 1, 1)
    cross = np.zeros((keep, channels, channels), np.complex64)
    erb = np.zeros((len(sound.stems), count, len(middles)), np.float32)
    audio = sound.audio if frames >= SIZE else np.pad(sound.audio, ((0, 0), (0, SIZE - frames)))
    norm = 2.0 / float((window**2).sum() * SIZE)
    for begin in range(0, count, 32):
        many = min(32, count - begin)
        piece = np.stack([audio[:, (begin + k) * HOP : (begin + k) * HOP + SIZE] for k in range(many)], axis=1)
        bins = np.fft.rfft(piece * window, axis=2)[:, :, :keep].astype(np.complex64)
        turned = np.ascontiguousarray(bins.transpose(2, 0, 1))
        cross += turned @ turned.conj().transpose(0, 2, 1)
        energy = np.add.reduceat(bins.real**2 + bins.imag**2, starts, axis=2)
        for index, stem in enumerate(sound.stems):
            left, right = stem.channels
            erb[index, begin : begin + many] = (energy[left] + energy[right]) * (norm * stem.level**2)
    return cross * np.complex64(norm / count), erb, middles
