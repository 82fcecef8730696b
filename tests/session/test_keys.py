"""Keys and modes: what a client holds sounds from the next bar line on, and what is told and written follows it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.harmony import nearest_shift, parse_chord, scale, transpose
from affekt.core.inputs import Cue, Param, Restore, Result, StateFeeling
from affekt.core.score import Chord, Key, Layer, Note, ScoreEvent
from affekt.core.units import frames
from affekt.sense.game import default_table
from affekt.session import keys
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

MODAL: dict[str, Any] = {
    "format": 1,
    "name": "modal",
    "start": "plain",
    "lead": "feeling",
    "instruments": {"harp": {"program": 46}},
    "voices": {"harp": {"instrument": "harp"}},
    "layers": {
        "bed": {"role": "bed"},
        "harmony": {"role": "light_harmony", "mode_bearing": True},
        "drums": {"role": "pulse", "pitched": False},
    },
    "sections": {
        "plain": {
            "bars": 4,
            "tempo": 120,
            "key": "D",
            "mode": "ionian",
            "phrase_bars": 4,
            "progression": ["D", "G"],
            "progressions": {"aeolian": ["Dm", "Gm"]},
            "layers": {
                "bed": {"takes": [{"file": "bed.ogg"}]},
                "drums": {"takes": [{"file": "drums.ogg"}]},
                "harmony": {
                    "takes": [
                        {"file": "light.ogg", "name": "light"},
                        {"file": "dark.ogg", "name": "dark", "mode": "aeolian"},
                    ]
                },
            },
        },
        "other": {"bars": 4, "tempo": 120, "key": "A", "layers": {"bed": {"takes": [{"file": "o.ogg"}]}}},
    },
}


@pytest.fixture
def modal() -> Callable[[], Rehearsal]:
    stand = Conductor.of(LoadedSet(StemSet.model_validate(MODAL), Path(), "0"), default_table())
    return lambda: Rehearsal(stand)


def told(played: Rehearsal) -> list[Key]:
    return [e.act for e in played.heard(Key)]


def test_a_held_key_sounds_from_the_next_bar_line_on_the_shortest_way(modal):
    played = modal().say(3.0, Param("key", "F")).to(12.0)
    turn = played.heard(Key)[-1]
    assert (turn.act, turn.beat) == (Key("F", "ionian", 0.0, 3, "live"), 1.0)
    assert turn.why.text == "the key is held at F: 3 semitones up"
    after = [e.act.chord for e in played.heard(Chord) if e.tick >= turn.tick]
    assert after[:2] in (["F", "Bb"], ["Bb", "F"])
    notes = [e for e in played.heard(Note) if e.tick >= turn.tick]
    assert {e.act.pitch % 12 for e in notes} <= set(scale("F", "ionian"))


@pytest.mark.parametrize(("wanted", "semitones"), [("D", 0), ("G", 5), ("Ab", -6), ("C#", -1), ("Bb", -4)])
def test_a_key_is_reached_the_nearest_way(modal, wanted: str, semitones: int):
    assert nearest_shift("D", wanted) == semitones
    played = modal().say(3.0, Param("key", wanted)).to(8.0)
    assert told(played)[-1].shift == semitones


def test_shifted_recordings_take_over_at_the_bar_line_after_they_came_and_are_remembered(modal):
    played = modal().say(3.0, Param("key", "F")).to(8.0)
    live = played.heard(Key)[-1]
    played.say(8.1, Result(live.id, "variants")).to(14.0)
    variant = played.heard(Key)[-1]
    assert (variant.act, variant.beat) == (Key("F", "ionian", 0.0, 3, "variant"), 1.0)
    assert frames(8.1) < variant.frame < frames(8.1) + 2 * 96_000 + 9_600
    played.say(14.1, Param("key", None)).to(20.0)
    assert told(played)[-1] == Key("D", "ionian", 0.0, 0, "recorded")
    played.say(20.1, Param("key", "F")).to(26.0)
    assert told(played)[-1] == Key("F", "ionian", 0.0, 3, "variant")


def test_a_result_that_nobody_waits_for_changes_nothing(modal):
    played = modal().say(3.0, Param("key", "F")).to(8.0)
    count = len(played.heard(Key))
    played.say(8.1, Result(9_999, "variants")).say(8.2, Result(played.heard(Key)[-1].id, "bar")).to(14.0)
    assert len(played.heard(Key)) == count


def test_a_section_begins_in_the_held_key_and_goes_home_in_its_own(modal):
    played = modal().say(1.0, Param("key", "B")).say(6.0, Cue("section", "other", "next_bar")).to(10.0)
    begins = played.heard(Key)[-1]
    assert begins.act == Key("B", "ionian", 0.0, 2, "live")
    assert begins.tick == played.heard(Layer)[-1].tick
    sound = played.conductor.render_state(played.state, frames(10.0))
    assert (sound.shift, sound.path) == (2, "live")
    free = modal().say(6.0, Cue("section", "other", "next_bar")).to(10.0)
    assert told(free)[-1] == Key("A", "ionian")


def test_a_held_mode_swaps_the_layers_that_bear_it_at_a_bar_line(modal):
    played = modal().say(3.0, Param("mode", "aeolian")).to(12.0)
    turn = played.heard(Key)[-1]
    assert (turn.act.mode, turn.act.shift, turn.beat) == ("aeolian", 0, 1.0)
    swapped = [e.act for e in played.heard(Layer) if e.tick == turn.tick]
    assert [(a.layer, a.take) for a in swapped] == [("harmony", "dark")]
    assert all(e.act.take == "dark" for e in played.heard(Layer) if e.act.layer == "harmony" and e.tick > turn.tick)
    assert next(e.act.chord for e in played.heard(Chord) if e.tick >= turn.tick) in ("Dm", "Gm")
    played.say(12.1, Param("mode", "ionian")).to(16.0)
    assert [e.act.take for e in played.heard(Layer) if e.act.layer == "harmony"][-1] == "light"


def test_a_mode_without_recordings_is_not_played_and_the_intent_says_why(modal):
    played = modal().say(3.0, Param("mode", "phrygian")).to(12.0)
    assert told(played)[-1].mode == "ionian"
    assert played.state.feelings.intent.clamped.endswith("its layers are recorded in ionian and aeolian only")


def test_a_feeling_swaps_the_mode_at_a_phrase_after_sixteen_bars(modal):
    played = modal().say(1.0, StateFeeling(-0.3, 0.4, 0.0, 1.0, 0.0, free=True)).to(80.0)
    turn = next(e for e in played.heard(Key) if e.why.rule == "mode.feeling")
    assert turn.act.mode == "aeolian"
    assert (turn.bar, turn.section_bar) == (17, 1)


def test_a_snapshot_keeps_the_key_that_is_held(modal):
    played = modal().say(3.0, Param("key", "F")).to(12.0)
    again = modal().say(3.0, Restore(played.conductor.snapshot(played.state))).to(9.0)
    assert told(again)[-1] == Key("F", "ionian", 0.0, 3, "live")


@pytest.mark.parametrize(
    ("symbol", "away", "there"),
    [("Dm9", 3, "Fm9"), ("G/D", -1, "Gb/Db"), ("Bbmaj7", 0, "Bbmaj7"), ("F#m7b5", 5, "Bm7b5"), ("A6/9", 2, "B6/9")],
)
def test_chord_symbols_move(symbol: str, away: int, there: str):
    assert transpose(symbol, away) == there
    assert parse_chord(transpose(symbol, away)).tones == parse_chord(symbol).tones


def test_what_is_decided_depends_on_what_is_said_alone(modal):
    def log(played: Rehearsal) -> list[ScoreEvent]:
        return played.say(3.0, Param("key", "F")).say(5.0, Param("mode", "aeolian")).to(30.0).events

    assert log(modal()) == log(modal())


def test_a_key_held_as_recorded_is_each_sections_own_and_shifts_nothing(modal):
    played = modal().say(1.0, Param("key", "F")).say(5.0, Param("key", "recorded")).to(20.0)
    last = played.heard(Key)[-1]
    assert last.why.text == "the key is held as recorded"
    assert (last.act.tonic, last.act.shift, last.act.path) == ("D", 0, "recorded")
    assert played.state.feelings.intent.key == "D"
    assert keys.wanted_ahead(played.conductor.stage, played.state) == []
