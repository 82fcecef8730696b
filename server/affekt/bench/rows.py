"""What a benchmark leaves: rows with a figure, its unit, its bar and whether it is met; and who measured where."""

import operator
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

_SAYS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "<": operator.lt, ">": operator.gt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    id: str
    measure: str
    """What was measured, in words."""
    value: float | None
    unit: str
    peer: str = ""
    """What it is compared with."""
    bar: str = ""
    """Such as `>= 100`; empty where the figure is only told."""
    ok: bool | None = None
    """None where it could not be measured, or has no bar."""
    runs: int = 1
    spread: tuple[float, ...] = ()
    """Lowest and highest of the runs."""
    why: str = ""


def judged(
    id: str,
    measure: str,
    values: float | Sequence[float],
    unit: str,
    bar: str = "",
    *,
    value: float | None = None,
    peer: str = "",
    runs: int | None = None,
    why: str = "",
) -> Row:
    """Return a row: the median of some runs (or `value`) held against a bar such as `<= 2`.

    Raises:
        ValueError: if the bar cannot be read.
    """
    many = [float(values)] if isinstance(values, int | float) else [float(v) for v in values]
    if not many:
        return Row(id, measure, None, unit, peer, bar, why=why or "nothing was measured")
    told = tidy(median(many) if value is None else value)
    spread = (tidy(min(many)), tidy(max(many))) if len(many) > 1 else ()
    return Row(id, measure, told, unit, peer, bar, passes(told, bar), runs or len(many), spread, why)


def unmeasured(id: str, measure: str, why: str, *, unit: str = "", bar: str = "") -> Row:
    """Return a row that says why there is no figure."""
    return Row(id, measure, None, unit, "", bar, None, 0, (), why)


def passes(value: float, bar: str) -> bool | None:
    """Return whether a value meets a bar; None where there is none.

    Raises:
        ValueError: if the bar cannot be read.
    """
    if not bar:
        return None
    sign, _, number = bar.partition(" ")
    if sign not in _SAYS:
        raise ValueError(f"a bar is like '>= 100', not {bar!r}")
    return _SAYS[sign](value, float(number))


def tidy(value: float) -> float:
    """Return a value with four significant digits, or as it is where it is whole."""
    return value if value == int(value) and abs(value) < 1e15 else float(f"{value:.4g}")


def quantile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank quantile, 0 … 1, of some values."""
    ranked = sorted(values)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


@dataclass(slots=True)
class Report:
    """One bench's result, in the form of the contract."""

    bench: str
    rows: list[Row] = field(default_factory=list)
    noise_floor: dict[str, float] = field(default_factory=dict)
    """`p99_ms` and `late` of a clock thread that does nothing, in the same run."""

    @property
    def failed(self) -> list[Row]:
        """Rows that miss their bar."""
        return [row for row in self.rows if row.ok is False]

    def plain(self) -> dict[str, Any]:
        """Return the JSON object of the contract."""
        rows = [{**asdict(row), "spread": list(row.spread)} for row in self.rows]
        return {"bench": self.bench, "machine": machine(), "noise_floor": self.noise_floor, "rows": rows}


def machine() -> dict[str, Any]:
    """Return the processor's name, how many cores this process may use, and the Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {"cpu": _cpu(_cpuinfo()), "cores": cores, "python": sys.version.split()[0]}


def _cpuinfo() -> Iterable[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text("utf-8").splitlines() if path.is_file() else ()


def _cpu(lines: Iterable[str]) -> str:
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip() in ("model name", "Model"):
            return value.strip()
    return platform.processor() or platform.machine()
