"""The limiter between the samples, and the loudness meter, against other people's arithmetic."""

import numpy as np
import pyloudnorm
import pytest
from desk import Desk
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import butter, resample, sosfilt

from affekt.render import layout as at

RATE = 48_000


def true_peak(sound: np.ndarray) -> float:
    """Peak in dB of the sound at sixteen times the rate; its two ends, which are cut, are not looked at."""
    finer = np.abs(resample(sound.astype(np.float64), 16 * len(sound), axis=0))
    return 20 * float(np.log10(finer[16 * 480 : -16 * 480].max()))


def loud(seed: int, cutoff: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    noise = sosfilt(butter(8, cutoff, fs=RATE, output="sos"), rng.normal(0, 1, (96_000, 2)), axis=0)
    return 0.45 * noise / np.abs(noise).max() * np.linspace(0.5, 2.0, 96_000)[:, None]


def limited(sound: np.ndarray, between: bool, blocks: list[int] | None = None) -> np.ndarray:
    desk = Desk()
    desk.set(at.R_TRUE_PEAK, float(between))
    desk.set(at.R_MASTER, 4.0)
    desk.play(desk.sound(sound), bus=at.MUSIC)
    return desk.run(blocks or [480] * (len(sound) // 480))


@pytest.mark.parametrize("cutoff", [6_000.0, 12_000.0, 16_000.0])
def test_no_peak_between_the_samples_is_over_the_ceiling(cutoff: float):
    sound = loud(1, cutoff)
    assert true_peak(limited(sound, True)) <= -1.0 + 0.05


def test_a_quarter_rate_sine_between_its_samples_is_met():
    phase = np.pi * np.arange(48_000) / 2 + np.pi / 4
    sound = np.repeat(0.32 * np.sin(phase)[:, None], 2, axis=1)
    assert true_peak(limited(sound, False)[4_800:-480]) > -0.5
    heard = limited(sound, True)[4_800:-480]
    assert true_peak(heard) == pytest.approx(-1.4, abs=0.1)


def test_soft_sound_passes_both_kinds_untouched():
    sound = 0.2 * loud(2, 10_000.0)
    assert np.array_equal(limited(sound, True), limited(sound, False))


@settings(max_examples=8, deadline=None)
@given(cuts=st.lists(st.integers(1, 3_000), min_size=1, max_size=12), between=st.booleans())
def test_any_blocks_are_limited_alike(cuts: list[int], between: bool):
    sound, frames = loud(3, 15_000.0), sum(cuts)
    even = limited(sound, between, [64] * (frames // 64 + 1))
    assert np.array_equal(limited(sound, between, cuts), even[:frames])


def slowly(sound: np.ndarray) -> np.ndarray:
    """The limiter as one would write it down: the mean of the least of the needs, 73 of each, exact in integers."""
    wide = at.LIMITER_WINDOW
    ahead = np.concatenate([sound, np.zeros((wide - 1, 2), np.float32)])
    peaks = np.abs(ahead).max(axis=1)
    gain, need = at.ONE, [at.ONE] * (2 * wide)
    for peak in peaks.tolist():
        want = at.ONE if peak <= np.float32(at.CEILING) else int(np.floor(at.CEILING / peak * at.ONE))
        gain = min(gain + ((at.ONE - gain) >> 12) + 1, at.ONE, want)
        need.append(gain)
    least = np.lib.stride_tricks.sliding_window_view(np.array(need), wide).min(axis=1)
    mean = np.lib.stride_tricks.sliding_window_view(least, wide).sum(axis=1)[-len(sound) :]
    return sound * (mean / (at.ONE * wide)).astype(np.float32)[:, None]


def test_the_limiter_is_what_one_would_write_down():
    sound = (np.rint(loud(5, 12_000.0)[:19_200] * 32768) / 32768).astype(np.float32)
    before = sound * np.float32(4.0)
    assert np.abs(before).max() > 1.2
    assert np.array_equal(limited(sound, False)[: len(sound) - 480], slowly(before)[: len(sound) - 480])


def measured(sound: np.ndarray, blocks: int = 480) -> tuple[float, float, float]:
    desk = Desk()
    desk.set(at.R_METER, 1.0)
    desk.play(desk.sound(sound), bus=at.MUSIC)
    desk.run([blocks] * (len(sound) // blocks))
    momentary, short, whole = desk.mixer.planes.levels[0, at.L_LOUDNESS :].tolist()
    return momentary, short, whole


@pytest.mark.parametrize("seed", [1, 2])
def test_integrated_loudness_is_pyloudnorms(seed: int):
    rng = np.random.default_rng(seed)
    shape = np.repeat(rng.uniform(0.0, 1.0, 48) ** 3, 24_000)[:, None]
    pink = np.cumsum(rng.normal(0, 1, (len(shape), 2)), axis=0)
    pink = sosfilt(butter(1, 40, "high", fs=RATE, output="sos"), pink, axis=0)
    sound = np.rint(0.5 * shape * pink / np.abs(pink).max() * 32768) / 32768
    theirs = pyloudnorm.Meter(RATE).integrated_loudness(sound)
    assert measured(sound)[2] == pytest.approx(theirs, abs=0.1)


def test_a_full_scale_sine_reads_as_the_standard_says():
    sound = np.zeros((5 * RATE, 2))
    sound[:, 0] = 0.5 * np.sin(2 * np.pi * 997 * np.arange(len(sound)) / RATE)
    momentary, short, whole = measured(sound)
    for value in (momentary, short, whole):
        assert value == pytest.approx(-3.01 - 6.02, abs=0.05)


def test_the_meter_forgets_what_it_knew_when_it_is_switched_off_and_reads_alike_in_any_blocks():
    sound = loud(4, 8_000.0) * 0.3
    assert measured(sound, 480) == measured(sound, 64) == measured(sound, 1_920)
    desk = Desk()
    desk.set(at.R_METER, 1.0)
    desk.play(desk.sound(sound), bus=at.MUSIC)
    desk.run([480] * 60)
    assert desk.mixer.planes.levels[0, at.L_LOUDNESS] > -40
    desk.set(at.R_METER, 0.0, 28_800)
    desk.run([480] * 4)
    assert desk.mixer.planes.levels[0, at.L_LOUDNESS :].tolist() == [-120.0] * 3
