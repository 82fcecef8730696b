import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.feeling import Affect, Evidence
from affekt.core.inputs import StateFeeling
from affekt.core.units import CONTROL_PERIOD, Frame, frames
from affekt.fusion import Fusion, advance, affect, free_feeling, state_feeling, update
from affekt.fusion.sources import SOURCES


def at(seconds: float) -> Frame:
    return frames(seconds)


def hold(
    seconds: float, *sources: tuple[str, float, float, float], hz: int = 20, state: Fusion | None = None
) -> Fusion:
    """Run for some seconds with (source, valence, arousal, reliability) said `hz` times a second."""
    state = state or Fusion()
    first = state.frame // CONTROL_PERIOD
    for tick in range(first + 1, first + 1 + round(20 * seconds)):
        frame = Frame(tick * CONTROL_PERIOD)
        if tick % (20 // hz) == 0:
            for source, v, a, trust in sources:
                state = update(state, Evidence(source, frame, v, a, reliability=trust))
        state = advance(state, frame)
    return state


def test_with_nothing_heard_the_feeling_is_neutral_and_in_full_doubt():
    state = hold(10)
    assert affect(state, state.frame) == Affect(0.0, 0.3, 0.0, 0.5, 0.3, 0.5, 10.0)


def test_a_game_alone_is_enough_and_acts_within_three_seconds():
    state = hold(20, ("game", 0.0, 0.3, 1.0))
    moved = hold(3, ("game", -0.6, 0.8, 1.0), state=state)
    now = affect(moved, moved.frame)
    assert now.valence == pytest.approx(-0.6 * 0.63, abs=0.12)
    assert now.arousal > 0.55
    assert now.valence_rate < -0.02
    assert now.arousal_rate > 0.02
    assert now.sources == ("game",)
    assert max(now.sigma_v, 2 * now.sigma_a) < 0.35
    settled = affect(hold(12, ("game", -0.6, 0.8, 1.0), state=moved), at(35))
    assert settled.valence == pytest.approx(-0.6, abs=0.05)


def test_a_heart_alone_is_sure_enough_of_arousal_and_says_nothing_of_pleasure():
    state = hold(60, ("heart_rate", 0.9, 0.7, 0.8), hz=1)
    now = affect(state, state.frame)
    assert 2 * now.sigma_a < 0.35
    assert now.arousal > 0.6
    assert (now.valence, now.sigma_v) == (0.0, 0.5)


def test_a_feeling_does_not_jump():
    state = hold(20, ("game", 0.0, 0.3, 1.0))
    soon = hold(0.2, ("game", -1.0, 1.0, 1.0), state=state)
    assert affect(soon, soon.frame).valence > -0.15


def test_silence_grows_doubt_and_brings_the_feeling_home():
    state = hold(30, ("game", 0.8, 0.9, 1.0))
    before = affect(state, state.frame)
    doubts, values = [], []
    for seconds in (5, 15, 45, 180):
        later = advance(state, at(30 + seconds))
        now = affect(later, later.frame)
        doubts.append(now.sigma_v)
        values.append(now.valence)
        assert now.age_s == pytest.approx(seconds)
    assert [before.sigma_v, *doubts] == sorted([before.sigma_v, *doubts])
    assert values == sorted(values, reverse=True)
    assert doubts[-1] == 0.5
    assert affect(later, later.frame).sources == ()


def test_time_cut_into_any_pieces_gives_the_same_belief():
    state = hold(5, ("face", 0.7, 0.6, 1.0))
    whole = advance(state, at(60))
    pieces = state
    for ms in range(5_000, 60_001, 250):
        pieces = advance(pieces, at(ms / 1000))
    assert pieces.mean == pytest.approx(whole.mean, abs=1e-9)
    assert pieces.variance == pytest.approx(whole.variance, abs=1e-9)


def test_a_source_is_worth_the_same_however_often_it_repeats_itself():
    slow = hold(30, ("heart_rate", 0.0, 0.7, 1.0), hz=2)
    fast = hold(30, ("heart_rate", 0.0, 0.7, 1.0), hz=20)
    assert affect(fast, at(30)).sigma_a == pytest.approx(affect(slow, at(30)).sigma_a, rel=0.06)


def test_a_source_that_comes_back_ramps_in_over_eight_seconds():
    state = hold(30, ("face", 0.6, 0.5, 1.0), ("game", 0.0, 0.3, 1.0))
    together = affect(state, state.frame).valence
    state = hold(30, ("game", 0.0, 0.3, 1.0), state=state)
    gone = affect(state, state.frame).valence
    soon = hold(2, ("face", 0.6, 0.5, 1.0), ("game", 0.0, 0.3, 1.0), state=state)
    later = hold(14, ("face", 0.6, 0.5, 1.0), ("game", 0.0, 0.3, 1.0), state=soon)
    assert abs(affect(soon, soon.frame).valence - gone) < 0.2 * (together - gone)
    assert affect(later, later.frame).valence == pytest.approx(together, abs=0.03)


def test_a_source_that_lies_with_little_reliability_cannot_drag():
    honest = hold(30, ("game", 0.5, 0.5, 1.0))
    lied_to = hold(30, ("game", 0.5, 0.5, 1.0), ("face", -1.0, 0.5, 0.05))
    assert affect(lied_to, at(30)).valence == pytest.approx(affect(honest, at(30)).valence, abs=0.12)


def test_one_wild_reading_moves_little():
    state = hold(60, ("face", 0.1, 0.4, 1.0), hz=2)
    moved = update(state, Evidence("text", at(60.5), valence=-1.0))
    gentle = update(state, Evidence("text", at(60.5), valence=-0.3))
    assert abs(moved.mean[0] - state.mean[0]) < 1.5 * abs(gentle.mean[0] - state.mean[0])


def test_late_evidence_counts_less_and_very_late_evidence_not_at_all():
    state = hold(30, ("game", 0.0, 0.3, 1.0))
    fresh = update(state, Evidence("text", at(30), valence=0.5))
    late = update(state, Evidence("text", at(27), valence=0.5))
    assert 0 < late.mean[0] < fresh.mean[0]
    assert update(state, Evidence("text", at(20), valence=0.5)) == state


def test_a_stated_feeling_replaces_what_is_sensed_while_it_holds():
    state = hold(20, ("game", -0.5, 0.8, 1.0))
    state = state_feeling(state, state.frame, StateFeeling(0.8, 0.2, 0.1, hold_s=10))
    held = hold(9, ("game", -0.5, 0.8, 1.0), state=state)
    now = affect(held, held.frame)
    assert now.valence == pytest.approx(0.8, abs=0.05)
    assert now.arousal == pytest.approx(0.2, abs=0.05)
    assert now.sources == ("game", "stated")
    after = hold(15, ("game", -0.5, 0.8, 1.0), state=held)
    assert affect(after, after.frame).valence == pytest.approx(-0.5, abs=0.05)
    assert after.stated is None


def test_a_stated_feeling_is_smoothed_and_blended_by_its_confidence():
    state = hold(20, ("game", -0.4, 0.5, 1.0))
    said = state_feeling(state, state.frame, StateFeeling(0.8, 0.5, confidence=0.5, hold_s=0))
    soon = hold(0.2, ("game", -0.4, 0.5, 1.0), state=said)
    assert affect(soon, soon.frame).valence < 0.0
    later = hold(15, ("game", -0.4, 0.5, 1.0), state=soon)
    assert affect(later, later.frame).valence == pytest.approx(0.2, abs=0.05)


def test_a_feeling_stated_without_end_holds_until_it_is_freed():
    state = state_feeling(Fusion(), Frame(0), StateFeeling(0.5, 0.5, hold_s=0, free=True))
    held = advance(state, at(3600))
    assert held.box_off()
    assert affect(held, at(3600)).valence == pytest.approx(0.5)
    freed = free_feeling(held)
    assert not freed.box_off()
    assert affect(advance(freed, at(3700)), at(3700)).valence == pytest.approx(0.0, abs=1e-6)


readings = st.builds(
    Evidence,
    st.sampled_from([*SOURCES, "a stranger"]),
    st.integers(0, 3_000_000).map(Frame),
    st.none() | st.floats(),
    st.none() | st.floats(-3, 3),
    st.none() | st.floats(allow_nan=False),
    st.floats(-1, 3) | st.just(float("nan")),
)


def told(evidence: list[Evidence]) -> Fusion:
    state = Fusion()
    for e in evidence:
        state = advance(update(state, e), Frame(e.frame // CONTROL_PERIOD * CONTROL_PERIOD))
    return state


@given(st.lists(readings, max_size=30), st.none() | st.builds(StateFeeling, *[st.floats(-9, 9)] * 4))
def test_whatever_comes_in_the_feeling_stays_in_its_bounds_and_survives_json(evidence, stated):
    state = told(evidence)
    if stated is not None:
        state = state_feeling(state, state.frame, stated)
    state = advance(state, Frame(state.frame + CONTROL_PERIOD))
    now = affect(state, state.frame)
    assert -1 <= now.valence <= 1
    assert 0 <= now.arousal <= 1
    assert -1 <= now.dominance <= 1
    assert 0 < now.sigma_v <= 0.5
    assert 0 < now.sigma_a <= 0.3
    assert 0 < now.sigma_d <= 0.5
    assert now.sources == tuple(sorted(now.sources))
    assert Fusion.from_json(json.loads(json.dumps(state.to_json()))) == state


@given(st.lists(readings, max_size=20), readings)
def test_more_evidence_never_raises_doubt(evidence, more):
    state = told(evidence)
    after = update(state, more)
    frame = max(after.frame, state.frame)
    before, now = affect(state, frame), affect(after, frame)
    assert now.sigma_v <= before.sigma_v + 1e-12
    assert now.sigma_a <= before.sigma_a + 1e-12
    assert now.sigma_d <= before.sigma_d + 1e-12


near = st.floats(-0.3, 0.3)


@given(near, near, near)
def test_the_order_of_sources_that_speak_at_once_does_not_matter(one, two, three):
    state = hold(10, ("game", 0.0, 0.3, 1.0), ("face", 0.0, 0.3, 1.0))
    said = [
        Evidence("game", at(10.5), one, 0.4 + one),
        Evidence("face", at(10.5), two, 0.4 + two),
        Evidence("text", at(10.5), three, 0.4 + three),
    ]
    ends = []
    for order in permutations(said):
        end = state
        for e in order:
            end = update(end, e)
        ends.append(end.mean)
    for end in ends:
        assert end == pytest.approx(ends[0], abs=1e-9)


def test_a_state_is_small():
    state = hold(2, *((name, 0.1, 0.3, 0.7) for name in SOURCES))
    state = state_feeling(state, state.frame, StateFeeling(1 / 3, 1 / 7, hold_s=0))
    assert len(json.dumps(state.to_json(), separators=(",", ":"))) < 1100


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mean", [float("nan"), 0, 0]),
        ("variance", [-1, 0.1, 0.1]),
        ("shown", [0, 7, 0]),
        ("contacts", [["x", 0, 0, 0]] * 99),
        ("rates", [float("inf"), 0]),
        ("mean", [0, 0]),
    ],
)
def test_a_snapshot_that_was_tampered_with_is_refused(name, value):
    with pytest.raises(ValueError):
        Fusion.from_json(Fusion().to_json() | {name: value})
