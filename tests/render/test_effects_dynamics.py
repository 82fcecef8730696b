"""Compressor, side-chain and width, against sums done apart."""

import numpy as np
import pytest
from desk import Desk
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.render import layout as at

RATE = 48_000


def tone(peak_db: float, seconds: float = 1.5, hz: float = 1_500.0) -> np.ndarray:
    return 10 ** (peak_db / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)


def levels(desk: Desk, sound: np.ndarray, bus: int = at.MUSIC) -> np.ndarray:
    """Play a sound alone and return what is heard of it."""
    desk.play(desk.sound(sound), bus=bus)
    return desk.run([480] * (len(sound) // 480))


def curve(level_db: float, threshold_db: float, ratio: float, knee_db: float) -> float:
    """The textbook's static curve: the level that comes out."""
    over = level_db - threshold_db
    if 2 * over < -knee_db:
        return level_db
    if 2 * abs(over) <= knee_db:
        return level_db + (1 / ratio - 1) * (over + knee_db / 2) ** 2 / (2 * knee_db)
    return threshold_db + over / ratio


@pytest.mark.parametrize("level_db", [-40.0, -26.0, -20.0, -17.0, -12.0, -6.0])
@pytest.mark.parametrize(("ratio", "knee_db"), [(2.0, 6.0), (8.0, 12.0), (20.0, 0.5)])
def test_a_steady_level_comes_out_where_the_static_curve_says(level_db: float, ratio: float, knee_db: float):
    desk = Desk()
    for which, value in ((at.R_COMP_THRESHOLD, -20.0), (at.R_COMP_RATIO, ratio), (at.R_COMP_KNEE, knee_db)):
        desk.set(which, value)
    heard = levels(desk, tone(level_db))
    peak_db = 20 * np.log10(np.abs(heard[-9_600:]).max())
    assert peak_db == pytest.approx(curve(level_db, -20.0, ratio, knee_db), abs=0.1)


def test_attack_and_release_take_their_time():
    desk = Desk()
    for which, value in (
        (at.R_COMP_THRESHOLD, -30.0), (at.R_COMP_RATIO, 20.0), (at.R_COMP_ATTACK, 50.0), (at.R_COMP_RELEASE, 200.0),
        (at.R_COMP_KNEE, 0.1),
    ):  # fmt: skip
        desk.set(which, value)
    sound = np.concatenate([tone(-10.0, 1.0), tone(-40.0, 1.0)])
    heard = np.abs(levels(desk, sound)[:, 0])
    gain_db = 20 * np.log10(heard.reshape(-1, 480).max(axis=1) / np.abs(sound).reshape(-1, 480).max(axis=1))
    full = -19.0
    assert gain_db[5] == pytest.approx(full * (1 - np.exp(-1.0)), abs=1.5)
    assert gain_db[95] == pytest.approx(full, abs=0.2)
    assert gain_db[100 + 20] == pytest.approx(full * np.exp(-1.0), abs=1.0)


def test_a_neutral_desk_changes_no_sample():
    rng = np.random.default_rng(5)
    sound = rng.uniform(-0.3, 0.3, (24_000, 2))
    plain = levels(Desk(), sound)
    desk = Desk()
    desk.set(at.R_COMP_RATIO, 4.0, 0)
    desk.set(at.R_COMP_RATIO, 1.0, 2_400)
    desk.set(at.R_COMP_RELEASE, 20.0)
    heard = levels(desk, sound)
    assert not np.array_equal(heard[:2_400], plain[:2_400])
    assert np.array_equal(heard[-4_800:], plain[-4_800:])


def test_makeup_is_a_gain():
    desk = Desk()
    desk.set(at.R_COMP_MAKEUP, 6.0)
    heard = levels(desk, tone(-30.0))
    assert 20 * np.log10(np.abs(heard[4_800:]).max()) == pytest.approx(-24.0, abs=0.05)


def test_the_music_makes_room_while_the_key_sounds_and_comes_back():
    desk = Desk()
    for which, value in (
        (at.R_KEY_DEPTH, -6.0), (at.R_KEY_ATTACK, 20.0), (at.R_KEY_RELEASE, 100.0), (at.R_STINGERS, 0.0),
    ):  # fmt: skip
        desk.set(which, value)
    desk.play(desk.sound(tone(-10.0, 0.5, 300.0)), 24_000, at.STINGERS)
    heard = np.abs(levels(desk, tone(-30.0, 2.0))[:, 0]).reshape(-1, 480).max(axis=1)
    db = 20 * np.log10(heard)
    assert db[45] == pytest.approx(-30.0, abs=0.05)
    assert db[95] == pytest.approx(-36.0, abs=0.1)
    assert db[195] == pytest.approx(-30.0, abs=0.1)


@pytest.mark.parametrize(("width", "side"), [(0.0, 0.0), (0.5, 0.5), (2.0, 2.0)])
def test_width_scales_the_side_and_leaves_the_middle(width: float, side: float):
    sound = np.random.default_rng(2).uniform(-0.2, 0.2, (9_600, 2))
    plain = levels(Desk(), sound).astype(np.float64)
    desk = Desk()
    desk.set(at.R_WIDTH, width)
    heard = levels(desk, sound).astype(np.float64)
    assert np.allclose(heard.sum(axis=1), plain.sum(axis=1), atol=1e-6)
    assert np.allclose(heard[:, 0] - heard[:, 1], side * (plain[:, 0] - plain[:, 1]), atol=1e-6)


@settings(max_examples=12, deadline=None)
@given(cuts=st.lists(st.integers(1, 2_000), min_size=1, max_size=14))
def test_any_blocks_give_the_same_dynamics(cuts: list[int]):
    rng = np.random.default_rng(9)
    music, hit = rng.uniform(-0.5, 0.5, (24_000, 2)), rng.uniform(-0.5, 0.5, (3_000, 2))
    rows = [
        at.row(at.OP_RAMP, 11, a=at.R_COMP_RATIO, b=777, x=4.0),
        at.row(at.OP_RAMP, 700, a=at.R_KEY_DEPTH, x=-9.0),
        at.row(at.OP_RAMP, 1_801, a=at.R_COMP_THRESHOLD, b=3_000, x=-40.0),
        at.row(at.OP_RAMP, 2_222, a=at.R_COMP_RATIO, b=1, x=1.0),
        at.row(at.OP_RAMP, 2_230, a=at.R_COMP_RATIO, x=3.0),
        at.row(at.OP_RAMP, 6_001, a=at.R_COMP_RATIO, b=40, x=1.0),
        at.row(at.OP_RAMP, 6_500, a=at.R_KEY_DEPTH, x=0.0),
    ]

    def run(sizes: list[int]) -> np.ndarray:
        desk = Desk()
        desk.tell(rows)
        desk.play(desk.sound(music), 17, at.MUSIC)
        desk.play(desk.sound(hit), 1_333)
        return desk.run(sizes)

    frames = sum(cuts)
    even = run([64] * (frames // 64 + 1))
    assert np.array_equal(run(cuts), even[:frames])
