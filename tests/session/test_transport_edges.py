"""Pause, stop and restore in each other's way: the state, the log and the renderer agree afterwards."""

from collections.abc import Callable
from typing import Any

import pytest

from affekt.core.inputs import Acted, Cue, Restore, Transport
from affekt.core.score import Beat, Control, Duck, Note, Section
from affekt.core.units import Frame, frames
from affekt.session.conductor import Conductor

Rehearse = Callable[..., Any]

PAUSE, RESUME, STOP, STOP_NOW = Transport("pause"), Transport("resume"), Transport("stop"), Transport("stop", 0.5)
COMBAT = Cue("section", "combat", "now")
EXPLORE = Cue("section", "exploration", "now")


def sections(rehearsal: Any) -> list[str]:
    return [e.act.section for e in rehearsal.heard(Section)]


def verbs(rehearsal: Any) -> list[tuple[str, int]]:
    return [(e.act.verb, e.frame) for e in rehearsal.heard(Control)]


def test_a_stop_in_a_pause_ends_the_pause(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((5, PAUSE), (6, STOP), (8, COMBAT), until=12)
    sound = conductor.render_state(played.state, frames(12))
    assert (sound.section, sound.paused, sound.stopped) == ("combat", False, False)
    assert sound.body_frame == frames(12) - played.heard(Section)[-1].frame


def test_nothing_begins_while_it_is_paused_or_stopped_from_the_start(rehearse: Rehearse) -> None:
    assert sections(rehearse((0, PAUSE), until=6)) == []
    assert sections(rehearse((0, STOP), until=6)) == []
    assert sections(rehearse((0, PAUSE), (3, RESUME), until=6)) == ["calm"]
    assert sections(rehearse((0, STOP), (3, COMBAT), until=6)) == ["combat"]


def test_a_cue_after_a_stop_waits_for_the_end_of_a_pause(rehearse: Rehearse) -> None:
    played = rehearse((5, STOP_NOW), (6, PAUSE), (7, COMBAT), (9, RESUME), until=12)
    assert sections(played) == ["calm", "combat"]
    assert frames(9) < played.heard(Section)[1].frame < frames(9.5)


def test_a_stop_that_cannot_wait_for_its_ending_leaves_no_trace(rehearse: Rehearse) -> None:
    played = rehearse((0, EXPLORE), (5, STOP), (5.3, STOP_NOW), (8, COMBAT), until=20)
    assert not played.state.scene.stopping
    assert [e for e in played.heard(Note) if e.frame > frames(10)]


def test_a_section_that_a_stop_forestalled_is_not_restored(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((0, EXPLORE), (5, Cue("section", "tension", "next_bar")))
    step = 5.0
    while len(sections(played)) < 2:
        step += 0.05
        played.to(step)
    assert played.heard(Section)[1].frame > frames(step + 0.1)
    played.say(step + 0.02, STOP_NOW).to(step + 4)
    sound = conductor.render_state(played.state, frames(step + 4))
    assert (sound.section, sound.stopped) == ("", True)


def test_a_pause_right_after_a_resume_comes_after_it(rehearse: Rehearse) -> None:
    played = rehearse((5, PAUSE), (5.001, RESUME), (5.002, PAUSE), (7, RESUME), until=9)
    told = verbs(played)
    assert [verb for verb, _ in told] == ["pause", "resume", "pause", "resume"]
    assert [frame for _, frame in told] == sorted({frame for _, frame in told})


def test_a_stop_right_after_a_resume_comes_after_it(rehearse: Rehearse) -> None:
    told = verbs(rehearse((5, PAUSE), (5.001, RESUME), (5.002, STOP_NOW), until=9))
    assert [frame for _, frame in told] == sorted({frame for _, frame in told})


@pytest.mark.parametrize("late", [480, 960, 4_800])
def test_a_late_pause_or_resume_leaves_the_beats_on_the_music(
    conductor: Conductor, rehearse: Rehearse, late: int
) -> None:
    for which in (0, 1):
        played = rehearse((5, PAUSE))
        for at, verb in ((5.01, "pause"), (7.01, "resume")):
            if verb == "resume":
                played.say(7, RESUME)
            event = played.heard(Control)[-1]
            if which == (verb == "resume"):
                played.say(at, Acted(event.id, Frame(event.frame + late)))
        played.to(12)
        sound, one = conductor.render_state(played.state, frames(12)), played.state.timeline.now
        assert sound.body_frame == frames(12) - one.frame
        beat = played.heard(Beat)[-1]
        assert beat.frame == one.span.frame_at(beat.tick)


def test_the_bed_stays_low_while_the_stinger_waits(rehearse: Rehearse) -> None:
    played = rehearse((4.9, Cue("stinger", "hit", "now")), (5, PAUSE), (9, RESUME), until=13)
    down, up = (e.frame for e in played.heard(Duck))
    unpaused = (up - down) - (played.heard(Control)[1].frame - played.heard(Control)[0].frame)
    assert frames(2.0) <= unpaused <= frames(2.1)


def test_restoring_in_a_pause_goes_on_there_after_it(conductor: Conductor, rehearse: Rehearse) -> None:
    text = conductor.snapshot(rehearse((0, EXPLORE), until=11).state)
    played = rehearse((0, COMBAT), (5, PAUSE), (6, Restore(text)), (8, RESUME), until=12)
    assert sections(played) == ["combat", "exploration"]
    change = played.heard(Section)[1]
    assert frames(8) < change.frame < frames(8.5)
    assert change.act.target_tick > 0


def test_restoring_after_a_stop_begins_there(conductor: Conductor, rehearse: Rehearse) -> None:
    text = conductor.snapshot(rehearse((0, EXPLORE), until=11).state)
    played = rehearse((0, COMBAT), (5, STOP_NOW), (7, Restore(text)), (12, COMBAT), until=16)
    assert sections(played) == ["combat", "exploration", "combat"]
    assert frames(7) < played.heard(Section)[1].frame < frames(7.5)


def test_music_that_was_saved_stopped_comes_back_stopped(conductor: Conductor, rehearse: Rehearse) -> None:
    text = conductor.snapshot(rehearse((0, EXPLORE), (5, STOP_NOW), until=8).state)
    fresh = rehearse((0, Restore(text)), (4, COMBAT), until=8)
    assert sections(fresh) == ["combat"]
    assert fresh.heard(Section)[0].frame > frames(4)
    playing = rehearse((0, COMBAT), (4, Restore(text)), until=8)
    assert sections(playing) == ["combat"]
    assert playing.state.mix.stopped
    assert conductor.render_state(playing.state, frames(8)).stopped


def test_a_piece_restored_in_a_section_that_plays_once_goes_back_where_it_came_from(
    conductor: Conductor, rehearse: Rehearse
) -> None:
    text = conductor.snapshot(rehearse((0, EXPLORE), (5, Cue("section", "victory", "now")), until=6.5).state)
    assert sections(rehearse((0, Restore(text)), until=10)) == ["victory", "exploration"]
    assert sections(rehearse((4, Restore(text)), until=14)) == ["calm", "victory", "exploration"]


@pytest.mark.parametrize("early", [0.19, 0.15, 0.05, 0.012])
def test_a_pause_at_the_very_end_holds_the_final_stop(conductor: Conductor, rehearse: Rehearse, early: float) -> None:
    whole = rehearse((0, EXPLORE), (5, STOP), until=20)
    ((verb, end),) = verbs(whole)
    assert verb == "stop"
    played = rehearse((0, EXPLORE), (5, STOP), (end / 48_000 - early, PAUSE), until=end / 48_000 + 3)
    assert [v for v, _ in verbs(played)][-1] == "pause"
    assert not conductor.render_state(played.state, Frame(end + 48_000)).stopped
    paused = verbs(played)[-1][1]
    played.say(end / 48_000 + 3, RESUME).to(end / 48_000 + 5)
    resumed = verbs(played)[-2]
    assert verbs(played)[-1] == ("stop", end + resumed[1] - paused)
    cued = rehearse((0, EXPLORE), (5, STOP), (end / 48_000 - early, PAUSE), (30, RESUME), (30.01, COMBAT), until=33)
    stop, begun = verbs(cued)[-1][1], cued.heard(Section)[-1]
    assert begun.act.section == "combat"
    assert begun.frame > stop


def test_a_stop_said_in_a_pause_at_the_very_end_stops(conductor: Conductor, rehearse: Rehearse) -> None:
    ((_, end),) = verbs(rehearse((0, EXPLORE), (5, STOP), until=20))
    played = rehearse((0, EXPLORE), (5, STOP), (end / 48_000 - 0.1, PAUSE), (end / 48_000 + 1, STOP), until=30)
    assert conductor.render_state(played.state, frames(30)).stopped
    assert not conductor.render_state(played.state, frames(30)).paused
