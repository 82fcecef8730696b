"""Tempo maps: ticks and frames agree to the frame, through ramps and loops."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.tempo import Ramp, Steady, TempoMap
from affekt.core.units import Frame, Tick

SPANS = st.one_of(
    st.builds(Steady, st.just(Tick(0)), st.just(Frame(0)), st.integers(960, 500_000), st.integers(20_000, 20_000_000)),
    st.builds(
        Ramp, st.just(Tick(0)), st.just(Frame(0)), st.integers(960, 20_000), st.floats(30, 240), st.floats(30, 240)
    ),
)


@pytest.mark.parametrize(("bpm", "beat"), [(60, 48_000), (96, 30_000), (128, 22_500), (72, 40_000)])
def test_a_steady_tempo_has_whole_beats(bpm: float, beat: int) -> None:
    span = Steady.at(Tick(0), Frame(100), bpm)
    assert [span.frame_at(Tick(960 * n)) for n in range(4)] == [100 + beat * n for n in range(4)]
    assert span.bpm_at(Tick(5)) == pytest.approx(bpm)


@given(SPANS, st.integers(-2_000, 300_000))
def test_a_tick_is_found_again_from_its_frame(span: Steady | Ramp, tick: int) -> None:
    frame = span.frame_at(Tick(tick))
    found = span.tick_at(frame)
    assert span.frame_at(found) <= frame
    assert span.frame_at(Tick(found + 1)) > frame


@given(SPANS, st.integers(0, 100_000), st.integers(0, 100_000))
def test_time_never_runs_back(span: Steady | Ramp, a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert span.frame_at(Tick(low)) <= span.frame_at(Tick(high))


@given(SPANS, st.integers(-2_000, 300_000))
def test_a_place_between_ticks_is_found_to_half_a_frame(span: Steady | Ramp, tick: int) -> None:
    found = span.ticks_at(span.frame_at(Tick(tick)))
    assert abs(found - tick) * 3_000 / span.bpm_at(found) <= 0.501


TURNS = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 8_000), st.floats(30, 240)), max_size=8)


def _through(turns: list[tuple[int, int, float]]) -> TempoMap:
    tempo, tick = TempoMap((Steady.at(Tick(0), Frame(0), 96),)), Tick(0)
    for later, ramp, bpm in turns:
        tick = Tick(tick + later)
        frame = tempo.frame_at(tick)
        span = Ramp(tick, frame, ramp, tempo.bpm_at(tick), bpm) if ramp else Steady.at(tick, frame, bpm)
        tempo = tempo.then(span)
    return tempo


@given(TURNS, st.integers(0, 160_000), st.integers(0, 160_000))
def test_through_every_turn_time_runs_on_and_each_tick_is_found_again(turns, a, b) -> None:
    tempo, (low, high) = _through(turns), sorted((a, b))
    assert tempo.frame_at(Tick(low)) <= tempo.frame_at(Tick(high))
    found = tempo.tick_at(tempo.frame_at(Tick(low)))
    assert found >= low
    assert tempo.frame_at(found) == tempo.frame_at(Tick(low))


@given(TURNS, st.integers(0, 200_000), st.integers(-500_000, 500_000))
def test_a_pause_moves_the_whole_map_and_forgetting_the_past_moves_nothing(turns, tick, pause) -> None:
    tempo = _through(turns)
    assert tempo.shifted(pause).frame_at(Tick(tick)) == tempo.frame_at(Tick(tick)) + pause
    assert tempo.since(Tick(tick)).frame_at(Tick(tick + 5)) == tempo.frame_at(Tick(tick + 5))


def test_a_ramp_takes_the_time_that_its_integral_says() -> None:
    ramp = Ramp(Tick(0), Frame(0), 3840, 60.0, 120.0)
    assert ramp.frame_at(Tick(3840)) == round(4 * 48_000 * log(2.0))
    assert ramp.bpm_at(Tick(1920)) == 90.0
    assert ramp.frame_at(Tick(3840 + 960)) - ramp.frame_at(Tick(3840)) == 24_000


def test_a_map_changes_span_at_its_tick_and_forgets_the_past() -> None:
    first = Steady.at(Tick(0), Frame(0), 60)
    second = Steady.at(Tick(1920), first.frame_at(Tick(1920)), 120)
    tempo = TempoMap((first,)).then(second)
    assert tempo.frame_at(Tick(2880)) == 96_000 + 24_000
    assert tempo.tick_at(Frame(95_999)) == 1919
    assert tempo.bpm_at(Tick(1919)) == pytest.approx(60)
    assert tempo.since(Tick(2000)).spans == (second,)
