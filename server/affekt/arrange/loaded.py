"""A set as the other rooms meet it: the manifest, its folder and its hash."""

from dataclasses import dataclass
from pathlib import Path

from affekt.arrange.manifest import StemSet


@dataclass(frozen=True, slots=True)
class LoadedSet:
    """A checked manifest and where its files are."""

    manifest: StemSet
    folder: Path
    sha256: str
    """Over the manifest and every recording it names; stands in recordings."""
