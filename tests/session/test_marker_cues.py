"""Cues for a marker: a section is entered there, the sounding one too, and the log and the lines say so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import AffektError
from affekt.core.inputs import Cue, Input, NewSet, Restore, Transport
from affekt.core.score import Beat, Section
from affekt.core.units import Frame
from affekt.io.wire import request_of, said_from
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.session.lines import read_line
from affekt.session.written import write_line
from affekt.testing.rehearsal import Rehearsal

BAR = 4 * 960


@pytest.fixture
def marked(conductor: Conductor) -> Callable[[], Rehearsal]:
    """The small set with a marker in the third bar of `calm` and in the fifth of `exploration`."""
    plain: dict[str, Any] = conductor.stage.manifest.model_dump(by_alias=True)
    plain["sections"]["calm"]["markers"] = [{"bar": 3, "name": "turn"}]
    plain["sections"]["exploration"]["markers"] = [{"bar": 5, "name": "wonder"}]
    loaded = LoadedSet(StemSet.model_validate(plain), Path(), "0")
    return lambda: Rehearsal(Conductor.of(loaded, default_table()))


def test_another_section_is_entered_at_its_marker(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(1, Cue("section", "exploration", "next_bar", marker="wonder")).to(8)
    change = played.heard(Section)[-1]
    assert (change.act.section, change.act.target_tick, change.section_bar) == ("exploration", 4 * BAR, 5)
    assert change.act.to_time == "entry_cue"
    assert "marker wonder" in change.why.text


def test_the_sounding_section_goes_to_its_own_marker(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(1, Cue("section", "calm", "next_bar", marker="turn")).to(7)
    change = played.heard(Section)[-1]
    assert (change.act.section, change.act.target_tick, change.bar, change.section_bar) == ("calm", 2 * BAR, 2, 3)
    beats = [(e.bar, e.beat) for e in played.heard(Beat)]
    assert beats == sorted(set(beats))


def test_the_music_may_begin_at_a_marker(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(0, Cue("section", "calm", marker="turn")).to(2)
    assert [e.act.target_tick for e in played.heard(Section)] == [2 * BAR]


def test_a_marker_takes_the_place_of_a_change_that_waits(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(1, Cue("section", "exploration", "next_bar"))
    played.say(1.5, Cue("section", "exploration", "end", marker="wonder")).to(18)
    assert [e.act.target_tick for e in played.heard(Section)] == [0, 4 * BAR]


def test_an_unknown_marker_is_told_and_nothing_changes(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(1, Cue("section", "exploration", marker="turn")).to(6)
    assert played.notices == ["'exploration' has no marker 'turn'; it has wonder"]
    assert len(played.heard(Section)) == 1


def test_it_stands_in_a_recording_and_on_the_wire() -> None:
    cue = Cue("section", "exploration", "next_bar", 0, "wonder")
    line = write_line(Input(Frame(0), 1, cue))
    assert line is not None
    assert line["cue"] == {"kind": "section", "name": "exploration", "at": "next_bar", "marker": "wonder"}
    text = '{"cue": {"kind": "section", "name": "exploration", "marker": "wonder"}}'
    assert read_line(text, line=None, live=True)[1] == (cue,)
    assert said_from(request_of(cue), Frame(0)) == cue


def test_a_stinger_has_no_marker() -> None:
    with pytest.raises(AffektError, match="belongs to a cue for a section"):
        read_line('{"cue": {"kind": "stinger", "name": "hit", "marker": "turn"}}', line=None, live=True)


def test_a_save_keeps_the_marker_of_what_waits_in_a_pause(marked: Callable[[], Rehearsal]) -> None:
    played = (
        marked().to(2).say(2, Transport("pause")).say(3, Cue("section", "exploration", "next_bar", marker="wonder"))
    )
    text = played.conductor.snapshot(played.state)
    again = marked().say(0.01, Restore(text)).to(12)
    assert [e.act.target_tick for e in again.heard(Section)][-1] == 4 * BAR


def test_an_edited_set_is_entered_at_the_marker_that_was_asked_for(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(1, Cue("section", "exploration", "end", marker="wonder")).to(3)
    plain = played.conductor.stage.manifest.model_dump(by_alias=True)
    plain["sections"]["calm"]["tempo"] = 120
    new = Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "1"), default_table())
    played.conductor = played.conductor.toward(new, same_recordings=True)
    played.say(3, NewSet("1")).to(18)
    assert [(e.act.section, e.act.target_tick) for e in played.heard(Section)][1:] == [("exploration", 4 * BAR)]


def test_a_save_keeps_the_marker_of_a_change_that_waits_through_an_edit(marked: Callable[[], Rehearsal]) -> None:
    played = marked().say(1, Cue("section", "exploration", "end", marker="wonder")).to(3)
    again = marked().say(0.01, Restore(played.conductor.snapshot(played.state))).to(1)
    plain = again.conductor.stage.manifest.model_dump(by_alias=True)
    plain["sections"]["exploration"]["markers"] = [{"bar": 3, "name": "wonder"}]
    new = Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "1"), default_table())
    again.conductor = again.conductor.toward(new, same_recordings=True)
    again.say(1, NewSet("1")).to(18)
    assert [e.act.target_tick for e in again.heard(Section) if e.act.section == "exploration"] == [2 * BAR]
