"""Following an external clock: tempo and beat through jitter, losses, starts and stops; and closing the distance."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.clock.follow import ENOUGH, Ticks
from affekt.clock.lock import MOST, Pin, distance, said, steer


def ticking(bpm: float, count: int, jitter_s: float, seed: int, start: float = 3.0) -> tuple[Ticks, float]:
    chance = random.Random(seed)
    ticks, period = Ticks().start(), 60.0 / bpm / 24
    for number in range(count):
        ticks = ticks.tick(start + number * period + chance.uniform(0.0, jitter_s))
    return ticks, start


@given(st.floats(40.0, 220.0), st.floats(0.0, 0.003), st.integers(0, 1_000))
def test_tempo_and_beat_are_found_through_jitter(bpm: float, jitter: float, seed: int):
    ticks, start = ticking(bpm, 96, jitter, seed)
    found = ticks.estimate()
    assert found is not None
    assert found.bpm == pytest.approx(bpm, rel=0.006)
    beats = (found.time - start) * bpm / 60.0
    assert abs(found.beats - beats) * 60.0 / bpm <= 0.0035


def test_without_jitter_the_estimate_is_exact():
    ticks, start = ticking(133.0, 30, 0.0, 1)
    found = ticks.estimate()
    assert found is not None
    assert found.bpm == pytest.approx(133.0, abs=1e-6)
    assert found.beats_at(start + 60.0) == pytest.approx(133.0, abs=1e-6)


def test_there_is_no_estimate_before_half_a_beat():
    ticks, _ = ticking(120.0, ENOUGH - 1, 0.0, 1)
    assert ticks.estimate() is None
    assert Ticks().estimate() is None


@given(st.integers(30, 80), st.integers(1, 3))
def test_lost_ticks_are_counted(after: int, lost: int):
    ticks, period = Ticks().start(), 60.0 / 120.0 / 24
    for number in range(120):
        if not after <= number < after + lost:
            ticks = ticks.tick(number * period)
    found = ticks.estimate()
    assert found is not None
    assert found.beats == pytest.approx(119 / 24, abs=1e-3)
    assert found.bpm == pytest.approx(120.0, rel=1e-3)


def test_a_new_tempo_is_found_within_two_beats():
    ticks, period = Ticks().start(), 60.0 / 100.0 / 24
    time = 0.0
    for number in range(168):
        ticks = ticks.tick(time)
        time += period if number < 96 else 60.0 / 125.0 / 24
    found = ticks.estimate()
    assert found is not None
    assert found.bpm == pytest.approx(125.0, rel=1e-3)
    assert found.beats == pytest.approx(167 / 24, abs=2e-3)


def test_one_very_late_tick_moves_nothing():
    ticks, period = Ticks().start(), 60.0 / 120.0 / 24
    for number in range(96):
        ticks = ticks.tick(number * period + (0.009 if number == 70 else 0.0))
    found = ticks.estimate()
    assert found is not None
    assert found.bpm == pytest.approx(120.0, rel=1e-4)


def test_a_start_is_beat_0_and_a_song_position_its_place():
    ticks, _ = ticking(120.0, 50, 0.0, 1)
    ticks = ticks.stop().place(16).go_on()
    for number in range(25):
        ticks = ticks.tick(10.0 + number * 60.0 / 120.0 / 24)
    found = ticks.estimate()
    assert found is not None
    assert found.beats == pytest.approx(4.0 + 24 / 24)
    assert ticks.running
    assert not ticks.stop().running


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(-0.75, 0.75))
def test_a_distance_is_at_most_half_a_beat_or_keeps_its_side(theirs: float, ours: float, last: float):
    assert -0.5 <= distance(theirs, ours) <= 0.5
    behind = distance(theirs, ours, last)
    assert abs(behind) <= 0.5 or (abs(behind) <= 0.75 and behind * last > 0.0)
    off = (ours + behind - theirs) % 1.0
    assert min(off, 1.0 - off) < 1e-6


@given(st.floats(40.0, 220.0), st.floats(-0.5, 0.5))
def test_closing_a_distance_never_leaves_their_tempo_by_more_than_2_percent(bpm: float, behind: float):
    found = steer(bpm, behind)
    assert abs(found / bpm - 1.0) <= MOST + 1e-9
    assert (found - bpm) * behind >= 0.0


def test_a_tempo_is_said_once_a_bar_and_only_if_it_is_another():
    first = said(Pin(), 120.0, 3)
    assert first == Pin(120.0, 3)
    assert said(first, 126.0, 3) is None
    assert said(first, 120.05, 4) is None
    assert said(first, 126.0, 4) == Pin(126.0, 4)
    assert said(Pin(), 700.0, 1) == Pin(300.0, 1)


@pytest.mark.parametrize("start", [-0.5, -0.2, 0.1, 0.45])
@pytest.mark.parametrize("drift", [0.0, 0.0005])
def test_a_session_that_turns_only_at_bar_lines_comes_together_and_stays(start: float, drift: float):
    bpm, ours, theirs = 120.0, 0.0, start
    tempo = target = wanted = 118.0
    pin, far, behind = Pin(), [], 0.0
    for beat in range(400):
        if beat % 4 == 0:
            tempo, target = target, wanted  # What was said in the last bar is reached within this one.
        behind = distance(theirs, ours, behind)
        found = said(pin, steer(bpm * (1 + drift), behind), beat // 4)
        if found is not None:
            pin, wanted = found, found.bpm
        share = (beat % 4 + 0.5) / 4
        ours += (tempo + (target - tempo) * share) / bpm
        theirs += 1.0 + drift
        far.append(abs(behind) * 60.0 / bpm)
    assert max(far[200:]) <= 0.012
