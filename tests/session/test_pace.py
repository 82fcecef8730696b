"""Tempo: a client holds it, a feeling leans on it, and everything that is told stays on the beat."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.arrange import course
from affekt.arrange.manifest import Transition
from affekt.core.errors import AffektError
from affekt.core.inputs import RECORDED, Cue, Param, Restore, StateFeeling, Transport
from affekt.core.score import Beat, Control, Section, Tempo, Why
from affekt.core.units import CONTROL_PERIOD, Frame
from affekt.session import pace
from affekt.session.conductor import Conductor
from affekt.session.draft import Draft
from affekt.session.limits import check
from affekt.session.snapshot import read
from affekt.testing.rehearsal import Rehearsal


@pytest.fixture(scope="session")
def stand(conductor: Conductor) -> Callable[[], Rehearsal]:
    return lambda: Rehearsal(conductor)


def sure(arousal: float) -> StateFeeling:
    return StateFeeling(0.0, arousal, 0.0, 1.0, 0.0)


def test_a_held_tempo_begins_at_the_next_bar_line_and_takes_a_bar_to_get_there(rehearse):
    played = rehearse((5.0, Param("tempo", 75.0)), until=30.0)
    turn = played.heard(Tempo)[-1]
    assert (turn.act, turn.beat, turn.bar) == (Tempo(75.0, 4.0), 1.0, 3)
    assert turn.why == Why("param.tempo", 1, "the tempo is held at 75 BPM")
    beats = [e for e in played.heard(Beat) if e.tick >= turn.tick]
    assert [round(e.act.bpm, 2) for e in beats[:6]] == [60, 63.75, 67.5, 71.25, 75, 75]
    gaps = [b.frame - a.frame for a, b in pairwise(beats)]
    assert gaps[:4] == sorted(gaps[:4], reverse=True)
    assert set(gaps[4:12]) == {38_400}


def test_a_tempo_beyond_what_recordings_bear_stops_there_and_says_so(rehearse):
    played = rehearse((5.0, Param("tempo", 200.0)), until=12.0)
    assert played.heard(Tempo)[-1].act.bpm == 90.0
    assert played.heard(Tempo)[-1].why.text == "the tempo is held at 200 BPM; its recordings bear 30 to 90 BPM"
    assert "its recordings bear 30 to 90 BPM" in played.state.feelings.intent.clamped
    assert played.state.feelings.intent.sounding_tempo == 90.0


def test_a_freed_tempo_comes_back_into_the_sections_range(rehearse):
    played = rehearse((1.0, Param("tempo", 80.0)), (12.0, Param("tempo", None)), until=30.0)
    last = played.heard(Tempo)[-1]
    assert (last.act.bpm, last.why.rule) == (pytest.approx(64.8), "tempo.range")


def test_a_section_begins_at_the_tempo_that_is_held(rehearse):
    played = rehearse((1.0, Param("tempo", 100.0)), (6.0, Cue("section", "combat", "next_bar")), until=14.0)
    entry = played.heard(Section)[-1]
    assert entry.act.bpm == 100.0
    beats = [e for e in played.heard(Beat) if e.frame >= entry.frame]
    assert {b.frame - a.frame for a, b in pairwise(beats)} == {28_800}
    assert {b.act.bpm for b in beats} == {100.0}


def test_a_section_keeps_the_beat_only_where_its_rule_says_so_and_as_nearly_as_its_range_can(rehearse):
    played = rehearse((1.0, sure(0.9)), until=60.0)
    draft = Draft(played.conductor.stage, played.state, played.state.frame)
    draft.bpm = 95.0
    keeps, goes = Transition(to_time="equivalent_beat"), Transition()
    assert pace.entry_bpm(draft, "exploration", keeps) == 95.0
    assert pace.entry_bpm(draft, "exploration", goes) == 0.0
    assert pace.entry_bpm(draft, "combat", keeps) == pytest.approx(120 * 0.92)


def test_a_feeling_moves_the_tempo_at_a_phrase_within_the_range_and_seldom(rehearse):
    played = rehearse(
        (0.1, Cue("section", "exploration", "next_bar")), (20.0, sure(0.9)), (70.0, sure(0.05)), until=140.0
    )
    moved = [e for e in played.heard(Tempo) if e.why.rule == "tempo.feeling"]
    assert [round(e.act.bpm, 1) for e in moved] == [97.2, 82.8]
    assert all(e.section_bar in (1, 5) and e.act.ramp_beats == 8.0 for e in moved)
    assert all(later.bar - earlier.bar >= 8 for earlier, later in pairwise(moved))


def test_doubt_and_what_is_played_once_leave_the_tempo_alone(rehearse):
    doubt = rehearse((5.0, StateFeeling(0.0, 0.9, 0.0, 0.05, 0.0)), until=90.0)
    assert len(doubt.heard(Tempo)) == 1


def test_a_constant_feeling_moves_nothing(rehearse):
    steady = rehearse((0.1, sure(0.3)), until=120.0)
    assert [e.act.bpm for e in steady.heard(Tempo)] == [60.0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0.3, 6.0), st.sampled_from([20, 45, 71.5, 90, 133, None, "pause"])), max_size=7))
def test_what_sounds_is_where_the_beats_say_through_tempi_and_pauses(stand, turns):
    played, at, held = stand(), 0.0, False
    conductor = played.conductor
    for later, turn in turns:
        at = round(at + later, 3)
        if turn == "pause":
            held = not held
            played.say(at, Transport("pause" if held else "resume"))
        else:
            played.say(at, Param("tempo", turn))
    if held:
        played.say(at + 1.0, Transport("resume"))
    played.to(at + 5.0)
    gone = {e.supersedes for e in played.events}
    one = played.state.timeline.now
    section = conductor.stage.sections[one.section].section
    body = course.recorded(section)
    for ahead in range(0, 6_000, 777):
        frame = Frame(played.state.frame + ahead)
        sound = conductor.render_state(played.state, frame)
        inside = (one.span.ticks_at(frame) - sound.origin_tick) * body.frames / body.ticks
        assert abs(sound.body_frame + sound.iteration * body.frames - inside) <= 0.5
    since = max((e.frame for e in played.heard(Control)), default=0)
    beats = [e for e in played.heard(Beat) if e.id not in gone and e.tick >= one.tick and e.frame >= since]
    assert all(e.frame == one.span.frame_at(e.tick) for e in beats)
    assert all(a.frame < b.frame for a, b in pairwise([e for e in played.heard(Beat) if e.id not in gone]))


def test_a_renderer_that_goes_on_in_a_ramp_knows_its_rest(rehearse, conductor):
    played = rehearse((5.0, Param("tempo", 90.0)), until=9.0)
    turn = played.heard(Tempo)[-1]
    sound = conductor.render_state(played.state, Frame(turn.frame + 60_000))
    assert sound.to_bpm == 90.0
    assert 60.0 < sound.bpm < 90.0
    section = conductor.stage.sections["calm"].section
    here = course.nearest_tick(section, sound.body_frame, sound.iteration) + sound.origin_tick
    assert here + sound.ramp_ticks == turn.tick + 3_840


def test_a_snapshot_keeps_the_tempo_that_is_held(rehearse, conductor):
    played = rehearse((5.0, Param("tempo", 75.0)), until=20.0)
    text = conductor.snapshot(played.state)
    assert ["tempo", 75.0] in read(text)["pins"]
    again = rehearse((3.0, Restore(text)), until=10.0)
    assert again.heard(Section)[-1].act.bpm == 75.0
    assert again.heard(Beat)[-1].act.bpm == 75.0


def test_grid_events_stay_ahead_and_in_order_through_a_ramp(rehearse):
    played = rehearse((2.0, Param("tempo", 90.0)), (20.0, Param("tempo", 30.0)), until=60.0)
    for event in played.heard(Beat):
        assert event.frame - event.decided_frame >= 7_200
    assert played.state.frame % CONTROL_PERIOD == 0


def test_a_mixer_that_cannot_stretch_holds_each_section_at_its_own_tempo(rehearse):
    played = rehearse(
        (0.5, Param("tempo", RECORDED)),
        (1.0, sure(1.0)),
        (40.0, Cue("section", "combat", "next_bar")),
        until=80.0,
    )
    assert {e.act.bpm for e in played.heard(Tempo)} <= {60.0, 120.0}
    assert {e.act.bpm for e in played.heard(Section)} == {0.0}
    assert {e.act.bpm for e in played.heard(Beat)} == {60.0, 120.0}
    assert played.state.feelings.intent.tempo == 120.0


def test_a_tempo_held_as_recorded_keeps_no_beat_of_the_section_before(rehearse):
    played = rehearse((0.5, Param("tempo", RECORDED)), until=10.0)
    draft = Draft(played.conductor.stage, played.state, played.state.frame)
    draft.bpm = 95.0
    assert pace.entry_bpm(draft, "combat", Transition(to_time="equivalent_beat")) == 0.0


def test_other_words_are_no_tempo():
    with pytest.raises(AffektError, match="tempo must be a number, 20 to 300"):
        check(Param("tempo", "as it comes"))
