"""A held key: what is likely to come is asked for before it comes, and begins in the recordings of its key."""

import pytest
from ways import part, rehearsal

from affekt.core.inputs import Cue, Param, Result
from affekt.core.score import Key
from affekt.session.keys import wanted_ahead


def ahead(played):
    return wanted_ahead(played.conductor.stage, played.state)


def test_nothing_is_wanted_ahead_while_no_key_is_held_or_nothing_sounds():
    assert ahead(rehearsal().to(3)) == []
    assert ahead(rehearsal().say(0.01, Param("key", "D"))) == []


def test_what_is_likely_to_come_is_wanted_three_sections_at_most_and_not_what_is_in_the_key():
    rules = [{"from": "here", "to": "there", "filler": "bridge"}, {"from": "any", "to": "cheer"}]
    more = {"far": part(2), "in_d": part(2, key="D"), "here": part(8, loops={"most": 9, "then": "in_d"})}
    played = rehearsal(rules, sections=more).say(1, Param("key", "D")).to(3)
    assert [(name, shift) for name, shift, _ in ahead(played)] == [("bridge", 2), ("there", 2), ("cheer", 2)]


def test_a_section_begins_in_the_recordings_that_were_made_ahead():
    played = rehearsal().say(1, Param("key", "D")).to(3)
    (said,) = [payload for name, _, payload in ahead(played) if name == "there"]
    played.say(4, Result(0, said)).to(5)
    assert "there" not in [name for name, _, _ in ahead(played)]
    played.say(5, Cue("section", "there", "next_bar")).to(9)
    assert [e.act.path for e in played.heard(Key)][-2:] == ["live", "variant"]


@pytest.mark.parametrize(
    "payload", ["variants:2:nowhere", "variants:x:there", "variants:", "variants", "other:2:there"]
)
def test_what_nobody_could_have_made_is_passed_over(payload: str):
    played = rehearsal().say(1, Param("key", "D")).say(2, Result(0, payload)).to(3)
    assert played.state.keying.ready == ()
