"""Chance: the same arguments give the same draw, everywhere and for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.chance import bits, pick, uniform


def test_draws_are_fixed_for_ever() -> None:
    assert bits(7, "melody", 3) == 5973137609641521890
    assert uniform(7, "melody", 3) == 0.3238044386464105


@given(st.integers(0, 2**62), st.text(max_size=20), st.integers(-10, 10_000), st.integers(0, 9))
def test_a_draw_lies_in_its_range_and_depends_on_everything(seed: int, purpose: str, bar: int, attempt: int) -> None:
    assert 0.0 <= uniform(seed, purpose, bar, attempt) < 1.0
    assert bits(seed, purpose, bar, attempt) != bits(seed, purpose, bar, attempt + 1)
    assert bits(seed, purpose, bar, attempt) != bits(seed, purpose, bar + 1, attempt)
    assert bits(seed, purpose, bar, attempt) != bits(seed + 1, purpose, bar, attempt)


def test_picks_follow_their_weights() -> None:
    drawn = [pick([1.0, 0.0, 3.0], 1, "take", bar) for bar in range(2_000)]
    assert 1 not in drawn
    assert 0.70 < drawn.count(2) / len(drawn) < 0.80


def test_nothing_can_be_picked_from_nothing() -> None:
    with pytest.raises(ValueError, match="positive weight"):
        pick([0.0, -1.0], 1, "take", 1)
