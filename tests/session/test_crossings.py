"""What is played once and comes round, what waits behind a region that goes round, and edits in the midst of both."""

from pathlib import Path
from typing import Any

import pytest
from ways import entries, part, rehearsal, stings, told

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue, NewSet, Restore, Transport
from affekt.core.score import Layer, Section
from affekt.core.units import frames
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

ONCE = {"a": part(1, once=True, layers={"bed": {"takes": [{"file": "1.ogg", "name": "i"}, {"file": "2.ogg"}]}})}


def edit(played: Any, at: float, bend: Any) -> Any:
    """Edit the set while the music plays."""
    plain = played.conductor.stage.manifest.model_dump(by_alias=True)
    bend(plain)
    new = Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "1"), default_table())
    played.to(at)
    played.conductor = played.conductor.toward(new, same_recordings=True)
    return played.say(at, NewSet("1"))


def in_d(plain: Any) -> None:
    plain["sections"]["there"]["key"] = "D"


@pytest.mark.parametrize("item", [{"loops": 3}, {"sustain": True}])
def test_an_item_that_does_not_come_round_by_itself_begins_anew_in_each_pass(item: Any):
    walk = {"walk": {"items": [{"section": "a", **item}, {"section": "there"}]}}
    played = rehearsal(sections=ONCE, playlists=walk, start="walk").to(5)
    assert told(played) == [("a", 0.0), ("a", 2.0), ("a", 4.0)]
    passes = [e.frame for e in played.heard(Section)]
    assert {e.frame for e in played.heard(Layer)} >= set(passes)
    for at in (0.5, 2.5, 4.5):
        sounds = rehearsal(sections=ONCE, playlists=walk, start="walk").to(at)
        state = sounds.conductor.render_state(sounds.state, frames(at))
        assert (state.section, state.body_frame) == ("a", frames(0.25))
    played.say(5.1, Cue("release", "walk")).to(12)
    assert told(played)[3:] == [("there", 6.0)]


def test_a_cue_behind_a_sustained_region_outlives_an_edit():
    played = rehearsal(sections={"here": part(4, sustain=[2, 3])}).say(1, Cue("section", "there", "end"))
    edit(played, 9, in_d).to(20)
    assert {name for name, _ in told(played)} == {"here"}
    played.say(20.1, Cue("release", "here")).to(40)
    assert told(played)[-1][0] == "there"


def test_a_cue_behind_a_sustained_region_is_told_that_its_goal_has_gone():
    played = rehearsal(sections={"here": part(4, sustain=[2, 3])}).say(1, Cue("section", "there", "end"))
    edit(played, 9, lambda plain: plain["sections"].pop("there")).to(20)
    assert played.notices == ["the new set has no 'there'"]


def test_an_edit_without_the_playlist_in_which_a_restored_session_begins_goes_on_in_the_section():
    parts = {name: part(1) for name in "abc"}
    walk = {"walk": {"items": [{"section": name} for name in "abc"]}}
    before = rehearsal(sections=parts, playlists=walk, start="walk").to(2.5)
    text = before.conductor.snapshot(before.state)
    played = rehearsal(sections=parts, playlists=walk, start="walk").say(0.01, Transport("pause"))
    played.say(0.02, Restore(text))

    def no_lists(plain: Any) -> None:
        plain |= {"playlists": {}, "start": "here"}

    edit(played, 1, no_lists).say(2, Transport("resume")).to(9)
    assert {name for name, _ in told(played)} == {"b"}


def test_an_ending_does_not_go_round():
    sections = {"here": part(4, ending="there"), "there": part(4, sustain=[2, 3])}
    played = rehearsal(sections=sections).say(1, Transport("stop")).to(40)
    assert told(played) == [("here", 0.0), ("there", 2.0), ("stop", 10.0)]


def test_a_stinger_at_the_end_waits_behind_a_region_that_goes_round():
    played = rehearsal(sections={"here": part(4, sustain=[2, 3])}).say(1, Cue("stinger", "hit", "end")).to(19)
    assert stings(played) == []
    played.say(19, Cue("release", "here")).to(30)
    assert stings(played) == [("hit", 24.0)]
    assert entries(played)[:3] == [("here", 1), ("here", 2), ("here", 2)]


def test_a_filler_that_is_asked_for_itself_leads_nowhere():
    rules = [{"from": "here", "to": "there", "filler": "bridge", "from_time": "end"}]
    played = rehearsal(rules).say(1, Cue("section", "there", "end")).say(2, Cue("section", "bridge", "end")).to(24)
    assert told(played) == [("here", 0.0), ("bridge", 16.0)]
