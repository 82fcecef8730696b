"""The addon's own tests, in GDScript and in a real Godot."""

import re
from pathlib import Path

import pytest

from affekt.bench.engines import Godot

pytestmark = pytest.mark.godot


def test_the_addons_own_tests_pass(godot: Godot, project: Path) -> None:
    run = godot.run(project, ["-s", "res://tests/run.gd", "--quit-after", "20000"], seconds=60)
    assert re.search(r"TESTS: [1-9]\d* passed, 0 failed", run.out), run.out[-3000:]
    assert run.faults == []
    assert run.code == 0
