"""A set that is edited while it plays: new levels from the next bar, new shapes from the next entry, and no stumble."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue, GameEvent, GameState, NewSet, Param, Transport
from affekt.core.score import Beat, Layer, Section, Stinger
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

Plain = dict[str, Any]
Bend = Callable[[Plain], None]


Edit = Callable[..., Rehearsal]


@pytest.fixture(scope="module")
def edit(conductor: Conductor) -> Edit:
    """Edits the rehearsal set at a time, as a live session would hear of it."""

    def at(played: Rehearsal, seconds: float, bend: Bend, *, same_recordings: bool = True) -> Rehearsal:
        plain = conductor.stage.manifest.model_dump(by_alias=True)
        bend(plain)
        new = Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "1"), default_table())
        played.to(seconds)
        played.conductor = played.conductor.toward(new, same_recordings=same_recordings)
        return played.say(seconds, NewSet("1"))

    return at


def sections(played: Rehearsal) -> list[tuple[str, float]]:
    return [(e.act.section, round(e.frame / 48_000, 3)) for e in played.heard(Section)]


def levels(plain: Plain) -> None:
    plain["layers"]["bed"]["gain_db"] = -9


def faster(plain: Plain) -> None:
    plain["sections"]["calm"]["tempo"] = 120


def no_calm(plain: Plain) -> None:
    del plain["sections"]["calm"]
    plain["start"] = "exploration"


def test_a_new_level_holds_from_the_next_bar_line_and_nothing_else_moves(rehearse: Any, edit: Edit):
    played = edit(rehearse(), 5.0, levels).to(20)
    moved = [e for e in played.heard(Layer) if e.act.layer == "bed" and e.frame > 48_000]
    assert moved[0].act.gain_db < -8
    assert moved[0].beat == 1.0
    assert moved[0].frame == 12_000 + 2 * 4 * 48_000
    assert sections(played) == sections(rehearse(until=20))
    beats = [e.frame for e in played.heard(Beat)]
    assert beats == [e.frame for e in rehearse(until=20).heard(Beat)]
    assert played.conductor.coming is None
    assert played.conductor.stage.loaded.sha256 == "1"


def test_a_new_tempo_waits_until_the_body_comes_round(rehearse: Any, edit: Edit):
    played = edit(rehearse(), 5.0, faster).to(30)
    assert sections(played) == [("calm", 0.25), ("calm", 16.25)]
    again = next(e for e in played.heard(Section) if e.frame > 48_000)
    assert again.why.rule == "set.changed"
    beats = [e.frame / 48_000 for e in played.heard(Beat)]
    assert {round(b - a, 6) for a, b in pairwise(beats) if b <= 16.25} == {1.0}
    assert {round(b - a, 6) for a, b in pairwise(beats) if a >= 16.25} == {0.5}


def test_a_change_that_is_asked_for_goes_to_the_new_set_at_once(rehearse: Any, edit: Edit):
    played = edit(rehearse(), 5.0, lambda plain: plain["sections"]["combat"].update(tempo=150))
    played.say(6.0, Cue("section", "combat", "next_bar")).to(14)
    assert sections(played)[1] == ("combat", 8.25)
    beats = [e.frame / 48_000 for e in played.heard(Beat) if e.frame >= 8.25 * 48_000]
    assert round(beats[1] - beats[0], 6) == 0.4


def test_another_recording_is_entered_anew_though_the_manifest_says_the_same(rehearse: Any, edit: Edit):
    played = edit(rehearse(), 5.0, lambda _plain: None, same_recordings=False).to(20)
    assert sections(played) == [("calm", 0.25), ("calm", 16.25)]


def test_a_section_that_is_gone_plays_to_its_end_and_the_set_begins_where_it_begins_now(rehearse: Any, edit: Edit):
    played = edit(rehearse(), 5.0, no_calm).to(25)
    assert sections(played) == [("calm", 0.25), ("exploration", 16.25)]
    played.say(25.0, Cue("section", "calm", "now")).to(26)
    assert "no section 'calm'" in played.notices[-1]


def test_before_the_first_note_and_after_the_last_it_is_taken_at_once(rehearse: Any, edit: Edit):
    assert sections(edit(rehearse(), 0.01, no_calm).to(2)) == [("exploration", 0.25)]


def test_what_was_asked_for_and_is_no_more_is_told(rehearse: Any, edit: Edit):
    played = rehearse().say(5.0, Cue("section", "victory", "end"))
    edit(played, 6.0, lambda plain: plain["sections"].pop("victory")).to(20)
    assert sections(played) == [("calm", 0.25), ("calm", 16.25)]
    assert "the new set has no victory" in played.heard(Section)[-1].why.text


def test_what_a_renderer_goes_on_from_is_whole_at_every_moment_of_an_edit(rehearse: Any, edit: Edit):
    played = edit(rehearse(), 15.9, no_calm)
    for step in range(40):
        played.to(15.95 + step * 0.02)
        for ahead in (0, 4_800, 24_000):
            state = played.conductor.render_state(played.state, played.state.frame + ahead)
            assert state.section in ("calm", "exploration")


BENDS: list[Bend] = [
    levels,
    faster,
    no_calm,
    lambda plain: plain["layers"].pop("theme") and [s["layers"].pop("theme") for s in plain["sections"].values()],
    lambda plain: plain["stingers"].pop("hit"),
    lambda plain: plain["params"].clear(),
    lambda plain: plain["voices"].clear(),
    lambda plain: plain["sections"]["combat"].update(bars=3),
    lambda plain: plain["sections"]["calm"].update(metre="3/4", sustain=[1, 2]),
    lambda plain: plain["transitions"].clear(),
]
SAID = [
    Cue("section", "combat", "next_beat"), Cue("section", "victory", "end"), Cue("stinger", "hit", "next_bar"),
    GameEvent("enemy_spotted", 1.0), GameEvent("explore"), GameState((("speed", 0.7), ("threat", 0.9))),
    Param("tempo", 100.0), Cue("section", "tension", "now"),
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    script=st.lists(
        st.tuples(st.floats(0.01, 3.0), st.sampled_from(SAID) | st.integers(0, len(BENDS) - 1), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_edited_whenever_beats_go_on_and_nothing_fails(
    conductor: Conductor, edit: Edit, script: list[tuple[float, Any, bool]]
):
    played, at = Rehearsal(conductor), 0.0
    for wait, what, same in script:
        at = round(at + wait, 2)
        if isinstance(what, int):
            edit(played, at, BENDS[what], same_recordings=same)
        else:
            played.say(at, what)
        played.conductor.render_state(played.state, played.state.frame)
    played.to(at + 30)  # Longer than the longest body, 21.3 s, at the slowest tempo.
    assert played.conductor.coming is None or played.conductor.stage.sections["calm"].section.sustain
    starts = [e.frame for e in played.events if isinstance(e.act, Section | Beat | Layer)]
    assert played.state.mix.stopped or max(starts) > (at + 15) * 48_000
    assert all(event.frame >= event.decided_frame for event in played.heard(Stinger))


@pytest.mark.parametrize("bend", [levels, faster])
def test_a_paused_piece_goes_over_when_it_goes_on(rehearse: Any, edit: Edit, bend: Bend):
    played = rehearse().say(3.0, Transport("pause"))
    edit(played, 4.0, bend).to(10)
    assert played.conductor.coming is not None
    played.say(10.0, Transport("resume")).to(40)
    assert played.conductor.coming is None
