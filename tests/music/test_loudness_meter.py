import numpy as np
import pyloudnorm
import pytest

from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import SILENT, integrated, momentary_max, true_peak

TIME = np.arange(6 * SAMPLE_RATE) / SAMPLE_RATE


def tone(hertz: float, db: float) -> np.ndarray:
    return np.repeat((10 ** (db / 20) * np.sin(2 * np.pi * hertz * TIME))[:, None], 2, axis=1)


def test_the_standards_tone_reads_as_the_standard_says() -> None:
    """EBU Tech 3341, case 1: 1 kHz at -23 dBFS on both sides is -23 LUFS."""
    assert integrated(tone(1000, -23)) == pytest.approx(-23.0, abs=0.1)
    assert momentary_max(tone(1000, -23)) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("hertz", [60, 250, 1000, 3000, 9000])
def test_the_meter_agrees_with_pyloudnorm(hertz: int) -> None:
    swell = tone(hertz, -14) * (0.02 + np.abs(np.sin(TIME))[:, None])
    swell[:, 1] *= 0.4
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    assert integrated(swell) == pytest.approx(meter.integrated_loudness(swell), abs=0.1)


def test_pauses_do_not_count() -> None:
    paused = np.concatenate([tone(1000, -20), np.zeros((10 * SAMPLE_RATE, 2))])
    assert integrated(paused) == pytest.approx(-20.0, abs=0.25)


def test_mono_is_heard_on_both_sides() -> None:
    assert integrated(tone(1000, -23)[:, :1]) == pytest.approx(-23.0, abs=0.1)


def test_silence_reads_as_silence() -> None:
    assert integrated(np.zeros((SAMPLE_RATE, 2))) == SILENT
    assert true_peak(np.zeros((SAMPLE_RATE, 1))) == SILENT


def test_peaks_between_samples_are_found() -> None:
    """A tone at a quarter of the rate, 45° off, peaks 3 dB over its samples."""
    n = np.arange(4800)
    wave = (0.5 * np.sin(np.pi / 2 * n + np.pi / 4))[:, None]
    assert 20 * np.log10(np.abs(wave).max()) == pytest.approx(-9.03, abs=0.01)
    assert true_peak(wave) == pytest.approx(-6.02, abs=0.3)
