"""The Unity package's core compiles, warnings as errors, against what Unity has and against .NET 8."""

import pytest

from affekt.bench.csharp import CORE, NET8, UNITY, built

pytestmark = pytest.mark.csharp


def test_the_core_compiles_against_mono_s_libraries_which_are_next_to_unity_s():
    assert built("AffektCore", [CORE], UNITY, ["-doc:core.xml"]).exists()


def test_the_core_compiles_against_net_8():
    assert built("AffektCore", [CORE], NET8, ["-doc:core.xml"]).exists()
