"""What a set says to its review: which kind each section is, and which figures it sets otherwise, with the reason.

Part of the manifest; nothing that sounds depends on it.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from affekt.arrange.base import Name, Table

Kind = Literal[
    "exploration", "calm", "wonder", "tension", "combat", "drift", "aftermath", "victory", "loss", "ending", "bridge",
]  # fmt: skip
"""What a section is for; `drift` is music that the feeling leads, without a scene."""


class Figure(Table):
    """A bar of the review that this set sets otherwise."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z_]+$")]
    """The row, such as `harmony.cycle`."""
    bar: Annotated[
        str, StringConstraints(pattern=r"^((>=|<=|==|<|>) -?\d+(\.\d+)?|-?\d+(\.\d+)? \.\. -?\d+(\.\d+)?)?$")
    ]
    """Such as `>= 8` or `25 .. 45`; empty only tells the figure."""
    sections: list[Name] = []
    """Where it holds; everywhere if empty."""
    reason: Annotated[str, StringConstraints(min_length=12)]
    """Why; the review prints it."""


class Review(Table):
    """How `affekt sets review` is to read the set."""

    kinds: dict[Name, Kind] = {}
    """Section → kind, where its name and target do not say it."""
    figures: Annotated[list[Figure], Field(max_length=64)] = []
    mediants: list[str] = []
    """Tonics a third away that the music visits on purpose."""
    complete: dict[Name, list[Name]] = {}
    """Theme → the sections where it is heard complete; wonders and victories where it says nothing."""
