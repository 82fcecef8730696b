"""Stingers near a change of section: they come together with it, or give way to its own."""

from ways import part, rehearsal, stings, told

from affekt.core.inputs import Cue, GameEvent, Param, Result
from affekt.core.score import Key, Stinger

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


def pitched(**more):
    takes = [{"file": "a.ogg", "name": "a"}, {"file": "b.ogg", "name": "b", "key": "E"}]
    return {
        "chime": {"takes": takes, "pitched": True, "key": "C", "cooldown_s": 0, **more},
        "knock": {"takes": takes[:1]},
    }


def chime(key, at="next_beat", **more):
    """The chime's events where a section is in a key; takes are written in C and E."""
    played = rehearsal(sections={"here": part(8, key=key)}, stingers=pitched(**more))
    for n in range(6):
        played.say(1 + n, Cue("stinger", "chime", at))
    played.to(8)
    return [(e.act.name, e.act.take, e.why.text) for e in played.heard(Stinger)]


def test_a_pitched_stinger_sounds_in_the_take_of_the_sounding_key():
    for at in ("now", "next_beat"):
        assert {(name, take) for name, take, _ in chime("E", at)} == {("chime", "b")}
        assert {(name, take) for name, take, _ in chime("C", at)} == {("chime", "a")}
    assert "the takes in E" in chime("E")[0][2]


def test_where_no_take_is_in_key_the_set_s_stand_in_sounds_or_else_the_nearest():
    name, _, text = chime("F#", otherwise="knock")[0]
    assert name == "knock"
    assert "in the place of 'chime'" in text
    name, take, text = chime("F#")[0]
    assert (name, take) == ("chime", "b")
    assert "the nearest is 2 semitones away" in text


def test_a_pitched_stinger_moves_with_the_section_s_recordings_once_they_are_there():
    played = rehearsal(sections={"here": part(8, key="C")}, stingers=pitched()).say(0.5, Param("key", "D")).to(3)
    asked = next(e for e in played.heard(Key) if e.act.path == "live")
    assert "semitones away" in chimed(played, 3.1)
    played.say(3.5, Result(asked.id, "variants")).to(7)
    assert chimed(played, 7.1) == "chime was asked for; moved +2 semitones to D with the section"
    assert played.heard(Stinger)[-1].act.take == "a"


def chimed(played, at):
    played.say(at, Cue("stinger", "chime", "now"))
    return played.heard(Stinger)[-1].why.text
