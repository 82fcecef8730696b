from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.feeling import Feeling
from affekt.mapping import Scene, tempo_share

COMBAT = Scene(section="combat", tempo=128.0, target=Feeling(-0.3, 0.8, 0.2))
"""At its target feeling the wish is 150 BPM."""


def share(wish: float, scene: Scene = COMBAT, free: bool = False) -> float:
    return tempo_share(wish, scene, free, "evidence")


@pytest.mark.parametrize(
    ("wish", "goes"),
    [
        (128.0, 1.0),  # what sounds is what is wished, though it is less than the wish at the target
        (140.0, 1.0),  # more than what sounds, less than at the target: the two do not agree
        (150.0, 1.0),
        (165.0, 1.1),
        (120.0, 120 / 128),
        (96.0, 0.75),
    ],
)
def test_a_led_section_moves_only_where_the_wish_asks_for_it_by_itself_and_beside_its_target(wish: float, goes: float):
    assert share(wish) == pytest.approx(goes)


def test_where_the_feeling_leads_the_wish_stands():
    assert share(96.0, free=True) == share(96.0, replace(COMBAT, lead="feeling")) == 0.75


@given(st.floats(60, 180), st.floats(60, 180), st.floats(0.0, 1.0), st.floats(60, 160))
def test_a_greater_wish_never_slows(one: float, other: float, arousal: float, tempo: float):
    scene = Scene(section="x", tempo=tempo, target=Feeling(0.0, arousal, 0.0))
    low, high = sorted((one, other))
    assert share(low, scene) <= share(high, scene) + 1e-12
