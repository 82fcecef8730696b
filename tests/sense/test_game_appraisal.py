import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.units import SAMPLE_RATE, Frame, frames
from affekt.sense.game import (
    Appraisal,
    default_table,
    hear_event,
    hear_state,
    read_table,
    reading,
    scene_rule,
)

TABLE = default_table()
START = Frame(0)


def test_before_its_first_word_the_game_is_not_believed_at_all():
    assert reading(TABLE, Appraisal(), frames(5.0)).reliability == 0.0


def test_an_events_push_fades_by_half_in_its_own_time():
    table = read_table("[base]\nvalence = 0\narousal = 0\n[events.boo]\narousal = 0.8\ndecay_s = 4\n")
    state = hear_event(table, Appraisal(), START, "boo").state
    assert reading(table, state, START).arousal == pytest.approx(0.8)
    assert reading(table, state, frames(4.0)).arousal == pytest.approx(0.4)
    assert reading(table, state, frames(8.0)).arousal == pytest.approx(0.2)


def test_a_weak_event_pushes_less():
    table = read_table("[base]\nvalence = 0\n[events.boo]\nvalence = -0.5\n")
    state = hear_event(table, Appraisal(), START, "boo", 0.4).state
    assert reading(table, state, START).valence == pytest.approx(-0.2)


def test_a_repeated_event_builds_up_but_not_for_ever():
    table = read_table("[base]\nvalence = 0\n[events.boo]\nvalence = -0.4\n")
    state = Appraisal()
    for i in range(20):
        state = hear_event(table, state, Frame(i), "boo").state
    assert reading(table, state, Frame(19)).valence == pytest.approx(-0.6, abs=1e-3)


def test_state_values_use_the_range_and_the_curve_that_the_table_gives():
    table = read_table("[base]\nvalence = 0\n[state.hp]\nrange = [0, 200]\nvalence = [[0, -1], [0.5, 0], [1, 0.5]]\n")
    state = hear_state(table, Appraisal(), START, (("hp", 50.0),)).state
    assert state.value("hp") == 0.25
    assert reading(table, state, START).valence == pytest.approx(-0.5)
    assert reading(table, hear_state(table, state, START, (("hp", 900.0),)).state, START).valence == pytest.approx(0.5)


def test_unknown_words_are_named_and_unknown_states_still_drive_direct_parameters():
    assert hear_event(TABLE, Appraisal(), START, "exlpore").unknown == ("exlpore",)
    heard = hear_state(TABLE, Appraisal(), START, (("wind", 0.7), ("threat", 0.2)))
    assert heard.unknown == ("wind",)
    assert heard.state.value("wind") == 0.7


def test_a_client_that_invents_state_keys_is_bounded():
    state = Appraisal()
    for i in range(500):
        state = hear_state(TABLE, state, Frame(i), ((f"key{i}", 0.5),)).state
    assert len(state.values) <= 16


def test_a_trivial_fight_asks_for_tension_and_a_real_one_for_combat():
    def sections(intensity: float) -> list[str]:
        heard = hear_event(TABLE, Appraisal(), START, "combat_start", intensity)
        return [cue.name for cue in heard.cues if cue.kind == "section"]

    assert sections(0.2) == ["tension"]
    assert sections(1.0) == ["combat"]


def test_a_threat_that_flares_up_for_half_a_second_never_reaches_combat():
    state = hear_state(TABLE, Appraisal(), START, (("threat", 0.9),)).state
    assert scene_rule(TABLE, state, frames(0.5), "tension", 20) is None
    calmed = hear_state(TABLE, state, frames(0.5), (("threat", 0.5),)).state
    again = hear_state(TABLE, calmed, frames(0.8), (("threat", 0.9),)).state
    assert scene_rule(TABLE, again, frames(1.5), "tension", 20) is None
    rule = scene_rule(TABLE, again, frames(1.8), "tension", 0)
    assert rule is not None
    assert (rule.name, rule.target, rule.at) == ("scene:threat>combat", "combat", "next_beat")


def test_combat_is_left_after_eight_quiet_seconds_and_eight_bars():
    state = hear_state(TABLE, Appraisal(), START, (("threat", 0.9),)).state
    state = hear_state(TABLE, state, frames(10.0), (("threat", 0.1),)).state
    assert scene_rule(TABLE, state, frames(17.9), "combat", 8) is None
    assert scene_rule(TABLE, state, frames(18.0), "combat", 7.9) is None
    rule = scene_rule(TABLE, state, frames(18.0), "combat", 8)
    assert rule is not None
    assert rule.target == "aftermath"
    assert rule.text == "threat below 0.35 for 8 s, 8 bars dwelt"


def test_a_wonder_asks_for_its_section_where_nothing_threatens():
    def sections(where: str) -> list[str]:
        heard = hear_event(TABLE, Appraisal(), START, "wonder", section=where)
        return [cue.name for cue in heard.cues if cue.kind == "section"]

    assert sections("exploration") == sections("calm") == sections("victory") == ["wonder"]
    assert sections("combat") == sections("tension") == []


def test_wonder_is_stayed_in_for_as_long_as_the_game_says_and_left_for_a_threat():
    state = hear_state(TABLE, Appraisal(), START, (("wonder", 0.9),)).state
    assert scene_rule(TABLE, state, frames(0.9), "exploration", 8) is None
    assert scene_rule(TABLE, state, frames(1.0), "exploration", 8).target == "wonder"
    assert scene_rule(TABLE, state, frames(60), "wonder", 30) is None
    threatened = hear_state(TABLE, state, frames(60), (("threat", 0.9),)).state
    assert scene_rule(TABLE, threatened, frames(61), "wonder", 30).target == "combat"
    left = hear_state(TABLE, state, frames(60), (("wonder", 0.0),)).state
    assert scene_rule(TABLE, left, frames(63.9), "wonder", 30) is None
    assert scene_rule(TABLE, left, frames(64), "wonder", 30).target == "exploration"


def test_a_rule_with_two_conditions_waits_for_both():
    state = hear_state(TABLE, Appraisal(), START, (("speed", 0.0), ("threat", 0.3))).state
    assert scene_rule(TABLE, state, frames(60), "exploration", 100) is None
    state = hear_state(TABLE, state, frames(60), (("threat", 0.0),)).state
    assert scene_rule(TABLE, state, frames(89), "exploration", 100) is None
    assert scene_rule(TABLE, state, frames(90), "exploration", 100).target == "calm"


def test_a_game_that_falls_silent_is_believed_less_and_less():
    state = hear_event(TABLE, Appraisal(), START, "explore").state
    trust = [reading(TABLE, state, frames(s)).reliability for s in (0, 30, 90, 150, 900)]
    assert trust == [1.0, 1.0, pytest.approx(0.5), pytest.approx(0.25), 0.0]


said = st.one_of(
    st.tuples(st.sampled_from([*TABLE.events, "nonsense"]), st.floats(-1, 2)),
    st.dictionaries(st.sampled_from([*TABLE.state, "odd"]), st.floats(-5, 5), min_size=1),
)


@given(st.lists(st.tuples(st.integers(0, 200_000), said), max_size=25))
def test_whatever_is_said_the_reading_stays_in_bounds_and_the_state_survives_json(moments):
    state, frame = Appraisal(), 0
    for gone, what in moments:
        frame += gone
        if isinstance(what, dict):
            state = hear_state(TABLE, state, Frame(frame), tuple(what.items())).state
        else:
            state = hear_event(TABLE, state, Frame(frame), *what).state
        evidence = reading(TABLE, state, Frame(frame))
        assert -1 <= evidence.valence <= 1
        assert 0 <= evidence.arousal <= 1
        assert -1 <= evidence.dominance <= 1
    assert Appraisal.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_a_state_from_another_table_is_taken_up_without_its_timers():
    state = hear_state(TABLE, Appraisal(), START, (("threat", 0.9),)).state
    other = read_table("[state.threat]\narousal = 0.5\n")
    assert scene_rule(other, state, frames(9), "tension", 9) is None
    assert hear_state(other, state, frames(9), (("threat", 0.2),)).state.since == ()


def test_the_appraisal_is_small_even_when_everything_was_said():
    state = hear_state(TABLE, Appraisal(), START, tuple((k, 1 / 3) for k in (*TABLE.state, "wind", "rain"))).state
    for i, name in enumerate(TABLE.events):
        state = hear_event(TABLE, state, Frame(10**9 + i), name, 0.7).state
    assert len(json.dumps(state.to_json(), separators=(",", ":"))) < 2400


@pytest.mark.parametrize(
    ("name", "value"),
    [("pushes", [["explore", 1e300, 0]]), ("values", [["threat", float("nan")]]), ("stand", [0.0, float("inf"), 0.0])],
)
def test_a_snapshot_that_was_tampered_with_is_refused(name, value):
    with pytest.raises(ValueError):
        Appraisal.from_json(Appraisal().to_json() | {name: value})


def test_what_was_heard_in_an_older_session_still_counts_in_a_young_one():
    long = Frame(50_000_000)
    state = hear_state(TABLE, Appraisal(), long, (("threat", 0.9),)).state
    state = hear_event(TABLE, state, long, "explore", 1.0).state
    young = Appraisal.from_json(json.loads(json.dumps(state.to_json())), 100 - long - SAMPLE_RATE)
    assert young.heard >= 0
    assert reading(TABLE, young, Frame(100)).reliability == reading(TABLE, state, Frame(long + SAMPLE_RATE)).reliability
    assert [at >= 0 for at in young.since] == [at >= 0 for at in state.since]
    assert any(at >= 0 for at in young.since)
    assert young.latest() <= 100


def test_a_snapshot_of_very_many_pushes_keeps_the_newest():
    many = [[f"event{k}", 0.5, k] for k in range(5_000)]
    kept = Appraisal.from_json(Appraisal().to_json() | {"pushes": many}).pushes
    assert len(kept) == 64
    assert kept[-1] == ("event4999", 0.5, 4999)
