"""Which rule, which alternate, which take: the same answer every time, whatever the order of lines."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.arrange.manifest import StemSet, Take, Transition
from affekt.arrange.transitions import (
    DEFAULT,
    next_section,
    pick_take,
    rule_for,
    rule_name,
    specificity,
)

NAMES = ("calm", "combat", "victory")


def make(rules=(), alternates=()):
    section = {"bars": 8, "tempo": 100, "layers": {"bed": {"takes": [{"file": "bed.ogg"}]}}}
    return StemSet.model_validate(
        {
            "format": 1,
            "name": "little",
            "start": "calm",
            "layers": {"bed": {"role": "bed"}},
            "sections": dict.fromkeys(NAMES, section)
            | {"calm": {**section, "alternates": [{"section": s, "weight": w} for s, w in alternates]}},
            "transitions": [dict(zip(("from", "to", "fade_beats"), rule, strict=True)) for rule in rules],
        }
    )


words = st.sampled_from((*NAMES, "any"))
rule_lists = st.lists(st.tuples(words, words, st.sampled_from((1.0, 2.0, 4.0))), max_size=8)


def test_the_most_specific_rule_wins():
    every = [("any", "any", 1), ("calm", "any", 2), ("any", "combat", 3), ("calm", "combat", 4)]
    for count in range(1, 5):
        assert rule_for(make(every[:count]), "calm", "combat").fade_beats == count
    assert rule_for(make(every), "victory", "combat").fade_beats == 3
    assert rule_for(make(every), "calm", "victory").fade_beats == 2
    assert rule_for(make(every), "victory", "calm").fade_beats == 1


def test_without_a_rule_the_default_holds():
    rule = rule_for(make([("combat", "calm", 4)]), "calm", "combat")
    assert rule is DEFAULT
    assert rule_name(rule) == "transition:default"
    assert (rule.from_time, rule.to_time, rule.fade, rule.fade_beats) == ("next_bar", "start", "out", 0.25)


def test_a_rule_is_named_by_its_ends():
    assert rule_name(Transition.model_validate({"to": "combat"})) == "transition:any>combat"


@given(rule_lists, st.randoms(use_true_random=False), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_order_of_lines_decides_nothing(rules, order, source, target):
    shuffled = list(rules)
    order.shuffle(shuffled)
    assert rule_for(make(rules), source, target) == rule_for(make(shuffled), source, target)


@given(rule_lists, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_no_rule_that_fits_is_more_specific_than_the_one_taken(rules, source, target):
    manifest = make(rules)
    rule = rule_for(manifest, source, target)
    assert rule.source in (source, "any")
    assert rule.target in (target, "any")
    fits = [r for r in manifest.transitions if r.source in (source, "any") and r.target in (target, "any")]
    assert all(specificity(r) <= specificity(rule) for r in fits)
    assert bool(fits) == (rule is not DEFAULT)


def test_a_section_without_alternates_is_itself():
    manifest = make()
    assert next_section(manifest, "combat", 7, 1, "combat") == "combat"


@given(st.integers(0, 2**32), st.integers(1, 500))
def test_alternates_never_repeat_at_once(seed, bar):
    manifest = make(alternates=[("victory", 1.0), ("combat", 3.0)])
    for last in NAMES:
        assert next_section(manifest, "calm", seed, bar, last) != last


def test_alternates_are_drawn_by_weight():
    manifest = make(alternates=[("victory", 1.0), ("combat", 2.0)])
    drawn = Counter(next_section(manifest, "calm", 3, bar, "") for bar in range(4000))
    assert drawn["combat"] / 4000 == pytest.approx(0.5, abs=0.03)
    assert drawn["calm"] / 4000 == pytest.approx(0.25, abs=0.03)


@given(st.integers(0, 2**32), st.integers(1, 500), st.randoms(use_true_random=False))
def test_alternates_do_not_depend_on_the_order_of_lines(seed, bar, order):
    alternates = [("victory", 1.0), ("combat", 3.0)]
    first = next_section(make(alternates=alternates), "calm", seed, bar, "")
    order.shuffle(alternates)
    assert next_section(make(alternates=alternates), "calm", seed, bar, "") == first


TAKES = [Take(file="a.ogg", name="a"), Take(file="b.ogg", name="b", weight=3), Take(file="c.ogg", name="c")]


@given(st.integers(0, 2**32), st.integers(1, 500), st.lists(st.sampled_from("abc"), max_size=4), st.integers(0, 4))
def test_takes_heard_lately_are_avoided_as_far_as_there_are_others(seed, bar, recent, avoid):
    take = pick_take(TAKES, seed, "combat.theme", bar, recent, avoid)
    newest = recent[-avoid:] if avoid else []
    if len(set(newest)) < len(TAKES):
        assert take not in newest
    else:
        assert take != recent[-1]


def test_a_take_of_weight_zero_is_heard_only_where_it_is_alone():
    silent = Take(file="a.ogg", name="a", weight=0)
    assert pick_take([silent], 1, "x", 1) == "a"
    assert {pick_take([silent, TAKES[1]], 1, "x", bar, ["b"]) for bar in range(50)} == {"b"}


def test_no_takes_is_an_error():
    with pytest.raises(ValueError, match="positive weight"):
        pick_take([], 1, "x", 1)
