"""Saves loaded into a session that plays, saves of a pause, and edits: nothing of what was before stays behind."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_set import SET

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue, GameState, NewSet, Restore, Transport, Volume
from affekt.core.score import Effect, Layer, Note, Stinger
from affekt.core.units import frames
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

Plain = dict[str, Any]


def conducting(sha256: str = "0", **more: Any) -> Conductor:
    plain = copy.deepcopy(SET) | more
    return Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), sha256), default_table())


def calm(**more: Any) -> Plain:
    """The sections of the small set, with another `calm`."""
    return {"sections": {**SET["sections"], "calm": {**SET["sections"]["calm"], **more}}}


RESTING = calm(rest={"after_s": [5, 6], "for_s": [200, 201]})


def test_what_was_moved_after_a_save_is_put_back_with_it() -> None:
    deep = {"deep": {"when": [{"input": "state.threat", "above": 0.5}], "effects": {"lowpass": 800}}}
    played = Rehearsal(conducting(params={}, snapshots=deep)).to(3)
    text = played.conductor.snapshot(played.state)
    played.say(4, GameState((("threat", 0.9),))).say(4.1, Volume("music", -20.0)).to(6)
    before = played.conductor.render_state(played.state, frames(6.0))
    assert (dict(before.effects)["lowpass"], dict(before.volumes)["music"]) == (800, -20)
    played.say(6.1, Restore(text)).to(20)
    after = played.conductor.render_state(played.state, frames(20.0))
    assert (dict(after.effects)["lowpass"], dict(after.volumes)["music"]) == (20_000, 0)


@pytest.mark.parametrize("wait", [3.0, 30.0])
def test_a_save_of_a_pause_is_of_where_it_began(wait: float) -> None:
    played = Rehearsal(conducting(**calm(bars=64))).to(20).say(20, Transport("pause")).to(20.1)
    soon = played.conductor.snapshot(played.state)
    late = played.to(20.1 + wait).conductor.snapshot(played.state)

    def goes_on(text: str) -> tuple[int, int, int]:
        state = Rehearsal(conducting(**calm(bars=64))).say(0.01, Restore(text)).to(1).state
        return state.timeline.now.body_tick, state.scene.bars, state.scene.entered

    assert goes_on(late) == goes_on(soon)


def go_over(played: Rehearsal, seconds: float, new: Conductor, *, same_recordings: bool = True) -> Rehearsal:
    played.to(seconds).conductor = played.conductor.toward(new, same_recordings=same_recordings)
    return played.say(seconds, NewSet(new.stage.loaded.sha256))


def edited(played: Rehearsal) -> Rehearsal:
    return go_over(played, 15.1, conducting("1"))


def saved(played: Rehearsal) -> Rehearsal:
    return Rehearsal(conducting()).say(0.1, Restore(played.conductor.snapshot(played.state)))


@pytest.mark.parametrize("meet", [edited, saved])
def test_voices_go_on_where_the_set_rests_no_more(meet: Callable[[Rehearsal], Rehearsal]) -> None:
    played = Rehearsal(conducting(**RESTING)).to(15)
    assert played.state.scene.rest_to is not None
    played = meet(played)
    already = len(played.events)
    played.to(100)
    assert played.state.scene.rest_to is None
    assert any(isinstance(e.act, Note) for e in played.events[already:])


def test_a_second_edit_knows_that_the_first_brought_other_recordings() -> None:
    played = go_over(Rehearsal(conducting()), 5.0, conducting("1"), same_recordings=False)
    go_over(played, 5.5, conducting("2"))
    assert [coming.keeps for coming in (played.conductor.coming,) if coming] == [False]
    go_over(played.to(20), 21.0, conducting("3"))
    assert [coming.keeps for coming in (played.conductor.coming,) if coming] == [True]


def steered(to: str, low: float) -> Plain:
    return {"params": {"rush": {"to": to, "curve": {"input": "state.speed", "points": [[0, low], [1, 20_000]]}}}}


def test_an_edited_curve_is_heard_before_its_input_moves() -> None:
    played = Rehearsal(conducting(**steered("lowpass", 2000)))
    go_over(played, 5.0, conducting("1", **steered("lowpass", 9000))).to(12)
    assert [e.act.value for e in played.heard(Effect) if e.act.name == "lowpass"] == [2000, 9000]


def test_a_layer_that_a_parameter_holds_goes_straight_to_its_edited_level() -> None:
    def held(db: float) -> Plain:
        return {"params": {"lift": {"to": "layer:bass", "curve": {"input": "param.lift", "points": [[0, db], [1, 0]]}}}}

    played = Rehearsal(conducting(**held(-20)))
    go_over(played, 5.0, conducting("1", **held(-9))).to(12)
    assert [e.act.gain_db for e in played.heard(Layer) if e.act.layer == "bass"] == [-20, -9]


def loud(to: str) -> Plain:
    """A value of the game that moves a bus."""
    return {"params": {"far": {"to": to, "curve": {"input": "state.far", "points": [[0, 0], [1, -12]]}}}}


def bus_levels(played: Rehearsal, seconds: float) -> dict[str, float]:
    return dict(played.conductor.render_state(played.state, frames(seconds)).volumes)


@pytest.mark.parametrize(("after", "stingers"), [({"params": {}}, 0), (loud("volume:stingers"), -12)])
def test_a_bus_stands_as_it_did_where_an_edit_takes_its_parameter_away(after: Plain, stingers: float) -> None:
    played = Rehearsal(conducting(**loud("volume:music"))).say(1, GameState((("far", 1.0),))).to(3)
    assert bus_levels(played, 3.0)["music"] == -12
    go_over(played, 3.1, conducting("1", **after)).to(40)
    assert bus_levels(played, 40.0).get("music", 0.0) == 0
    assert bus_levels(played, 40.0).get("stingers", 0.0) == stingers


def test_a_volume_that_was_asked_for_comes_back_where_its_parameter_is_gone() -> None:
    played = Rehearsal(conducting(**loud("volume:music"))).say(0.5, Volume("music", -3.0))
    played.say(1, GameState((("far", 1.0),))).to(3)
    go_over(played, 3.1, conducting("1", params={})).to(40)
    assert bus_levels(played, 40.0)["music"] == -3


@pytest.mark.parametrize("seconds", [3.0, 21.0, 30.0, 41.0, 55.0, 70.0])
def test_a_restored_session_plays_the_takes_that_sounded(seconds: float) -> None:
    played = Rehearsal(conducting(**calm(bars=3))).to(seconds)
    again = saved(played)
    again.conductor = conducting(**calm(bars=3))
    again.to(1)
    before = {one.name: (one.take, one.heard, one.plays) for one in played.state.layers}
    assert {one.name: (one.take, one.heard, one.plays) for one in again.state.layers} == before


def test_a_restored_session_keeps_the_cool_downs_of_its_stingers() -> None:
    played = Rehearsal(conducting()).say(5, Cue("stinger", "hit", "now")).to(6)
    again = saved(played).say(2, Cue("stinger", "hit", "now")).say(9, Cue("stinger", "hit", "now")).to(10)
    assert [int(e.frame) // 48_000 for e in again.heard(Stinger)] == [9]


def test_takes_and_stingers_that_the_set_does_not_have_are_left_out() -> None:
    played = Rehearsal(conducting()).say(1, Cue("stinger", "hit", "now")).to(3)
    text = played.conductor.snapshot(played.state)
    poor = conducting(stingers={"discovery": SET["stingers"]["discovery"]})
    again = Rehearsal(poor).say(0.1, Restore(text)).to(2)
    assert again.state.stung == ()
    assert not again.notices
