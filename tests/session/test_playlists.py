"""Playlists go on by themselves; what is sustained goes on until it is released."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ways import entries, part, rehearsal, told, why

from affekt.arrange.manifest import Playlist
from affekt.core.inputs import Cue, Param, Restore
from affekt.core.score import Layer, Section
from affekt.session.playlist import draw

PARTS = {name: part(1) for name in ("a", "b", "c")}


def listed(items="abc", *, each=None, **words):
    return {"walk": {"items": [{"section": name, **(each or {})} for name in items], **words}}


def names(played):
    return [name for name, _ in told(played)]


def test_a_sequence_is_asked_for_by_its_name_and_goes_round():
    played = rehearsal(sections=PARTS, playlists=listed()).say(0.5, Cue("section", "walk")).to(16)
    assert told(played)[:6] == [("here", 0.0), ("a", 2.0), ("b", 4.0), ("c", 6.0), ("a", 8.0), ("b", 10.0)]
    assert "b is next in walk (sequence)" in why(played, "b")


def test_a_playlist_may_be_the_beginning_and_what_follows_a_section():
    assert names(rehearsal(sections=PARTS, playlists=listed(), start="walk").to(7))[:3] == ["a", "b", "c"]
    first = {**PARTS, "here": part(1, loops={"most": 1, "then": "walk"})}
    assert names(rehearsal(sections=first, playlists=listed()).to(7))[:3] == ["here", "a", "b"]


def test_after_its_rounds_a_playlist_goes_on_or_ends_the_music():
    on = listed("ab", repeat=2, then="there")
    assert names(rehearsal(sections=PARTS, playlists=on, start="walk").to(12)) == ["a", "b", "a", "b", "there"]
    off = listed("ab", repeat=1)
    assert names(rehearsal(sections=PARTS, playlists=off, start="walk").to(12)) == ["a", "b", "stop"]


def test_items_are_played_as_often_as_they_say():
    played = rehearsal(sections=PARTS, playlists=listed("ab", each={"loops": 2}), start="walk").to(13)
    assert told(played) == [("a", 0.0), ("b", 4.0), ("a", 8.0), ("b", 12.0)]


def test_a_playlist_that_was_left_goes_on_with_its_next_item():
    played = rehearsal(sections=PARTS, playlists=listed(), start="walk").say(2.3, Cue("section", "there"))
    played.say(7, Cue("section", "walk")).to(12)
    assert names(played)[:4] == ["a", "b", "there", "c"]


def test_from_a_section_that_plays_once_the_way_leads_back_into_the_playlist():
    played = rehearsal(sections=PARTS, playlists=listed(), start="walk").say(0.5, Cue("section", "cheer")).to(10)
    assert names(played)[:4] == ["a", "cheer", "b", "c"]
    held = [{"from": "a", "to": "cheer", "from_time": "next_beat", "hold_previous": True}]
    longer = {**PARTS, "a": part(4)}
    played = rehearsal(held, sections=longer, playlists=listed(), start="walk")
    played.say(3, Cue("section", "cheer")).to(18)
    assert entries(played)[:4] == [("a", 1), ("cheer", 1), ("a", 3), ("b", 1)]


def test_an_item_that_is_sustained_goes_on_until_it_is_released():
    lists = {"walk": {"items": [{"section": "a", "sustain": True}, {"section": "b"}]}}
    played = rehearsal(sections=PARTS, playlists=lists, start="walk").to(9)
    assert names(played) == ["a"]
    played.say(9.5, Cue("release", "walk")).to(14)
    assert told(played)[1] == ("b", 10.0)
    assert "it was released" in why(played, "b")
    assert played.notices == []


def test_a_region_is_sustained_until_the_section_is_released():
    region = {"here": part(6, sustain=[2, 3])}
    played = rehearsal(sections=region).to(11)
    assert entries(played) == [("here", 1), ("here", 2), ("here", 2)]
    assert [e.frame / 48_000 - 0.25 for e in played.heard(Section)] == [0.0, 6.0, 10.0]
    layers = [e for e in played.heard(Layer) if e.why.rule == "sustain"]
    assert {(e.act.layer, e.frame) for e in layers} == {("bed", e.frame) for e in played.heard(Section)[1:]}
    played.say(11.5, Cue("release", "here")).to(24)
    assert len(entries(played)) == 3  # it plays on to its end and loops
    assert played.state.timeline.now.iteration >= 0


def test_what_waits_for_the_end_waits_until_the_region_is_released():
    rules = [{"from": "here", "to": "there", "from_time": "exit_cue"}]
    played = rehearsal(rules, sections={"here": part(6, sustain=[2, 3], exit_every_bars=5)})
    played.say(3, Cue("section", "there")).to(13)
    assert [name for name, _ in told(played)] == ["here", "here", "here"]
    played.say(13.1, Cue("release", "here")).to(24)
    assert told(played)[-1] == ("there", 18.0)


def test_a_deadline_does_not_wait_for_a_release():
    rules = [{"from": "here", "to": "there", "from_time": "end", "within_ms": 60000}]
    played = rehearsal(rules, sections={"here": part(6, sustain=[2, 3])})
    played.say(3, Cue("section", "there", "end", within_ms=20000)).to(13)
    assert told(played)[1] == ("there", 4.0)


def test_to_release_what_is_not_sustained_is_told():
    played = rehearsal().say(1, Cue("release", "here")).say(1.5, Cue("release", "nothing")).to(3)
    assert played.notices == [f"nothing that sounds is sustained under '{name}'" for name in ("here", "nothing")]


def test_the_tempo_that_is_held_goes_on_when_a_region_comes_round():
    played = rehearsal(sections={"here": part(6, sustain=[2, 3])}).say(0, Param("tempo", 126.0)).to(14)
    rounds = played.heard(Section)[1:]
    assert len(rounds) >= 2
    assert rounds[-1].act.bpm == pytest.approx(126.0)


SHUFFLED = st.sampled_from(["sequence", "shuffle", "weighted"])


def drawn(playlist, seed, count):
    heard = []
    for n in range(count):
        heard.append(draw(playlist, "walk", seed, n, tuple(heard)))
    return heard


@given(SHUFFLED, st.integers(0, 2**32), st.integers(1, 9), st.integers(0, 8), st.data())
def test_no_item_comes_back_too_soon_while_there_are_others(order, seed, count, avoid, data):
    weights = data.draw(st.lists(st.floats(0, 5), min_size=count, max_size=count))
    items = [{"section": "a", "weight": weight} for weight in weights]
    playlist = Playlist.model_validate({"items": items, "order": order, "avoid_last": avoid})
    heard = drawn(playlist, seed, 4 * count)
    assert heard == drawn(playlist, seed, 4 * count)
    if order == "sequence":
        assert heard == [n % count for n in range(4 * count)]
    if order == "shuffle":
        assert all(sorted(heard[n : n + count]) == list(range(count)) for n in range(0, 4 * count, count))
    if order == "weighted" and any(weights):
        assert all(weights[index] > 0 for index in heard)
    choices = count if order == "shuffle" else sum(w > 0 for w in weights) or count
    if order != "sequence" and avoid and choices > 1:
        assert all(one != other for one, other in pairwise(heard))


def test_a_snapshot_goes_on_in_its_playlist_and_behind_its_filler():
    played = rehearsal(sections=PARTS, playlists=listed(each={"loops": 2}), start="walk").to(5)
    text = played.conductor.snapshot(played.state)
    back = rehearsal(sections=PARTS, playlists=listed(each={"loops": 2})).say(1, Restore(text)).to(8)
    assert names(back)[:3] == ["here", "b", "c"]
    rules = [{"from": "here", "to": "there", "filler": "bridge"}]
    filling = rehearsal(rules).say(1, Cue("section", "there")).to(3.5)
    back = rehearsal(rules).say(1, Restore(filling.conductor.snapshot(filling.state))).to(8)
    assert names(back) == ["here", "bridge", "there"]
