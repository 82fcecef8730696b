"""Peaks: the highest true peak of very many mixes. A mix cannot be louder than its layers' peaks added up, so only
the few places where that sum is high are looked at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affekt.render.loudness import interpolator
from affekt.review.sound import Gains, Sound

_BLOCK = 960
_SLACK = 1.42
"""By how much a peak between samples may pass the samples around it before it is missed: a tone at a quarter of the
sample rate passes them by √2."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest true peak found."""

    value: float
    """Linear."""
    combination: int
    frame: int

    @property
    def db(self) -> float:
        """In dBTP."""
        return 20.0 * float(np.log10(max(self.value, 1e-6)))


def highest(sound: Sound, gains: Gains) -> Peak:
    """Return the highest true peak of some combinations, (combinations, stems), over both sides."""
    sides = np.concatenate(sound.sides(gains))
    tops = tops_of(sound)
    bound = sides @ tops
    order = np.argsort(-bound.max(axis=0))
    best, who, where = 0.0, 0, 0
    for block in order:
        if bound[:, block].max() * _SLACK <= best:
            break
        rows = np.flatnonzero(bound[:, block] * _SLACK > best)
        begin = int(block) * _BLOCK
        piece = _window(sound, begin)
        sampled = np.abs(sides[rows] @ piece[:, 12:-12]).max(axis=1)
        near = rows[sampled * _SLACK > best]
        if not len(near):
            continue
        peaks = np.abs(sides[near] @ _between(piece)).max(axis=1)
        at = int(peaks.argmax())
        if peaks[at] > best:
            best, who, where = float(peaks[at]), int(near[at]), begin
    return Peak(best, who % len(gains), where)


def over(sound: Sound, gains: Gains, ceiling: float) -> NDArray[np.float64]:
    """Return the share of time, 0 … 1, in which each combination passes a ceiling (linear), by blocks of 20 ms."""
    sides = np.concatenate(sound.sides(gains))
    bound = sides @ tops_of(sound)
    loud = np.zeros((2, len(gains), bound.shape[1]), np.bool_)
    for block in np.flatnonzero(bound.max(axis=0) * _SLACK > ceiling):
        rows = np.flatnonzero(bound[:, block] * _SLACK > ceiling)
        piece = _window(sound, int(block) * _BLOCK)
        peaks = np.abs(sides[rows] @ piece[:, 12:-12]).max(axis=1)
        unsure = (peaks <= ceiling) & (peaks * _SLACK > ceiling)
        if unsure.any():
            peaks[unsure] = np.abs(sides[rows[unsure]] @ _between(piece)).max(axis=1)
        loud.reshape(len(sides), -1)[rows, block] = peaks > ceiling
    share: NDArray[np.float64] = loud.any(axis=0).mean(axis=1)
    return share


def tops_of(sound: Sound) -> NDArray[np.float32]:
    """Return the highest sample of each channel in each block, (channels, blocks)."""
    channels, frames = sound.audio.shape
    count = -(-frames // _BLOCK)
    tops = np.zeros((channels, count), np.float32)
    for index, side in enumerate(sound.audio):
        padded = np.pad(np.abs(side), (0, count * _BLOCK - frames))
        tops[index] = padded.reshape(count, _BLOCK).max(axis=1)
    return tops


def _window(sound: Sound, begin: int) -> NDArray[np.float32]:
    """Return a block with twelve frames before and behind it."""
    low, high = begin - 12, begin + _BLOCK + 12
    piece = sound.audio[:, max(low, 0) : high]
    return np.pad(piece, ((0, 0), (max(-low, 0), high - max(low, 0) - piece.shape[1])))


def _between(piece: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a piece at four times the rate."""
    rows = interpolator().astype(np.float32)
    views = np.lib.stride_tricks.sliding_window_view(piece, rows.shape[1], axis=1)
    dense: NDArray[np.float32] = (views @ rows.T).reshape(len(piece), -1)
    return dense
