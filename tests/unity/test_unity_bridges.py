"""The package's samples for FMOD and Wwise compile against what they call."""

from collections.abc import Callable
from pathlib import Path

import pytest

from affekt.bench.csharp import built

pytestmark = pytest.mark.csharp
SAMPLES = "clients/unity/dev.affekt.unity/Samples~"


@pytest.mark.parametrize("name", ["FMOD", "Wwise"])
def test_a_sample_compiles(name: str, assembly: Callable[[str], Path], engine: Path) -> None:
    sources = [f"{SAMPLES}/{name}/*.cs", "tests/unity/programs/FakeMiddleware/*.cs"]
    there = [str(engine), *(str(assembly(one)) for one in ("Affekt.Core", "Affekt.Play", "Affekt.Unity"))]
    assert built(f"Sample{name}", sources, ("@net8", *there), ("-nowarn:1591,0649",)).exists()
