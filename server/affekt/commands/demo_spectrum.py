"""The sound of the demo as a picture: a minute's spectrogram, its loudness, its sections."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.core import score
from affekt.core.score import ScoreEvent
from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import block_power, lufs

EXCERPT_S = 60.0
"""So much of the music is shown."""
_SIZE, _HOP, _ROWS = 8192, 1200, 320
_LOW_HZ, _HIGH_HZ, _DEPTH_DB = 32.0, 16_000.0, 78.0
_WIDE_S = 4.0
"""A section's name has room in so much."""


def excerpt(events: Sequence[ScoreEvent], seconds: float) -> float:
    """Return where the minute with the most changes of section begins, in seconds."""
    length = min(EXCERPT_S, seconds)
    at = sorted(e.frame / SAMPLE_RATE for e in events if isinstance(e.act, score.Section))
    starts = [max(0.0, min(t - 3.0, seconds - length)) for t in (0.0, *at)]
    return max(starts, key=lambda s: (sum(s <= t < s + length for t in at), -s))


def spectrogram(mono: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return levels in dB, `[rows, columns]`: rows by equal steps of pitch from 32 Hz up, 40 columns a second."""
    window = np.hanning(_SIZE)
    count = max(1, (len(mono) - _SIZE) // _HOP + 1)
    padded = np.pad(mono, (0, max(0, _SIZE - len(mono))))
    edges = np.geomspace(_LOW_HZ, _HIGH_HZ, _ROWS + 1) * _SIZE / SAMPLE_RATE
    low, high = edges[:-1].astype(int), np.maximum(edges[1:].astype(int), edges[:-1].astype(int) + 1)
    picture = np.empty((_ROWS, count))
    for column in range(count):
        power = np.abs(np.fft.rfft(padded[column * _HOP : column * _HOP + _SIZE] * window)) ** 2
        total = np.concatenate([[0.0], np.cumsum(power)])
        picture[:, column] = (total[high] - total[low]) / (high - low)
    level: NDArray[np.float64] = 10.0 * np.log10(picture + 1e-12)
    return level


def draw_spectrum(path: Path, wav: Path, events: Sequence[ScoreEvent], seconds: float, title: str) -> None:
    """Draw the minute of a recording with the most changes into a PNG."""
    import matplotlib
    import soundfile

    matplotlib.use("Agg")
    from matplotlib import pyplot

    start = excerpt(events, seconds)
    frames = round(min(EXCERPT_S, seconds) * SAMPLE_RATE)
    audio, _ = soundfile.read(wav, start=round(start * SAMPLE_RATE), frames=frames, dtype="float64", always_2d=True)
    if len(audio) == 0:
        audio = np.zeros((_SIZE, 2))
    picture = spectrogram(audio.mean(axis=1))
    end = start + len(audio) / SAMPLE_RATE
    figure, (sound, level) = pyplot.subplots(
        2, 1, figsize=(13, 6), sharex=True, height_ratios=(4, 1), layout="constrained"
    )
    figure.suptitle(title)
    top = float(picture.max())
    rows = np.geomspace(_LOW_HZ, _HIGH_HZ, _ROWS + 1)
    columns = np.linspace(start, end, picture.shape[1] + 1)
    sound.pcolormesh(columns, rows, picture, cmap="magma", vmin=top - _DEPTH_DB, vmax=top, rasterized=True)
    sound.set_yscale("log")
    sound.set_ylabel("Hz")
    sound.set_yticks(
        [50, 100, 200, 500, 1000, 2000, 5000, 10_000], ["50", "100", "200", "500", "1k", "2k", "5k", "10k"]
    )
    heard = [lufs(power) for power in block_power(audio)]
    level.plot(start + 0.2 + 0.1 * np.arange(len(heard)), heard, color="#4c78a8", lw=1.2)
    level.set_ylim(-48, -8)
    level.set_ylabel("momentary\nLUFS")
    level.set_xlabel("seconds")
    level.grid(axis="y", color="0.9")
    sections = [(e.frame / SAMPLE_RATE, e.act.section) for e in events if isinstance(e.act, score.Section)]
    for (at, name), (until, _) in pairwise([*sections, (end, "")]):
        if until > start and at < end:
            sound.axvline(max(at, start), color="white", lw=0.8, alpha=0.7)
            if min(until, end) - max(at, start) > _WIDE_S:
                sound.text(max(at, start) + 0.2, 11_500, name, color="white", fontsize=9, va="top")
            level.axvline(max(at, start), color="0.6", lw=0.8)
    level.set_xlim(start, end)
    figure.savefig(path, dpi=100)
    pyplot.close(figure)
