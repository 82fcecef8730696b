"""What a review leaves: rows with a figure and its bar, and for each that fails where it fails."""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "<": operator.lt, ">": operator.gt,
}  # fmt: skip
_TELL = 8
"""Faults of a row that are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a figure is missed."""

    text: str
    section: str = ""
    bar: int = 0
    """From 1; 0 is the section as a whole."""
    layer: str = ""

    def __str__(self) -> str:
        place = " ".join(w for w in (self.section, f"bar {self.bar}" if self.bar else "", self.layer) if w)
        return f"{place}: {self.text}" if place else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one section, or of the set."""

    id: str
    """Such as `harmony.cycle`."""
    measure: str
    """What was measured, in words."""
    section: str
    """Empty where it is the whole set's."""
    value: float | None
    """None where it was not measured; `why` then says why."""
    unit: str = ""
    bar: str = ""
    """Such as `>= 8` or `25 .. 45`; empty where the figure is only told."""
    ok: bool | None = None
    """None where it was not measured, or has no bar."""
    why: str = ""
    """What was counted; or the reason that a set gives for its own bar."""
    faults: tuple[Fault, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return the row as JSON values."""
        faults = [{n: getattr(f, n) for n in Fault.__slots__} for f in self.faults]
        return {n: getattr(self, n) for n in Row.__slots__} | {"faults": faults}


def passes(value: float, bar: str) -> bool | None:
    """Return whether a value meets a bar; None where there is none.

    Raises:
        ValueError: if the bar is not like `>= 8` or `25 .. 45`.
    """
    if not bar:
        return None
    words = bar.split()
    if len(words) == 3 and words[1] == "..":
        return float(words[0]) <= value <= float(words[2])
    if len(words) == 2 and words[0] in _SIGNS:
        return _SIGNS[words[0]](value, float(words[1]))
    raise ValueError(f"a bar is like '>= 8' or '25 .. 45', not {bar!r}")


def row(
    id: str,
    measure: str,
    section: str,
    value: float,
    bar: str = "",
    *,
    unit: str = "",
    why: str = "",
    faults: Iterable[Fault] = (),
) -> Row:
    """Return a figure held against its bar. Faults are kept only where it fails, and cut to those that help.

    Raises:
        ValueError: if the bar cannot be read.
    """
    value = float(f"{value:.4g}")
    ok = passes(value, bar)
    found = tuple(faults) if ok is False else ()
    more = len(found) - _TELL
    if more > 0:
        found = (*found[:_TELL], Fault(f"and {more} more", section))
    if ok is False and not found:
        found = (Fault(f"{value:g}{f' {unit}' if unit else ''}, wanted {bar}", section),)
    return Row(id, measure, section, value, unit, bar, ok, why, found)


def skipped(id: str, measure: str, section: str, why: str) -> Row:
    """Return a row that says why there is no figure."""
    return Row(id, measure, section, None, why=why)


def failed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that miss their bar."""
    return [one for one in rows if one.ok is False]
