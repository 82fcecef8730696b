"""An imported set before it is written down."""

from dataclasses import dataclass

from affekt.arrange.manifest import Role
from affekt.studio.feelings import Purpose
from affekt.studio.material import Material, Piece
from affekt.studio.measure import Measure


@dataclass(slots=True)
class MadeLayer:
    """A layer of the whole set."""

    role: Role
    percussive: bool


@dataclass(slots=True)
class MadeSection:
    """A section as it will stand in the manifest."""

    piece: Piece
    measured: Measure
    purpose: Purpose
    key: str
    mode: str
    lufs: float
    files: dict[str, list[tuple[str, str]]]
    """(file, take) by layer."""
    gains: dict[str, float]


@dataclass(slots=True)
class Made:
    """Everything that the manifest's text is written from."""

    name: str
    material: Material
    layers: dict[str, MadeLayer]
    sections: dict[str, MadeSection]
    stingers: dict[str, list[tuple[str, str]]]
    gain_db: float
    """For every layer, so that no combination is too loud."""
