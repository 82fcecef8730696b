"""Baked scores of the small set that the transcripts are played from."""

from collections.abc import Callable
from typing import Any

import pytest

from affekt.arrange.manifest import StemSet
from affekt.baked import BakedConductor, bake
from affekt.sense.game import GameTable
from affekt.testing.conformance.small import small_set, small_table

RATE = 48_000


@pytest.fixture(scope="session")
def manifest() -> StemSet:
    return small_set()


@pytest.fixture(scope="session")
def table() -> GameTable:
    return small_table()


@pytest.fixture(scope="session")
def baked(manifest: StemSet, table: GameTable) -> dict[str, Any]:
    return bake(manifest, table, "0", {}).table


Line = tuple[float, dict[str, Any]]


@pytest.fixture
def play(baked: dict[str, Any]) -> Callable[..., list[dict[str, Any]]]:
    def make(*lines: Line, until: float, seed: int = 7) -> list[dict[str, Any]]:
        conductor, decided = BakedConductor(baked, seed), []
        for seconds, line in lines:
            decided += conductor.say(round(seconds * RATE), line)
        return decided + conductor.advance(round(until * RATE))

    return make
