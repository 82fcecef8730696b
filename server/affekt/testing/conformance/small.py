"""The small set and table of the transcripts."""

import tomllib
from pathlib import Path

from affekt.arrange.manifest import StemSet
from affekt.sense.game import GameTable, read_table

HOME = Path(__file__).resolve().parents[4] / "clients/conformance"
"""Where the transcripts are; a checkout has them."""
_SMALL = HOME / "baked/small"


def small_set() -> StemSet:
    """Return the small set's manifest."""
    return StemSet.model_validate(tomllib.loads((_SMALL / "set.toml").read_text("utf-8")))


def small_table() -> GameTable:
    """Return the small game's table."""
    return read_table((_SMALL / "table.toml").read_text("utf-8"))
