"""The room: how long it rings, that it never runs away, and that it costs nothing when it is still."""

import numpy as np
import pytest
from desk import Desk
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.render import layout as at

RATE = 48_000
START = 12_000
"""Frames by which the room has the size it was told."""


def answer(seconds: float, **room: float) -> np.ndarray:
    """The room's answer to one click of the stingers, without the click."""
    desk = Desk()
    for name, value in {"reverb": 1.0, **room}.items():
        desk.set(getattr(at, f"R_{name.upper()}"), value)
    desk.set(at.R_SEND + at.LAYERS, 1.0)
    click = np.zeros(64)
    click[0] = 0.9
    desk.play(desk.sound(click), START)
    wet = desk.run([4_800] * round(seconds * 10 + 3))
    wet[START : START + 64] = 0.0
    return wet[START:].astype(np.float64)


def decay_time(wet: np.ndarray) -> float:
    """T60 by Schroeder's backward sum, from -5 to -35 dB."""
    energy = np.cumsum((wet**2).sum(axis=1)[::-1])[::-1]
    db = 10 * np.log10(energy / energy[0])
    first, last = int(np.argmax(db < -5)), int(np.argmax(db < -35))
    return 2.0 * (last - first) / RATE


@pytest.mark.parametrize(("decay", "size"), [(0.6, 1.0), (1.8, 1.0), (1.8, 0.5), (3.0, 1.5)])
def test_the_room_rings_as_long_as_it_was_told(decay: float, size: float):
    wet = answer(decay * 1.2, reverb_decay=decay, reverb_damping=0.0, reverb_size=size)
    assert decay_time(wet) == pytest.approx(decay, rel=0.1)


def test_damping_takes_the_treble_first():
    wet = answer(2.0, reverb_decay=2.0, reverb_damping=0.6)
    late = np.abs(np.fft.rfft(wet[48_000:72_000, 0] * np.hanning(24_000)))
    low, high = late[100:500].mean(), late[4_000:6_000].mean()
    assert high < 0.05 * low


def test_the_pre_delay_is_silent_and_then_the_first_echo_comes():
    wet = answer(0.5, reverb_predelay=4_800.0)
    early = wet[: 4_800 + 1_117 - 2]
    assert not early.any()
    assert wet[: 4_800 + 3_000].any()


def test_the_two_sides_differ_and_are_equally_loud():
    wet = answer(1.5)
    energy = (wet**2).sum(axis=0)
    assert 0.5 < energy[0] / energy[1] < 2.0
    assert abs(np.corrcoef(wet[4_800:].T)[0, 1]) < 0.3


@pytest.mark.parametrize("shimmer", [0.0, 0.5, 1.0])
def test_the_longest_room_never_runs_away(shimmer: float):
    rng = np.random.default_rng(3)
    desk = Desk()
    for which, value in (
        (at.R_REVERB, 1.0), (at.R_REVERB_DECAY, 20.0), (at.R_REVERB_DAMPING, 0.0), (at.R_REVERB_SIZE, 1.5),
        (at.R_SHIMMER, shimmer), (at.R_SEND + at.LAYERS, 1.0),
    ):  # fmt: skip
        desk.set(which, value)
    desk.play(desk.sound(rng.uniform(-0.05, 0.05, (96_000, 2))))
    wet = desk.run([8_000] * 180)
    power = (wet.astype(np.float64) ** 2).reshape(-1, 48_000, 2).mean(axis=(1, 2))
    assert desk.faults == 0
    assert power[3:].max() < power[:3].max()
    assert power[-1] < 0.2 * power[3]


def test_shimmer_adds_the_octave_above():
    def octave(shimmer: float) -> float:
        desk = Desk()
        for which, value in ((at.R_REVERB, 1.0), (at.R_REVERB_DECAY, 4.0), (at.R_SHIMMER, shimmer)):
            desk.set(which, value)
        desk.set(at.R_SEND + at.LAYERS, 1.0)
        tone = 0.3 * np.sin(2 * np.pi * 500.0 * np.arange(48_000) / RATE)
        desk.play(desk.sound(tone))
        wet = desk.run([8_000] * 12)[56_000:]
        spectrum = np.abs(np.fft.rfft(wet[:, 0] * np.hanning(len(wet))))
        width = RATE / len(wet)
        near = lambda hz: spectrum[int((hz - 40) / width) : int((hz + 40) / width)].max()  # noqa: E731
        return 20 * float(np.log10(near(1_000.0) / near(500.0)))

    assert octave(0.6) > octave(0.0) + 30
    assert octave(0.6) > -20


def test_a_still_room_is_left_alone_and_a_cleared_one_is_silent():
    desk = Desk()
    desk.set(at.R_REVERB, 1.0)
    desk.set(at.R_REVERB_DECAY, 0.2)
    desk.run([4_800] * 2)
    assert not desk.mixer.sessions["room"][0]
    desk.set(at.R_SEND + at.LAYERS, 1.0, 9_600)
    burst = desk.sound(np.full(2_400, 0.2))
    desk.play(burst, 10_000)
    desk.run([4_800])
    assert desk.mixer.sessions["room"][0] == 1
    desk.run([4_800] * 12)
    assert desk.mixer.sessions["room"][0] == 0
    desk.play(burst, 90_000)
    desk.tell([at.row(at.OP_CLEAR, 93_000, a=-1)])
    heard = desk.run([4_800] * 8)
    assert not heard[93_000 - 72_000 :].any()


def test_a_pause_holds_the_room_and_a_resume_lets_it_go_on():
    def run(paused: int) -> np.ndarray:
        desk = Desk()
        desk.set(at.R_REVERB, 1.0)
        desk.set(at.R_SEND + at.LAYERS, 1.0)
        desk.play(desk.sound(np.random.default_rng(1).uniform(-0.3, 0.3, (4_000, 2))))
        if paused:
            desk.tell([at.row(at.OP_PAUSE, 10_000), at.row(at.OP_RESUME, 10_480 + paused)])
        return desk.run([480] * 100)

    plain, held = run(0), run(9_600)
    assert not held[10_480:20_080].any()
    assert np.abs(held[20_600:30_000] - plain[11_000:20_400]).max() == 0.0


def test_samples_that_are_no_numbers_leave_the_room():
    desk = Desk()
    desk.set(at.R_REVERB, 1.0)
    desk.set(at.R_SEND + at.LAYERS, 1.0)
    burst = desk.sound(np.full(2_400, 0.2))
    desk.play(burst, gain=float("nan"))
    desk.run([480] * 8)
    assert desk.faults > 0
    before = desk.faults
    desk.play(burst, 4_800)
    heard = desk.run([480] * 20)
    assert desk.faults == before
    assert heard.any()
    assert np.isfinite(heard).all()


@settings(max_examples=12, deadline=None)
@given(cuts=st.lists(st.integers(1, 3_000), min_size=1, max_size=14), seed=st.integers(0, 100))
def test_any_blocks_give_the_same_room(cuts: list[int], seed: int):
    rng = np.random.default_rng(seed)
    tone = rng.uniform(-0.3, 0.3, (6_000, 2))
    rows = [
        at.row(at.OP_RAMP, 0, a=at.R_REVERB, x=0.8),
        at.row(at.OP_RAMP, 0, a=at.R_SEND + at.LAYERS, x=0.7),
        at.row(at.OP_RAMP, 0, a=at.R_REVERB_PREDELAY, x=300.0),
        at.row(at.OP_RAMP, 500, a=at.R_REVERB_DECAY, b=2_001, x=0.3),
        at.row(at.OP_RAMP, 700, a=at.R_REVERB_SIZE, x=0.6),
        at.row(at.OP_RAMP, 900, a=at.R_REVERB_PREDELAY, x=2_000.0),
        at.row(at.OP_RAMP, 1_234, a=at.R_REVERB_SIZE, x=1.2),
        at.row(at.OP_RAMP, 2_000, a=at.R_SHIMMER, b=999, x=0.5),
        at.row(at.OP_RAMP, 2_500, a=at.R_REVERB_DAMPING, b=100, x=0.9),
        at.row(at.OP_RAMP, 3_000, a=at.R_WIDTH, b=500, x=0.2),
        at.row(at.OP_RAMP, 3_500, a=at.R_REVERB, b=700, x=0.4),
        at.row(at.OP_PAUSE, 4_010),
        at.row(at.OP_RESUME, 4_900),
    ]

    def run(sizes: list[int]) -> np.ndarray:
        desk = Desk()
        desk.tell(rows)
        desk.play(desk.sound(tone), 17, gain=0.7)
        desk.play(0, 6_000)
        return desk.run(sizes)

    frames = sum(cuts)
    even = run([64] * (frames // 64 + 1))
    assert np.array_equal(run(cuts), even[:frames])
