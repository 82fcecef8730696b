"""Sections entered in their middle: bar and beat go on, and the chord that sounds there is told there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue
from affekt.core.score import Beat, Chord, Section
from affekt.core.units import frames
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal


@pytest.fixture
def keeping(conductor: Conductor) -> Callable[[], Rehearsal]:
    """A set whose sections are entered at the same position, at once."""
    rule: dict[str, Any] = {"from": "any", "to": "any", "from_time": "immediate", "to_time": "same_position"}
    plain = conductor.stage.manifest.model_dump(by_alias=True) | {"transitions": [rule]}
    plain["sections"]["exploration"]["progression"] = ["Dm9", "G7 Am7"]
    loaded = LoadedSet(StemSet.model_validate(plain), Path(), "0")
    return lambda: Rehearsal(Conductor.of(loaded, default_table()))


def test_bar_and_beat_go_on_at_the_same_position(keeping: Callable[[], Rehearsal]) -> None:
    played = keeping().say(6.6, Cue("section", "exploration", "now")).to(12)
    before, change = (e for e in played.heard(Section))
    assert change.act.target_tick == change.tick - before.tick
    assert change.section_bar == change.bar == 2
    beats = [(e.bar, e.beat) for e in played.heard(Beat)]
    assert beats == sorted(set(beats))


@pytest.mark.parametrize(("at", "chord"), [(5.0, "G7"), (6.9, "Am7")])
def test_the_chord_of_a_bar_entered_late_is_told_at_the_entry(
    keeping: Callable[[], Rehearsal], at: float, chord: str
) -> None:
    played = keeping().say(at, Cue("section", "exploration", "now")).to(12)
    entry = played.heard(Section)[1].frame
    assert frames(at) < entry < frames(at + 0.3)
    assert [e.act.chord for e in played.heard(Chord) if e.frame == entry] == [chord]
