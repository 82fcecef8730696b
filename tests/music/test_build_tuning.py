"""Tuning: recordings and live voices stand on the same pitch."""

import numpy as np
import pytest

from affekt.render.build_synth import Patch, Stroke, play
from affekt.render.fluid_library import library


def pitch_of(cents: float) -> float:
    audio = play([Stroke(0, True, 0, 69, 100), Stroke(96_000, False, 0, 69)], [Patch(0, 0, 73)], 96_000, cents)[:, 0]
    spectrum = np.abs(np.fft.rfft(audio[24_000:] * np.hanning(72_000), 1 << 20))
    low, high = (round(f * (1 << 20) / 48_000) for f in (400, 480))
    return float((low + spectrum[low:high].argmax()) * 48_000 / (1 << 20))


@pytest.mark.skipif(library() is None, reason="libfluidsynth3 is not installed")
def test_a_set_in_432_hz_is_built_in_432_hz() -> None:
    moved = 1200 * np.log2(pitch_of(-31.8) / pitch_of(0.0))
    assert moved == pytest.approx(-31.8, abs=1.0)
