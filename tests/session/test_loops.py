"""Loops, endings and alternates: how often a body is played, what follows, and what takes turns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue, GameEvent, GameState
from affekt.core.score import Control, Layer, Section
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

Make = Callable[..., Rehearsal]


@pytest.fixture
def make(conductor: Conductor) -> Make:
    """A rehearsal of a set whose `calm` (one bar of 4 s) is changed."""

    def with_calm(**changed: Any) -> Rehearsal:
        plain = conductor.stage.manifest.model_dump(by_alias=True)
        plain["sections"]["calm"] |= {"bars": 1} | changed
        plain["sections"]["other"] = plain["sections"]["calm"] | {"alternates": [], "ending": None, "loops": {}}
        return Rehearsal(Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "0"), default_table()))

    return with_calm


def told(played: Rehearsal) -> list[tuple[str, float]]:
    kept = [e for e in played.events if isinstance(e.act, Section | Control)]
    return [(e.act.section if isinstance(e.act, Section) else e.act.verb, round(e.frame / 48_000, 3)) for e in kept]


def test_after_its_last_pass_a_section_goes_on(make: Make) -> None:
    assert told(make(loops={"most": 2, "then": "exploration"}).to(20)) == [("calm", 0.25), ("exploration", 8.25)]


def test_after_its_last_pass_a_section_plays_its_ending_and_the_music_ends(make: Make) -> None:
    ended = [("calm", 0.25), ("home", 8.25), ("stop", 13.583)]
    assert told(make(loops={"most": 2}, ending="home").to(20)) == ended
    assert told(make(loops={"most": 2}).to(20)) == [("calm", 0.25), ("stop", 8.25)]


def test_a_section_with_a_last_pass_does_not_go_back_where_it_came_from(make: Make) -> None:
    played = make(loops={"most": 1}).say(0, Cue("section", "exploration", "now"))
    played.say(4, Cue("section", "calm", "now")).to(20)
    assert [name for name, _ in told(played)] == ["exploration", "calm", "stop"]


def test_alternates_take_turns_though_only_one_lists_the_other(make: Make) -> None:
    played = make(alternates=[{"section": "other"}]).to(25)
    names = [name for name, _ in told(played)]
    assert names == [["calm", "other"][(n + (names[0] == "other")) % 2] for n in range(len(names))]
    assert len(names) == 7


def test_a_piece_that_takes_turns_rests_and_is_dwelt_in_as_one(make: Make) -> None:
    rest = {"after_s": [20, 21], "for_s": [6, 7], "keep": []}
    played = make(bars=2, alternates=[{"section": "other"}], rest=rest).say(0.1, GameEvent("rest"))
    for second in range(1, 30):
        played.say(second, GameState((("threat", 0.1),)))
    assert played.state.scene.bars >= 6
    assert played.state.scene.entered == 12_000
    rests = [e.frame / 48_000 for e in played.heard(Layer) if e.why.rule == "rest"]
    assert 20 <= min(rests) <= 29
