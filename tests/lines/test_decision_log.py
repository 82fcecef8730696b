"""The decision log: the same bytes for the same decision, and back again without loss."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.errors import AffektError, Reason
from affekt.core.intent import Intent
from affekt.core.score import (
    Act,
    AffectNow,
    Beat,
    Chord,
    Control,
    Duck,
    Effect,
    IntentNow,
    Key,
    Layer,
    Marker,
    Note,
    ScoreEvent,
    Section,
    Stinger,
    Tempo,
    Why,
)
from affekt.core.units import Frame, Tick
from affekt.session.log import KINDS, event_to_dict, event_to_line, kind_of, line_to_event

ACTS: list[Act] = [
    Layer("drums", -6.0, 4.0),
    Section("combat", "next_bar", "start", "cross", 1.0, 0, "exploration>combat"),
    Tempo(132.0, 4.0),
    Key("D", "dorian"),
    Chord("Dm9", "D dorian"),
    Note("lead", 62, 90, 1.5),
    Stinger("discovery"),
    Effect("lowpass", 800.0),
    Beat(132.0, "4/4"),
    Marker("verse"),
    Duck(-6.0),
    Control("volume", "music", -6.0),
    AffectNow(0.1, 0.2, 0.3, (0.1, 0.1, 0.2), ("game",)),
    IntentNow(Intent(archetypes=(("awe", 0.25), ("tension", 0.75)))),
]


def event(act: Act, supersedes: int = 0) -> ScoreEvent:
    why = Why("layer.curve", 4, "threat rose — the drums come in")
    return ScoreEvent(9, Frame(1000), Frame(8200), Tick(960), 1, 2.0, 1, act, why, supersedes)


def test_every_kind_has_the_contracts_name():
    assert [kind_of(act) for act in ACTS] == list(KINDS)
    assert KINDS == (
        "layer", "section", "tempo", "key", "chord", "note", "stinger", "effect", "beat", "marker", "duck",
        "control", "affect", "intent",
    )  # fmt: skip


def test_a_line_reads_as_the_contract_says():
    assert event_to_line(event(ACTS[0], supersedes=3)) == (
        '{"id": 9, "decided_frame": 1000, "frame": 8200, "t": 0.170833, "tick": 960, "bar": 1, "beat": 2.0, '
        '"section_bar": 1, "kind": "layer", "layer": "drums", "gain_db": -6.0, "fade_beats": 4.0, "supersedes": 3, '
        '"why": {"rule": "layer.curve", "cause_seq": 4, "text": "threat rose — the drums come in"}}'
    )


@pytest.mark.parametrize("act", ACTS, ids=kind_of)
def test_every_kind_comes_back_equal(act: Act):
    assert line_to_event(event_to_line(event(act))) == event(act)


def test_numbers_have_six_decimals_and_zero_has_no_sign():
    found = event_to_dict(event(Layer("a", -1 / 3, -1e-9)))
    assert found["gain_db"] == -0.333333
    assert json.dumps(found["fade_beats"]) == "0.0"
    assert "supersedes" not in found


whole = st.integers(-(2**53), 2**53)
rounded = st.floats(-1e6, 1e6).map(lambda x: round(x, 6) + 0.0)
words = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    st.one_of(
        st.builds(Layer, words, rounded, rounded, words),
        st.builds(Note, words, whole, whole, rounded),
        st.builds(Effect, words, rounded, rounded),
        st.builds(AffectNow, rounded, rounded, rounded, st.tuples(rounded, rounded, rounded), st.tuples(words)),
        st.builds(IntentNow, st.builds(Intent, rounded, rounded, frozen=st.booleans(), clamped=words)),
    ),
    st.builds(Why, words, whole, words),
    whole,
)
def test_a_rounded_decision_survives_the_log_and_its_bytes_are_stable(act: Act, why: Why, number: int):
    said = ScoreEvent(number, Frame(1), Frame(2), Tick(3), 4, 5.5, 6, act, why, 7)
    line = event_to_line(said)
    assert "\n" not in line
    assert line_to_event(line) == said
    assert event_to_line(line_to_event(line)) == line


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{}", '{"kind": "layer"}', event_to_line(event(ACTS[0])).replace("drums", "d").replace('"d"', "3")],
)
def test_what_is_no_decision_is_refused(line: str):
    with pytest.raises(AffektError) as refusal:
        line_to_event(line)
    assert refusal.value.reason is Reason.MALFORMED
