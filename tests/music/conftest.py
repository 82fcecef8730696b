"""What the music tests share: the shipped set, its parts, and the ways to ask about them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from affekt.arrange.manifest import StemSet
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.core.errors import AffektError
from affekt.render.build import manifest_of

Parts = dict[str, tuple[PartNote, ...]]


@pytest.fixture(scope="session")
def folder() -> Path:
    return Path(__file__).parents[2] / "stems" / "wayfarer"


@pytest.fixture(scope="session")
def wayfarer(folder: Path) -> StemSet:
    return manifest_of(folder)


@pytest.fixture(scope="session")
def parts(folder: Path, wayfarer: StemSet) -> dict[str, Parts]:
    """Each section's tracks."""
    return {name: read_parts(folder / str(s.parts), s) for name, s in wayfarer.sections.items()}


@pytest.fixture(scope="session")
def sounding(wayfarer: StemSet) -> Callable[[str, str], list[str]]:
    """The pitched layers of a section with its light or its dark harmony."""

    def layers(section: str, harmony: str) -> list[str]:
        other = {"light_harmony": "dark_harmony", "dark_harmony": "light_harmony"}[harmony]
        return [n for n in wayfarer.playing_layers(section) if wayfarer.layers[n].pitched and n != other]

    return layers


@pytest.fixture(scope="session")
def synth() -> None:
    """FluidSynth and the SoundFont are here; without them a test that builds says why it was not run."""
    from affekt.render.build_synth import Patch, play

    try:
        play([], [Patch(0, 0, 0)], 64)
    except AffektError as error:
        pytest.skip(error.text)
