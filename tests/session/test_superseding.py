"""Who gives way to whom: the table of strengths, wish by wish."""

import pytest
from ways import part, rehearsal, told

from affekt.core.inputs import Cue, GameEvent, GameState, Transport

SECTIONS = {"tension": part(8), "home": part(2, once=True), "here": part(8, ending="home")}
EVENT, CUE, STOP = GameEvent("danger"), Cue("section", "there"), Transport("stop")
"""The event asks for `tension` at the next bar."""


@pytest.mark.parametrize(
    ("first", "second", "played"),
    [
        (EVENT, CUE, "there"),
        (CUE, EVENT, "there"),
        (CUE, Cue("section", "bridge"), "bridge"),
        (EVENT, STOP, "home"),
        (CUE, STOP, "home"),
        (STOP, EVENT, "home"),
        (STOP, CUE, "home"),
    ],
)
def test_a_weaker_wish_never_replaces_a_stronger_one_that_waits_and_an_equal_one_does(first, second, played):
    heard = rehearsal(sections=SECTIONS).say(1, first).say(1.2, second).to(6)
    assert told(heard)[1] == (played, 2.0)
    assert len(told(heard)) <= 3


def test_the_same_place_asked_for_again_comes_at_the_earlier_of_the_two():
    sooner = rehearsal().say(0.9, CUE).say(1.0, Cue("section", "there", "next_beat")).to(6)
    later = rehearsal().say(0.9, Cue("section", "there", "next_beat")).say(1.0, CUE).to(6)
    assert told(sooner) == told(later) == [("here", 0.0), ("there", 1.0)]


def test_to_ask_for_what_plays_takes_back_a_change_that_waits_unless_that_is_stronger():
    back = rehearsal(sections=SECTIONS).say(0.5, EVENT).say(0.8, Cue("section", "here")).to(6)
    assert told(back) == [("here", 0.0)]
    held = {**SECTIONS, "exploration": part(8, ending="home")}
    kept = rehearsal(sections=held, start="exploration").say(0.5, CUE).say(0.8, GameEvent("explore")).to(6)
    assert told(kept)[1] == ("there", 2.0)


def test_while_the_ending_plays_only_an_explicit_cue_goes_on():
    ending = rehearsal(sections=SECTIONS).say(1, STOP)
    assert [name for name, _ in told(ending.say(3, EVENT).to(8))] == ["here", "home", "stop"]
    cued = rehearsal(sections=SECTIONS).say(1, STOP).say(3, CUE).to(8)
    assert [name for name, _ in told(cued)] == ["here", "home", "there"]


def test_a_stop_without_an_ending_forgets_what_waits():
    heard = rehearsal().say(0.5, CUE).say(0.8, Transport("stop", 0.1)).to(6)
    assert [name for name, _ in told(heard)] == ["here", "stop"]


def test_a_filler_leads_on_against_weaker_wishes():
    rules = [{"from": "here", "to": "there", "filler": "bridge"}]
    heard = rehearsal(rules, sections=SECTIONS).say(1, CUE).say(2.5, EVENT).to(8)
    assert [name for name, _ in told(heard)] == ["here", "bridge", "there"]
    turned = rehearsal(rules, sections=SECTIONS).say(1, CUE).say(2.2, Cue("section", "tension", "next_beat")).to(8)
    assert [name for name, _ in told(turned)] == ["here", "bridge", "tension"]
    again = rehearsal(rules, sections=SECTIONS).say(1, CUE).say(2.2, Cue("section", "there", "now")).to(8)
    assert told(again) == [("here", 0.0), ("bridge", 2.0), ("there", 4.0)]


def test_a_rule_of_the_scene_waits_for_everything_else():
    quiet = rehearsal(
        sections={"combat": part(8), "aftermath": part(2, once=True), "exploration": part(8)}, start="combat"
    )
    for second in range(1, 30):
        quiet.say(second, GameState((("threat", 0.1),)))
    assert [name for name, _ in told(quiet)][:2] == ["combat", "aftermath"]
