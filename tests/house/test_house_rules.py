"""The house rules that no linter knows: what `make check` would find, a test finds too."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from affekt.core.errors import Reason


@pytest.fixture(scope="module")
def house() -> ModuleType:
    path = Path(__file__).parents[2] / "server" / "tools" / "house.py"
    spec = importlib.util.spec_from_file_location("house", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["house"] = module
    spec.loader.exec_module(module)
    return module


def test_the_house_is_in_order(house: ModuleType) -> None:
    assert house.faults(house.tracked()) == []


def test_chance_from_numpy_is_found(house: ModuleType) -> None:
    assert house.draws_from_numpy("import numpy as np\nx = np.random.default_rng(1)")
    assert house.draws_from_numpy("from numpy.random import default_rng")
    assert house.draws_from_numpy("import numpy.random")
    assert not house.draws_from_numpy("import numpy as np\nx = np.zeros(3)")


def test_a_stranger_at_the_top_is_found(house: ModuleType) -> None:
    assert any("not one of the top-level entries" in fault for fault in house.faults(["stray/x.txt"]))


def test_every_reason_has_its_name_in_the_contract() -> None:
    from affekt.v1 import error_pb2

    named = {name.removeprefix("ERROR_REASON_") for name, _ in error_pb2.ErrorReason.items()}
    assert named == {reason.value for reason in Reason} | {"UNSPECIFIED"}
