from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt import field
from affekt.core.feeling import Affect
from affekt.core.field import Field

feelings = st.builds(
    Affect, st.floats(-1, 1), st.floats(0, 1), st.floats(-1, 1), st.floats(0.01, 0.5), st.floats(0.01, 0.3),
    st.floats(0.01, 0.5),
)  # fmt: skip
fields = st.lists(st.tuples(feelings, st.floats(0, 5)), max_size=6).map(
    lambda people: reduce(lambda f, person: field.add(f, *person), people, Field())
)


def plain(f: Field) -> tuple[float, float, float, float]:
    return f.weight, f.valence, f.arousal, f.dominance


@given(fields, fields)
def test_merging_commutes(one, other):
    assert field.merge(one, other) == field.merge(other, one)


@given(fields, fields, fields)
def test_merging_is_associative(a, b, c):
    left, right = field.merge(field.merge(a, b), c), field.merge(a, field.merge(b, c))
    assert plain(left) == pytest.approx(plain(right), abs=1e-9)


@given(fields)
def test_an_empty_field_changes_nothing(one):
    assert field.merge(one, Field()) == one


@given(fields, fields, st.floats(0, 1))
def test_scaling_goes_over_merging(a, b, share):
    left = field.scale(field.merge(a, b), share)
    right = field.merge(field.scale(a, share), field.scale(b, share))
    assert plain(left) == pytest.approx(plain(right), abs=1e-9)


@given(fields)
def test_the_collective_feeling_is_a_feeling(one):
    now = field.read(one)
    assert -1 <= now.valence <= 1
    assert 0 <= now.arousal <= 1
    assert 0 < now.sigma_v <= 0.5


def test_two_who_disagree_meet_in_the_middle_and_the_surer_one_counts_more():
    glad, sad = Affect(0.8, 0.5, sigma_v=0.1), Affect(-0.8, 0.5, sigma_v=0.1)
    assert field.read(field.merge(field.of(glad), field.of(sad))).valence == pytest.approx(0.0)
    unsure = Affect(-0.8, 0.5, sigma_v=0.5)
    assert field.read(field.merge(field.of(glad), field.of(unsure))).valence > 0.3


def test_nobody_at_all_is_neutral_and_in_full_doubt():
    assert field.read(Field()) == Affect()
