"""The conductor as a pure step: what it decides, when, and for which reason."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import (
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Said,
    StateFeeling,
    Transport,
    Volume,
)  # fmt: skip
from affekt.core.score import AffectNow, Beat, Chord, Duck, Effect, IntentNow, Layer, Note, Section, Stinger, Tempo
from affekt.core.units import HORIZON, LOOKAHEAD, Frame, frames
from affekt.session.conductor import Conductor
from affekt.session.draft import immediate_frame
from affekt.testing.rehearsal import Rehearsal

Rehearse = Callable[..., Any]
GRID = (Section, Tempo, Beat, Chord, Note, Layer)


def sections(rehearsal: Any) -> list[tuple[str, float]]:
    return [(e.act.section, round(e.frame / 48000, 3)) for e in rehearsal.heard(Section)]


def test_the_set_begins_by_itself(rehearse: Rehearse) -> None:
    assert sections(rehearse(until=1)) == [("calm", 0.25)]


def test_what_is_asked_for_at_once_is_the_first_thing_that_sounds(rehearse: Rehearse) -> None:
    assert sections(rehearse((0, GameEvent("explore")), until=1)) == [("exploration", 0.25)]


def test_beats_fall_exactly_and_loops_land_on_whole_frames(rehearse: Rehearse) -> None:
    beats = rehearse(until=40).heard(Beat)
    assert [b.frame - 12000 for b in beats] == [n * 48000 for n in range(len(beats))]
    assert (beats[17].bar, beats[17].beat, beats[17].section_bar) == (5, 2.0, 1)


def test_grid_events_are_committed_a_look_ahead_before_they_sound(rehearse: Rehearse) -> None:
    script = ((0, GameEvent("explore")), (5.013, GameEvent("combat_start")), (9.9, Cue("section", "calm", "next_beat")))
    for event in rehearse(*script, until=20).events:
        if isinstance(event.act, GRID):
            assert LOOKAHEAD <= event.frame - event.decided_frame <= HORIZON


def test_immediate_events_take_the_first_block_they_can_reach(rehearse: Rehearse) -> None:
    event = rehearse((3.0001, Cue("stinger", "hit", "now")), until=4).heard(Stinger)[0]
    assert event.frame == immediate_frame(frames(3.0001))
    assert 96 <= event.frame - frames(3.0001) <= 480 + 96 + 72
    assert event.frame % 480 == 72


@pytest.mark.parametrize(
    ("at", "expected"),
    [("now", 5.3), ("next_beat", 6.25), ("next_bar", 8.25), ("end", 16.25)],
)
def test_a_section_is_left_at_the_word_that_was_asked_for(rehearse: Rehearse, at: Any, expected: float) -> None:
    found = sections(rehearse((5.1, Cue("section", "exploration", at)), until=20))
    assert found[1] == ("exploration", pytest.approx(expected, abs=0.001))


def test_a_deadline_falls_from_bar_to_beat(rehearse: Rehearse) -> None:
    late = rehearse((5.1, Cue("section", "exploration", "next_bar", within_ms=1300)), until=20).heard(Section)[1]
    assert late.frame == frames(6.25)
    assert "1300 ms" in late.why.text


@pytest.mark.parametrize(("within_ms", "expected"), [(0, 8.25), (1300, 6.25)])
def test_what_a_game_asks_for_outright_has_only_its_own_deadline(
    rehearse: Rehearse, within_ms: int, expected: float
) -> None:
    found = rehearse((5.1, Cue("section", "combat", "next_bar", within_ms)), until=20).heard(Section)[1]
    assert found.act.section == "combat"
    assert found.frame == frames(expected)
    assert found.act.from_time == ("next_beat" if within_ms else "next_bar")


def test_the_fight_begins_within_its_deadline(rehearse: Rehearse) -> None:
    change = rehearse((5.3, GameEvent("combat_start")), until=9).heard(Section)[1]
    assert change.act.section == "combat"
    assert change.frame <= frames(5.3 + 0.6)
    assert change.why.rule == "transition:any>combat"
    assert change.why.cause_seq == 1


def test_a_new_section_brings_its_tempo_key_and_every_layer(rehearse: Rehearse) -> None:
    played = rehearse((0, GameEvent("explore")), (5, Cue("section", "combat", "next_bar")), until=12)
    change = played.heard(Section)[1]
    together = [e for e in played.events if e.frame == change.frame]
    assert [type(e.act) for e in together[:2]] == [Section, Tempo]
    assert {e.act.layer for e in together if isinstance(e.act, Layer)} == {"bed", "bass", "theme"}


def test_a_section_that_plays_once_goes_back_where_it_came_from(rehearse: Rehearse) -> None:
    script = ((0, GameEvent("explore")), (2, Cue("section", "victory", "next_bar")))
    assert [name for name, _ in sections(rehearse(*script, until=14))] == ["exploration", "victory", "exploration"]


def test_a_layer_follows_its_curve_at_a_bar_line(rehearse: Rehearse) -> None:
    played = rehearse((0, GameEvent("explore")), (3, Param("energy", 0.9)), until=9)
    moved = [e for e in played.heard(Layer) if e.act.layer == "bass" and e.frame > frames(3)]
    assert moved
    assert moved[0].act.gain_db >= -3.5
    assert moved[0].beat == 1.0
    assert "energy" in moved[0].why.text


def test_a_pinned_layer_moves_at_the_next_beat(rehearse: Rehearse) -> None:
    played = rehearse((3.3, Param("layer:bass", -20.0)), until=6)
    moved = [e for e in played.heard(Layer) if e.act.gain_db == -20.0]
    assert moved[0].frame == frames(4.25)


def test_a_game_value_drives_a_filter_past_the_emotion(rehearse: Rehearse) -> None:
    played = rehearse((2, GameState((("speed", 0.5),))), until=3)
    effects = [e.act for e in played.heard(Effect)]
    assert (effects[-1].name, effects[-1].value) == ("lowpass", 11000.0)


def test_takes_alternate_from_pass_to_pass(rehearse: Rehearse) -> None:
    played = rehearse((0, Param("energy", 0.9)), until=70)
    takes = [e.act.take for e in played.heard(Layer) if e.act.layer == "theme"]
    assert len(takes) >= 4
    assert all(a != b for a, b in pairwise(takes))


def test_a_stinger_waits_for_its_grid_and_its_cool_down(rehearse: Rehearse) -> None:
    script = (
        (3.1, Cue("stinger", "hit", "next_beat")),
        (5.0, Cue("stinger", "hit", "now")),
        (12.0, Cue("stinger", "hit", "now")),
    )
    stings = rehearse(*script, until=14).heard(Stinger)
    assert [e.frame for e in stings] == [frames(4.25), immediate_frame(frames(12.0))]


def test_the_bed_makes_room_for_a_stinger_and_comes_back(rehearse: Rehearse) -> None:
    ducks = rehearse((3, Cue("stinger", "hit", "now")), until=8).heard(Duck)
    assert [e.act.db for e in ducks] == [-3.0, 0.0]


def test_speech_ducks_the_music(rehearse: Rehearse) -> None:
    played = rehearse((3, DuckMusic(-6, True)), (5, DuckMusic(-6, False)), until=6)
    assert [e.act.db for e in played.heard(Duck)] == [-6, 0.0]


def test_feeling_and_intent_are_told_twice_a_second(rehearse: Rehearse) -> None:
    played = rehearse(until=10)
    assert len(played.heard(AffectNow)) == len(played.heard(IntentNow)) == 21


def test_what_is_wished_and_not_played_stands_in_the_intent(rehearse: Rehearse) -> None:
    told = rehearse((1, Param("tempo", 150)), until=3).heard(IntentNow)[-1]
    assert told.act.intent.tempo == 150
    assert told.act.intent.sounding_tempo == 60
    assert "150" in told.why.text


def test_notes_are_written_for_the_sounding_section(rehearse: Rehearse) -> None:
    played = rehearse((0, GameEvent("explore")), until=60)
    notes = played.heard(Note)
    assert len(notes) > 20
    assert all(60 <= n.act.pitch <= 84 for n in notes)


def test_another_seed_writes_other_notes(rehearse: Rehearse) -> None:
    def pitches(seed: int) -> list[tuple[int, int]]:
        return [(e.tick, e.act.pitch) for e in rehearse((0, GameEvent("explore")), until=40, seed=seed).heard(Note)]

    assert pitches(1) == pitches(1)
    assert pitches(1) != pitches(2)


def test_one_event_more_leaves_later_draws_alone(rehearse: Rehearse) -> None:
    def notes(*lines: Any) -> list[Any]:
        played = rehearse((0, GameEvent("explore")), *lines, until=60)
        return [(e.tick, e.act.pitch) for e in played.heard(Note) if e.frame > frames(30)]

    assert notes() == notes((4.0, Cue("stinger", "hit", "now")))


def test_unknown_words_are_warned_about_once(rehearse: Rehearse) -> None:
    lines = [(float(t), GameEvent("exlpode")) for t in range(5)] + [(6.0, Cue("section", "nowhere", "now"))]
    notices = rehearse(*lines, until=8).notices
    assert len(notices) == 2
    assert "exlpode" in notices[0]
    assert "calm" in notices[1]


def test_a_step_does_not_touch_the_state_it_is_given(conductor: Conductor) -> None:
    state = conductor.begin(3)
    first = conductor.step(state, (), Frame(0))
    assert conductor.step(state, (), Frame(0)) == first


CUES = st.sampled_from(["calm", "combat", "tension", "hit", "victory", "?"])
KEYS = st.sampled_from(["threat", "health", "speed", "x"])
SAID: st.SearchStrategy[Said] = st.one_of(
    st.builds(GameEvent, st.sampled_from(["explore", "combat_start", "victory", "rest", "what"]), st.floats(0, 1)),
    st.builds(lambda k, v: GameState(((k, v),)), KEYS, st.floats(-2, 2)),
    st.builds(
        Cue, st.sampled_from(["section", "stinger", "theme"]), CUES,
        st.sampled_from(["now", "next_beat", "next_bar", "end"]), st.sampled_from([0, 1, 300, 2000]),
    ),
    st.builds(
        Transport, st.sampled_from(["pause", "resume", "stop", "mute", "unmute"]), st.sampled_from([None, 0.0, 1.0])
    ),
    st.builds(
        StateFeeling, st.floats(-1, 1), st.floats(0, 1), st.floats(-1, 1), st.floats(0, 1), st.sampled_from([0.0, 2.0])
    ),
    st.builds(FreeFeeling),
    st.builds(Volume, st.sampled_from(["master", "music", "notes"]), st.floats(-96, 6)),
    st.builds(DuckMusic, st.floats(-24, 0), st.booleans()),
    st.builds(Param, st.sampled_from(["energy", "layer:bass", "rush"]), st.sampled_from([None, 0.1, 0.9])),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2_000), SAID), max_size=25))
def test_whatever_is_said_the_log_stays_lawful(conductor: Conductor, lines: list[tuple[int, Said]]) -> None:
    played = Rehearsal(conductor)
    at = 0.0
    for gap_ms, said in lines:
        at += gap_ms / 1000
        played.say(at, said)
    played.to(at + 4)
    assert [e.id for e in played.events] == list(range(1, len(played.events) + 1))
    last: dict[int, int] = {}
    for event in played.events:
        assert event.decided_frame <= event.frame
        assert event.bar >= 1
        assert event.beat >= 1
        if isinstance(event.act, Beat) and not event.supersedes:
            assert event.frame > last.get(0, -1)
            last[0] = event.frame
        if event.supersedes:
            assert event.supersedes < event.id
    assert len(conductor.snapshot(played.state)) <= 4096
    place = conductor.render_state(played.state, Frame(played.state.frame + 100))
    assert all(e.frame >= place.frame for e in place.pending)


def test_a_stinger_that_is_refused_is_told(rehearse: Rehearse) -> None:
    notices = rehearse((3, Cue("stinger", "hit", "now")), (5, Cue("stinger", "hit", "now")), until=6).notices
    assert notices == ["'hit' does not sound: it sounded less than 6 s ago"]


def test_a_key_that_only_a_section_reads_is_no_stranger(conductor: Conductor) -> None:
    curve = {"input": "state.mist", "points": [[0, -96], [1, 0]]}
    plain = conductor.stage.manifest.model_dump(by_alias=True)
    plain["sections"]["calm"]["layers"]["theme"]["curve"] = curve
    loaded = LoadedSet(StemSet.model_validate(plain), Path(), "0")
    played = Rehearsal(Conductor.of(loaded, conductor.stage.table))
    played.say(1, GameState((("mist", 0.5),))).say(2, GameState((("fog", 0.5),))).to(3)
    assert len(played.notices) == 1
    assert "'fog'" in played.notices[0]
