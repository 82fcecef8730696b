"""Pause, resume, stop and snapshots: the music goes on where it was, or ends as it should."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Acted, Cue, GameEvent, GameState, Param, Restore, Transport, Volume
from affekt.core.score import Beat, Control, Key, Section, Tempo
from affekt.core.units import Frame, frames
from affekt.session.conductor import Conductor

Rehearse = Callable[..., Any]


def verbs(rehearsal: Any) -> list[str]:
    return [e.act.verb for e in rehearsal.heard(Control)]


def test_what_had_not_sounded_at_the_pause_is_promised_anew(rehearse: Rehearse) -> None:
    played = rehearse((5.1, Transport("pause")), (7.6, Transport("resume")), until=12)
    pause, resume = played.heard(Control)
    later = resume.frame - pause.frame
    again = [e for e in played.events if e.supersedes]
    assert again
    originals = {e.id: e for e in played.events}
    assert all(e.frame - originals[e.supersedes].frame == later for e in again)
    beats = [e.frame for e in played.heard(Beat) if not any(x.supersedes == e.id for x in again)]
    gaps = {b - a for a, b in pairwise(beats)}
    assert gaps == {48000, 48000 + later}


def test_nothing_is_committed_while_paused(rehearse: Rehearse) -> None:
    played = rehearse((5.1, Transport("pause")), until=30)
    assert max(e.frame for e in played.heard(Beat)) <= frames(5.1) + 9600
    assert verbs(played) == ["pause"]


def test_a_section_asked_for_in_a_pause_comes_after_it(rehearse: Rehearse) -> None:
    script = ((5.1, Transport("pause")), (6, Cue("section", "combat", "next_bar")), (8, Transport("resume")))
    change = rehearse(*script, until=16).heard(Section)[1]
    assert change.act.section == "combat"
    assert change.beat == 1.0


def test_stop_plays_the_ending_and_ends(rehearse: Rehearse) -> None:
    played = rehearse((0, GameEvent("explore")), (5, Transport("stop")), until=20)
    assert [e.act.section for e in played.heard(Section)] == ["exploration", "home"]
    stop = played.heard(Control)[-1]
    assert stop.act.verb == "stop"
    assert stop.frame == played.heard(Section)[-1].frame + 2 * 128_000
    assert max(e.frame for e in played.heard(Beat)) < stop.frame


def test_stop_with_a_fade_is_immediate_and_a_cue_begins_again(rehearse: Rehearse) -> None:
    played = rehearse((5, Transport("stop", 0.5)), (8, Cue("section", "combat", "now")), until=12)
    assert played.heard(Control)[0].act.fade_s == 0.5
    assert [e.act.section for e in played.heard(Section)] == ["calm", "combat"]
    assert all(not frames(5.3) < e.frame < frames(8) for e in played.heard(Beat))


def test_volumes_are_immediate(rehearse: Rehearse) -> None:
    event = rehearse((3, Volume("music", -6)), until=4).heard(Control)[0]
    assert (event.act.bus, event.act.db) == ("music", -6)


def test_a_snapshot_brings_the_music_back_where_it_was(conductor: Conductor, rehearse: Rehearse) -> None:
    script = ((0, GameEvent("explore")), (4, GameState((("threat", 0.3),))), (5, Param("energy", 0.7)))
    before = rehearse(*script, (5.5, Volume("music", -3)), until=11)
    text = conductor.snapshot(before.state)
    assert len(text) <= 4096
    after = rehearse((0, Restore(text)), until=8, seed=99)
    change = after.heard(Section)[0]
    assert change.act.section == "exploration"
    body = before.state.timeline.pass_at(frames(11))
    assert body is not None
    was = body.body_tick_at(body.span.tick_at(Frame(before.state.frame)))
    assert 0 <= was - change.act.target_tick < 960
    assert ("music", -3) in [(e.act.bus, e.act.db) for e in after.heard(Control)]
    assert [type(e.act) for e in after.heard(Tempo) + after.heard(Key)] == [Tempo, Key]
    assert dict(after.state.pins) == {"energy": 0.7}
    assert after.state.seed == before.state.seed


def test_a_damaged_snapshot_changes_nothing(rehearse: Rehearse) -> None:
    played = rehearse(until=3)
    before = played.state
    with pytest.raises(AffektError) as refusal:
        played.say(3.0, Restore("rubbish"))
    assert refusal.value.reason is Reason.BAD_SNAPSHOT
    assert played.state == before


def test_the_render_state_tells_where_the_body_is(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((0, GameEvent("explore")), until=30)
    sound = conductor.render_state(played.state, frames(30))
    since = frames(30) - 12000
    assert (sound.section, sound.body_frame) == ("exploration", since % (8 * 128_000))
    assert sound.iteration == since // (8 * 128_000)
    assert {name for name, _, _ in sound.layers} == {"bed", "bass", "theme"}
    assert sound.pending


def test_the_body_stands_still_in_a_pause(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((5.1, Transport("pause")), until=9)
    pause = played.heard(Control)[0].frame
    sound = conductor.render_state(played.state, frames(9))
    assert sound.paused
    assert sound.body_frame == pause - 12000


def test_a_late_event_is_taken_where_it_really_acted(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((5.0, Transport("pause")))
    number = played.heard(Control)[0].id
    late = Frame(played.heard(Control)[0].frame + 480)
    played.say(5.01, Acted(number, late)).to(9)
    assert conductor.render_state(played.state, frames(9)).body_frame == late - 12000


def test_a_late_lead_in_leaves_the_event_in_its_place(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((0, GameEvent("explore")), (5.2, Cue("section", "combat", "next_beat")), until=5.45)
    change = played.heard(Section)[-1]
    assert change.act.section == "combat"
    played.say(5.46, Acted(change.id, Frame(change.frame - 3_000))).to(9)
    assert conductor.render_state(played.state, frames(9)).body_frame == frames(9) - change.frame
