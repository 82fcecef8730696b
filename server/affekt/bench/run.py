"""Runs benches: one measure after another, each failure a row that says why, and the noise floor beside them all."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from affekt.bench.noise import NoOp
from affekt.bench.rows import Report, Row, unmeasured
from affekt.core.errors import AffektError, Reason

NAMES = ("core", "render", "sets", "compose", "sense", "clients", "field")
"""Every bench there is to be."""
THERE = {
    "core": "affekt.bench.core",
    "render": "affekt.bench.render",
    "sets": "affekt.bench.sets",
    "clients": "affekt.bench.clients",
}
"""Those that are there, and their modules; each has `MEASURES`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How to measure."""

    scratch: Path
    """A folder that goes when all is measured."""
    soak: bool = False
    """Take the time that the promise names, not only enough to see."""
    seconds: float = 20.0
    """How long the long rows run."""
    stem_set: str = "wayfarer"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to measure; it leads to one or more rows."""

    id: str
    text: str
    act: Callable[[Setting], Iterable[Row]]


def run(name: str, *, soak: bool = False, seconds: float | None = None, only: Sequence[str] = ()) -> Report:
    """Run a bench.

    Args:
        name: One of `NAMES`.
        soak: Take the time that the promises name.
        seconds: How long the long rows run; 20, or 60 with `soak`, where None.
        only: Beginnings of the ids to measure, or whole ids of rows; all where empty.

    Raises:
        AffektError: UNKNOWN_NAME where `only` names nothing that there is.
    """
    if name not in THERE:
        return Report(name, [unmeasured(name, f"the bench '{name}'", "it is not there yet; a later version brings it")])
    measures: tuple[Measure, ...] = import_module(THERE[name]).MEASURES
    chosen = [m for m in measures if not only or any(m.id.startswith(w) or w.startswith(f"{m.id}-") for w in only)]
    if not chosen:
        known = ", ".join(m.id for m in measures)
        raise AffektError(Reason.UNKNOWN_NAME, f"'{name}' measures nothing named {', '.join(only)}; it has {known}")
    report = Report(name)
    with tempfile.TemporaryDirectory(prefix="affekt-bench-") as folder, NoOp() as noise:
        setting = Setting(Path(folder), soak, seconds or (60.0 if soak else 20.0))
        for number, measure in enumerate(chosen, start=1):
            if sys.stderr.isatty():
                print(f"\r\x1b[K{number}/{len(chosen)} {measure.text} …", end="", file=sys.stderr, flush=True)
            report.rows += measured(measure, setting)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    report.noise_floor = {"p99_ms": noise.floor.p99_ms, "late": noise.floor.late}
    return report


def measured(measure: Measure, setting: Setting) -> list[Row]:
    """Return a measure's rows; where it fails, one row that says why."""
    rows: list[Row] = []
    try:
        rows.extend(measure.act(setting))  # Rows that came before a failure are kept.
    except AffektError as error:
        rows.append(unmeasured(measure.id, measure.text, error.text))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in the row, and the other rows are measured
        rows.append(unmeasured(measure.id, measure.text, f"{type(error).__name__}: {error}"))
    return rows
