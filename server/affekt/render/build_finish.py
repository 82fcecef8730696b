"""The build's last look at a section: its mix's slope and width, and what all its stems are given to mend them.

Every step is linear and the same for each stem, so that stems still add up to their mix.
"""

from dataclasses import dataclass

import numpy as np

from affekt.core.units import SAMPLE_RATE
from affekt.render.build_space import high_pass, shelf
from affekt.render.loudness import Samples

SLOPE = (-5.7, -3.3)
"""dB an octave of the spectral density, 100 Hz … 8 kHz: just inside what music.md asks for."""
WIDTH_DB = (-11.0, -5.0)
"""Side over mid, in dB."""
LOW_HZ = 150.0
"""Below it a stem is mono."""
_MOST_TILT = 2.0
_CORNERS = (225.0, 900.0, 3600.0)
"""Two octaves apart: a third of the tilt's reach each."""


@dataclass(frozen=True, slots=True)
class Finish:
    """What a section's stems are given."""

    tilt: float = 0.0
    """dB an octave."""
    width: float = 1.0
    """Times the side."""


def narrow_low(audio: Samples) -> Samples:
    """Return stereo whose side stands only above `LOW_HZ`: the low end is one, on any loudspeaker."""
    if audio.shape[1] == 1:
        return audio
    mid, side = audio.sum(axis=1) / 2.0, (audio[:, :1] - audio[:, 1:]) / 2.0
    side = high_pass(high_pass(side, LOW_HZ), LOW_HZ)[:, 0]
    return np.stack((mid + side, mid - side), axis=1)


def slope(mix: Samples) -> float:
    """Return how steeply a mix's spectral density falls from 100 Hz to 8 kHz, in dB an octave; pink noise is -3."""
    size = 1 << 14
    mono = np.pad(mix.mean(axis=1), (0, size))
    window, power = np.hanning(size), np.zeros(size // 2 + 1)
    for at in range(0, len(mono) - size, size // 2):
        power += np.abs(np.fft.rfft(mono[at : at + size] * window)) ** 2
    hertz = np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE)
    thirds = 100.0 * 2.0 ** (np.arange(20) / 3.0)
    levels = [power[(hertz >= f / 2 ** (1 / 6)) & (hertz < f * 2 ** (1 / 6))].mean() for f in thirds]
    return float(np.polyfit(np.log2(thirds), 10.0 * np.log10(np.array(levels) + 1e-20), 1)[0])


def width_db(mix: Samples) -> float:
    """Return a mix's side over its mid, in dB."""
    mid, side = mix.sum(axis=1) / 2.0, (mix[:, 0] - mix[:, 1]) / 2.0
    return float(10.0 * np.log10(((side**2).mean() + 1e-20) / ((mid**2).mean() + 1e-20)))


def judge(mix: Samples) -> Finish:
    """Return what brings a section's reference mix within slope and width; nothing where it is within, or silent."""
    if not mix.any():
        return Finish()
    now = slope(mix)
    tilt = min(max(SLOPE[0] - now, 0.0), _MOST_TILT) + max(min(SLOPE[1] - now, 0.0), -_MOST_TILT)
    wide = width_db(mix)
    db = max(WIDTH_DB[0] - wide, 0.0) + min(WIDTH_DB[1] - wide, 0.0)
    return Finish(round(tilt, 2), round(float(np.clip(10.0 ** (db / 20.0), 0.5, 1.6)), 3))


def finished(audio: Samples, finish: Finish) -> Samples:
    """Return a stem with its section's finish."""
    if finish.tilt:
        for corner in _CORNERS:
            audio = shelf(audio, corner, 2.0 * finish.tilt)
    if finish.width != 1.0 and audio.shape[1] == 2:
        mid, side = audio.sum(axis=1) / 2.0, finish.width * (audio[:, 0] - audio[:, 1]) / 2.0
        audio = np.stack((mid + side, mid - side), axis=1)
    return audio
