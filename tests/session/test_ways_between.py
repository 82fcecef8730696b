"""Where a section is left and where the next is entered: every word, its place and its reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ways import entries, part, rehearsal, told, why

from affekt.core.inputs import Cue, GameEvent
from affekt.core.score import Section
from affekt.core.units import HORIZON, frames


def rule(**words):
    return {"from": "here", "to": "there", **words}


MARKED = {"here": part(8, markers=[{"bar": 3, "name": "turn"}, {"bar": 5, "beat": 3, "name": "fall"}])}
CUED = {"here": part(8, exit_cues=[{"bar": 2, "beat": 3, "tail_beats": 2}], exit_every_bars=3)}


@pytest.mark.parametrize(
    ("words", "sections", "asked", "left"),
    [
        ({"from_time": "next_marker"}, MARKED, 1.0, 4.0),
        ({"from_time": "next_marker"}, MARKED, 5.0, 9.0),
        ({"from_time": "next_marker"}, MARKED, 10.0, 16.0),
        ({"from_time": "exit_cue"}, CUED, 1.0, 3.0),
        ({"from_time": "exit_cue"}, CUED, 4.0, 6.0),
        ({"from_time": "exit_cue"}, CUED, 13.0, 16.0),
        ({"from_time": "grid", "grid_beats": 3}, {}, 2.0, 3.0),
        ({"from_time": "grid", "grid_beats": 2.5}, {}, 2.0, 2.5),
        ({"from_time": "grid", "grid_beats": 24}, {}, 13.0, 16.0),
    ],
)
def test_a_section_is_left_at_the_place_that_the_rule_names(words, sections, asked, left):
    played = rehearsal([rule(**words)], sections=sections).say(asked, Cue("section", "there")).to(18)
    assert told(played)[1] == ("there", left)
    assert words["from_time"].replace("_", " ") in why(played, "there")


def test_a_cue_that_says_its_place_outright_does_not_wait_for_a_marker():
    played = rehearsal([rule(from_time="next_marker")], sections=MARKED).say(1, Cue("section", "there", "next_beat"))
    assert told(played.to(9))[1] == ("there", 1.0)


def test_a_section_that_was_left_is_entered_in_the_bar_where_it_was_left():
    rules = [{"from": "there", "to": "here", "to_time": "previous_position"}, rule(from_time="next_beat")]
    played = rehearsal(rules).say(5.4, Cue("section", "there", "next_beat"))
    played.say(9, Cue("section", "here")).to(14)
    assert entries(played) == [("here", 1), ("there", 1), ("here", 3)]
    assert "it was left in bar 3" in why(played, "here")


def test_entry_cues_take_turns_after_the_place_where_the_section_was_left():
    cues = [{"bar": 3}, {"bar": 5, "name": "turn"}, {"bar": 7}]
    rules = [rule(to_time="entry_cue")]
    played = rehearsal(rules, sections={"there": part(8, entry_cues=cues)})
    for start in (1, 13, 25):
        played.say(start, Cue("section", "there")).say(start + 6, Cue("section", "here"))
    assert [bar for name, bar in entries(played.to(30)) if name == "there"] == [3, 7, 3]
    assert "entry cue in bar 3" in why(played, "there")


def test_an_entry_cue_on_the_beat_of_the_bar_goes_before_the_others():
    cues = [{"bar": 2}, {"bar": 3, "beat": 3}]
    rules = [rule(from_time="next_beat", to_time="entry_cue")]
    played = rehearsal(rules, sections={"there": part(8, entry_cues=cues)}).say(
        2.9, Cue("section", "there", "next_beat")
    )
    change = played.to(6).heard(Section)[1]
    assert (change.beat, change.act.target_tick) == (3.0, 2 * 3840 + 2 * 960)


def test_the_equivalent_beat_keeps_bar_and_beat_and_the_tempo_that_sounds():
    sections = {"there": part(3, tempo=110, tempo_range=[100, 130]), "far": part(8, tempo=60)}
    rules = [{"to_time": "equivalent_beat", "from_time": "next_beat"}]
    played = rehearsal(rules, sections=sections).say(8.9, Cue("section", "there", "next_beat")).to(12)
    change = played.heard(Section)[1]
    assert (change.bar, change.beat) == (5, 3.0)
    assert change.act.target_tick == 1 * 3840 + 2 * 960  # bar 5 of 8 is bar 2 of 3
    assert "the equivalent beat is bar 2, beat 3" in why(played, "there")


def test_a_filler_is_played_once_in_between():
    played = rehearsal([rule(filler="bridge")]).say(1, Cue("section", "there")).to(8)
    assert told(played) == [("here", 0.0), ("bridge", 2.0), ("there", 4.0)]
    assert "through bridge" in why(played, "bridge")
    assert "bridge has been played" in why(played, "there")
    assert played.state.scene.came_from == "here"


def test_through_a_filler_the_position_counts_from_where_the_section_was_left():
    played = rehearsal([rule(filler="bridge", to_time="same_position")]).say(3, Cue("section", "there")).to(10)
    assert entries(played) == [("here", 1), ("bridge", 1), ("there", 3)]


def test_who_is_wanted_back_while_the_filler_plays_comes_back():
    rules = [rule(filler="bridge", hold_previous=True)]
    played = rehearsal(rules).say(1, Cue("section", "there")).say(2.5, Cue("section", "here", "next_beat")).to(8)
    assert [name for name, _ in told(played)] == ["here", "bridge", "here"]


def test_what_was_held_is_resumed_when_the_way_leads_back():
    rules = [{"from": "here", "to": "cheer", "hold_previous": True}]
    played = rehearsal(rules).say(5, Cue("section", "cheer")).to(12)
    assert entries(played) == [("here", 1), ("cheer", 1), ("here", 4)]
    assert "it was held and resumes in its bar 4" in why(played, "here")
    assert entries(rehearsal().say(5, Cue("section", "cheer")).to(12))[-1] == ("here", 1)


def test_an_event_that_leads_back_at_once_resumes_without_a_second_stinger():
    sections = {"combat": part(8), "exploration": part(8)}
    played = rehearsal(sections=sections, start="exploration")
    played.say(1, GameEvent("combat_start", 0.8)).say(8, Cue("section", "exploration"))
    played.say(14, GameEvent("combat_start", 0.8)).to(18)
    assert entries(played)[-1] == ("combat", 5)
    assert "it resumes in its bar 5" in why(played, "combat")
    assert [name for name, _ in told(played)] == ["exploration", "combat", "exploration", "combat"]
    assert len([e for e in played.events if type(e.act).__name__ == "Stinger"]) == 1
    late = rehearsal(sections=sections, start="exploration")
    late.say(1, GameEvent("combat_start", 0.8)).say(8, Cue("section", "exploration"))
    late.say(35, GameEvent("combat_start", 0.8)).to(40)
    assert entries(late)[-1] == ("combat", 1)


WORDS = st.sampled_from(["immediate", "next_beat", "next_bar", "end", "next_marker", "exit_cue", "grid"])
ARRIVALS = st.sampled_from(["start", "same_position", "previous_position", "entry_cue", "equivalent_beat"])


@settings(max_examples=60, deadline=None)
@given(
    WORDS, ARRIVALS, st.integers(4800, 20 * 48_000), st.sampled_from([0, 210, 300, 600, 1500, 4000]),
    st.sampled_from([0.5, 1.0, 1.5, 3.0, 7.0]), st.sampled_from(["", "bridge"]), st.sampled_from([87.0, 120.0, 141.3]),
)  # fmt: skip
def test_a_change_lands_on_its_grid_never_before_the_horizon_and_within_its_deadline(
    word, arrival, at, within, grid, filler, tempo
):
    here = part(8, tempo, markers=MARKED["here"]["markers"], exit_cues=[{"bar": 2, "beat": 3}], exit_every_bars=2)
    there = part(5, 100, entry_cues=[{"bar": 2}, {"bar": 4, "beat": 2}])
    words = {"from_time": word, "to_time": arrival, "within_ms": within, "grid_beats": grid if word == "grid" else 0}
    rules = [{"from": "any", "to": "there", **words, **({"filler": filler} if filler else {})}]
    played = rehearsal(rules, sections={"here": here, "there": there})
    seconds = at / 48_000
    said = Cue("section", "there", within_ms=within) if word == "next_bar" else GameEvent("danger")
    if word != "next_bar":
        there_too = {"here": here, "tension": there}
        played = rehearsal([{**rules[0], "to": "tension"}], sections=there_too)
    played.say(seconds, said).to(seconds + 40)
    changes = played.heard(Section)
    first = changes[1]
    asked = frames(seconds)
    assert first.frame >= asked + HORIZON - 2400
    if within > 205:
        assert first.frame <= asked + within * 48
    inside = (first.tick - changes[0].tick) % (8 * 3840)
    steps = {"next_bar": 3840, "next_beat": 960, "end": 8 * 3840, "grid": 0, "next_marker": 0, "exit_cue": 0}
    step = steps.get(first.act.from_time, 1)
    if first.act.from_time == "grid":
        step = round(grid * 960)
    if step:
        assert inside % step == 0 or inside == 0
    if first.act.from_time == "next_marker":
        assert inside in (0, 2 * 3840, 4 * 3840 + 2 * 960)
    if first.act.from_time == "exit_cue":
        assert inside in (0, 3840 + 2 * 960, *range(0, 8 * 3840, 2 * 3840))
    goal = changes[2] if filler else first
    assert 0 <= goal.act.target_tick < 5 * 3840
    if filler:
        assert goal.tick - first.tick == 3840
