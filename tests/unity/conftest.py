"""What the tests of Unity's package share: its assemblies, compiled as its asmdefs say, against the stand-in engine."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from affekt.bench.csharp import ROOT, built

PACKAGE = "clients/unity/dev.affekt.unity"
SHIM = ("clients/unity/shim/UnityEngine/*.cs", "clients/unity/shim/Player/*.cs")
SHIM_EDITOR = ("clients/unity/shim/UnityEditor/*.cs",)
OURS = ("-nowarn:1591",)
"""The stand-in's members need no words of their own."""


@cache
def stand_in() -> Path:
    """The stand-in engine."""
    return built("UnityEngine", SHIM, flags=OURS)


@cache
def stand_in_editor() -> Path:
    """The stand-in of the engine's editor."""
    return built("UnityEditor", SHIM_EDITOR, ("@net8", str(stand_in())), OURS)


@pytest.fixture(scope="session")
def engine() -> Path:
    """The stand-in engine."""
    return stand_in()


@pytest.fixture(scope="session")
def assembly() -> Callable[[str], Path]:
    """Compile an assembly by the name in its asmdef."""
    return compiled


@cache
def compiled(name: str) -> Path:
    """An assembly of the package or the sample by the name in its asmdef, with those that it refers to."""
    place = next(path for path in asmdefs() if json.loads(path.read_text("utf-8"))["name"] == name)
    folder = place.parent
    others = [path.parent for path in asmdefs() if path != place and folder in path.parents]
    sources = [
        str(path.relative_to(ROOT))
        for path in sorted(folder.rglob("*.cs"))
        if not any(other in path.parents for other in others)
    ]
    defines = [f"-define:{one['define']}" for one in json.loads(place.read_text("utf-8"))["versionDefines"]]
    return built(name, sources, ("@net8", *references(place)), defines)


def asmdefs() -> list[Path]:
    """Every assembly definition of the package and the sample."""
    return sorted([*(ROOT / PACKAGE).rglob("*.asmdef"), *(ROOT / "unity-sample/Assets").rglob("*.asmdef")])


def references(place: Path) -> list[str]:
    """The assemblies that an asmdef lets its sources see."""
    says = json.loads(place.read_text("utf-8"))
    found = [str(compiled(name)) for name in says["references"]]
    if not says["noEngineReferences"]:
        found.append(str(stand_in()))
    if says["includePlatforms"] == ["Editor"]:
        found.append(str(stand_in_editor()))
    return found


@pytest.fixture(scope="session")
def program() -> Callable[[str, Sequence[str]], Path]:
    """Compile one of the programs beside these tests with assemblies of the package."""

    def make(name: str, uses: Sequence[str]) -> Path:
        fakes = {"UnityEngine": stand_in, "UnityEditor": stand_in_editor}
        needed = [str(fakes[use]() if use in fakes else compiled(use)) for use in uses]
        shared = ["tests/unity/programs/Shared/*.cs"] if "UnityEngine" in uses else []
        return built(name, [f"tests/unity/programs/{name}.cs", *shared], ("@net8", *needed), OURS, exe=True)

    return make
