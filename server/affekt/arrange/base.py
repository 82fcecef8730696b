"""What every table of a set has in common: frozen, strict, and checked word by word."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
"""A name within a set: lower case, digits and underscores."""

Path = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$", max_length=200)
]
"""A path inside the set's folder; it cannot leave it."""

Signed = Annotated[float, Field(ge=-1, le=1)]
Unit = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[float, Field(ge=-96, le=12)]
"""A level in dB; -96 is silence."""
Beats = Annotated[float, Field(ge=0, le=256)]

ModeName = Literal["ionian", "dorian", "phrygian", "lydian", "mixolydian", "aeolian", "locrian", "harmonic_minor"]


class Table(BaseModel):
    """A table of the manifest. Unknown keys are errors; values cannot change once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=2000)


class Curve(Table):
    """A piecewise-linear curve from an input to a value, with the hysteresis that keeps it from twitching."""

    input: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,63}$")]
    """`energy`, `tension`, `density`, `valence`, `arousal`, `dominance`, `brightness`, or `state.KEY`."""
    points: Annotated[list[tuple[float, float]], Field(min_length=1, max_length=32)]
    """(input, value) pairs, inputs rising."""
    hysteresis: Annotated[float, Field(ge=0, le=1)] = 0.05
    """The input must move by this much before the value follows."""
    seek_s: Annotated[float, Field(ge=0, le=60)] = 0.0
    """Seconds the value takes to reach a new goal (immediate-lane effects); layers use `fade_beats`."""

    def at(self, x: float) -> float:
        """Return the curve's value at `x`; flat beyond its ends."""
        points = self.points
        if x <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if x <= x1:
                return y1 if x1 <= x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        return points[-1][1]
