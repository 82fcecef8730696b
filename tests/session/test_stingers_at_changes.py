"""Stingers near a change of section: they come together with it, or give way to its own."""

from ways import part, rehearsal, stings, told

from affekt.core.inputs import Cue, GameEvent

SECTIONS = {"exploration": part(8), "combat": part(8)}


def test_a_stinger_less_than_a_beat_before_a_change_moves_to_its_downbeat():
    rules = [{"from": "here", "to": "there", "from_time": "grid", "grid_beats": 3.5}]
    played = rehearsal(rules).say(0.8, Cue("stinger", "hit", "next_beat")).say(0.85, Cue("section", "there")).to(5)
    assert told(played)[1] == ("there", 1.75)
    assert stings(played) == [("hit", 1.0)]  # more than a beat before
    near = rehearsal(rules).say(1.3, Cue("stinger", "hit", "next_beat")).say(1.35, Cue("section", "there")).to(5)
    assert stings(near) == [("hit", 1.75)]
    assert any("moved to the downbeat of there" in e.why.text for e in near.events)


def test_the_order_of_asking_does_not_matter():
    rules = [{"from": "here", "to": "there", "from_time": "grid", "grid_beats": 3.5}]
    played = rehearsal(rules).say(1.3, Cue("section", "there")).say(1.35, Cue("stinger", "hit", "next_beat")).to(5)
    assert stings(played) == [("hit", 1.75)]


def test_where_the_change_has_a_stinger_of_its_own_the_other_is_dropped_and_that_is_told():
    rules = [{"from": "here", "to": "there", "from_time": "grid", "grid_beats": 3.5}]
    played = rehearsal(rules).say(1.2, Cue("stinger", "hit", "next_beat")).say(1.3, Cue("section", "there"))
    played.say(1.35, Cue("stinger", "spark", "next_beat")).to(5)
    assert stings(played) == [("hit", 1.75)]
    (text,) = played.notices
    assert "'spark' is dropped" in text


def test_a_stinger_at_the_change_itself_stays_there():
    played = rehearsal().say(1.3, Cue("stinger", "hit", "next_bar")).say(1.35, Cue("section", "there")).to(5)
    assert stings(played) == [("hit", 2.0)]
    assert not any("moved" in e.why.text for e in played.events)


def test_an_event_that_brings_its_own_stinger_keeps_it():
    played = rehearsal(sections=SECTIONS, start="exploration").say(1, GameEvent("combat_start", 0.9)).to(4)
    assert [name for name, _ in stings(played)] == ["hit"]
