"""Rehearsals of a small set."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Said
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

sys.path.insert(0, str(Path(__file__).parent))

from small_set import SET

Line = tuple[float, Said]


@pytest.fixture(scope="session")
def conductor() -> Conductor:
    return Conductor.of(LoadedSet(StemSet.model_validate(SET), Path(), "0"), default_table())


@pytest.fixture
def rehearse(conductor: Conductor) -> Callable[..., Rehearsal]:
    def make(*lines: Line, until: float = 0.0, seed: int = 7) -> Rehearsal:
        rehearsal = Rehearsal(conductor, seed)
        for seconds, said in lines:
            rehearsal.say(seconds, said)
        return rehearsal.to(until) if until else rehearsal

    return make
