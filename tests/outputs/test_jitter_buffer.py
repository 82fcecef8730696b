"""The jitter buffer against simulated clocks and networks: no time passes, and nothing is random but by seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.io.device.jitter import FADE, MOST_STEP, RATE, JitterBuffer

SEMITONE = 2 ** (1 / 12) - 1


def tone(frame: int, frames: int, hz: float = 997.0) -> np.ndarray:
    time = (frame + np.arange(frames)) / RATE
    return np.stack([0.5 * np.sin(2 * np.pi * hz * time), 0.5 * np.cos(2 * np.pi * hz * time)], axis=1)


def played(
    buffer: JitterBuffer, seconds: float, *, drift: float, late_s: float, size: int = 960, seed: int = 1
) -> tuple[np.ndarray, list[float]]:
    """Play a server's blocks on a card that is slower by `drift`; return all samples and the steps, read by read."""
    rng = np.random.default_rng(seed)
    blocks = int(seconds * 101)
    sent = np.arange(blocks) * 0.01 / (1 + drift)
    arrives = np.maximum.accumulate(sent + rng.uniform(0.0, late_s, blocks))
    heard, steps, block = [], [], 0
    for number in range(int(seconds * RATE / size)):
        now = number * size / RATE
        while block < blocks and arrives[block] <= now:
            buffer.put(tone(block * 480, 480), frame=block * 480)
            block += 1
        heard.append(buffer.read(size))
        steps.append(buffer.step)
    return np.concatenate(heard), steps


@pytest.mark.slow
@pytest.mark.parametrize("drift", [200e-6, -200e-6])
def test_ten_minutes_of_drift_and_jitter_run_neither_dry_nor_over(drift: float):
    buffer = JitterBuffer(reserve_ms=30)
    heard, steps = played(buffer, 600.0, drift=drift, late_s=0.015)
    assert (buffer.underruns, buffer.overruns, buffer.concealed) == (0, 0, 0)
    assert max(abs(step - 1.0) for step in steps) <= MOST_STEP
    settled = np.array(steps[50 * 60 :])
    assert abs(settled.mean() - 1.0 - drift) < 20e-6
    assert np.abs(settled - settled.mean()).max() < 0.01 * SEMITONE  # The pitch strays by less than a cent.
    assert np.abs(np.diff(heard[RATE:], axis=0)).max() < 0.07  # 997 Hz moves by 0.065 a frame: no click anywhere.


def test_an_even_stream_is_played_as_it_was():
    buffer = JitterBuffer(reserve_ms=29)
    buffer.put(tone(0, 1_920), frame=0)
    first = buffer.read(480)
    second = buffer.read(480)
    assert np.abs(first[FADE:] - tone(FADE, 480 - FADE)).max() < 1e-4
    assert np.abs(first[0]).max() < 0.01
    assert np.corrcoef(second[:, 0], tone(480, 480)[:, 0])[0, 1] > 0.999


@pytest.mark.parametrize(("hz", "db"), [(997.0, 78.0), (10_000.0, 65.0), (15_000.0, 50.0)])
def test_stretching_leaves_a_tone_a_tone(hz: float, db: float):
    buffer = JitterBuffer(reserve_ms=20, most_ms=2_000)
    buffer.put(tone(0, RATE, hz), frame=0)
    buffer._follower.step = 1.0021
    found = buffer._resampled(24_000)[:, 0].astype(float)
    time = np.arange(len(found)) * 1.0021 / RATE
    basis = np.stack([np.sin(2 * np.pi * hz * time), np.cos(2 * np.pi * hz * time)], axis=1)
    weights, *_ = np.linalg.lstsq(basis, found, rcond=None)
    noise = found - basis @ weights
    assert 20 * np.log10(found.std() / noise.std()) > db
    assert np.hypot(*weights) == pytest.approx(0.5, rel=0.01)


def test_a_lost_block_keeps_time_and_does_not_click():
    buffer = JitterBuffer(reserve_ms=49)
    heard = []
    for n in range(40):
        if n != 12:
            buffer.put(tone(n * 480, 480), frame=n * 480)
        if n >= 5:
            heard.append(buffer.read(480))
    whole = np.concatenate(heard)
    assert (buffer.concealed, buffer.underruns) == (1, 0)
    assert np.abs(np.diff(whole[FADE:], axis=0)).max() < 0.14  # A mirrored echo turns, at most twice as steeply.
    wanted = tone(0, len(whole))[-4_800:]
    assert np.corrcoef(whole[-4_800:, 0], wanted[:, 0])[0, 1] > 0.9  # It is within three frames of its time.


def test_running_dry_fades_out_waits_for_its_reserve_and_fades_in():
    buffer = JitterBuffer(reserve_ms=20)
    buffer.put(tone(0, 2_400), frame=0)
    heard = [buffer.read(480) for _ in range(10)]
    assert buffer.underruns == 1
    assert not np.concatenate(heard[6:]).any()
    buffer.put(tone(2_400, 960), frame=2_400)
    heard.append(buffer.read(480))
    assert not heard[-1].any()
    buffer.put(tone(3_360, 960), frame=3_360)
    heard += [buffer.read(480) for _ in range(2)]
    assert heard[-1].any()
    assert np.abs(np.diff(np.concatenate(heard), axis=0)).max() < 0.08


def test_a_burst_drops_the_oldest_down_to_the_reserve_without_a_click():
    buffer = JitterBuffer(reserve_ms=20, most_ms=80)
    buffer.put(tone(0, 2_400), frame=0)
    before = buffer.read(480)
    buffer.put(tone(2_400, 48_000), frame=2_400)
    assert buffer.overruns >= 1
    assert buffer.held_ms == pytest.approx(20.0 + FADE / 48, abs=1.0)
    heard = np.concatenate([before, buffer.read(480)])
    assert np.abs(np.diff(heard, axis=0)).max() < 0.14


def test_what_comes_twice_is_played_once_and_int16_is_scaled():
    buffer = JitterBuffer(reserve_ms=20)
    buffer.put(tone(0, 960), frame=0)
    buffer.put(tone(480, 960), frame=480)
    assert buffer.held_ms == pytest.approx(30.0)
    assert buffer.concealed == 0
    buffer.put(np.full((480, 2), 16_384, np.int16), frame=1_440)
    assert buffer._data[buffer._end - 1] == pytest.approx([0.5, 0.5])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("put"), st.integers(1, 3_000), st.integers(-60_000, 60_000)),
            st.tuples(st.just("read"), st.integers(1, 3_000), st.just(0)),
        ),
        max_size=60,
    )
)
def test_whatever_comes_and_is_asked_it_answers_in_range(acts):
    buffer, at = JitterBuffer(reserve_ms=10), 0
    for act, frames, jump in acts:
        if act == "put":
            at = max(at + (jump if frames % 5 == 0 else 0), 0)
            buffer.put(tone(at, frames), frame=at, broken=frames % 7 == 0)
            at += frames
        else:
            found = buffer.read(frames)
            assert found.shape == (frames, 2)
            assert np.isfinite(found).all()
            assert np.abs(found).max() <= 1.6
    assert buffer.held_ms <= 110.0 + 3_000 / 48 + 100


def test_what_went_by_as_silence_is_not_played_again_as_a_gap():
    buffer = JitterBuffer(reserve_ms=30)
    frame = 0
    for _ in range(5):
        buffer.put(tone(frame, 480), frame=frame)
        frame += 480
    for _ in range(30):
        buffer.put(tone(frame, 480), frame=frame)
        frame += 480
        buffer.read(480)
    held = buffer.held_ms
    for _ in range(9):
        frame += 480
        buffer.read(480)
    assert buffer.underruns == 1
    for _ in range(30):
        buffer.put(tone(frame, 480), frame=frame)
        frame += 480
        buffer.read(480)
    assert buffer.held_ms < held + 15
