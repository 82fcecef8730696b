"""What several verbs share: finding a set, reading a game's table, and saying things."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.shelf import find_set
from affekt.core.errors import AffektError, Reason
from affekt.sense.game import GameTable, default_table, read_table
from affekt.session.conductor import Conductor

DEFAULT_SET = "wayfarer"


def open_set(name: str, places: Sequence[Path] | None = None) -> LoadedSet:
    """Find, check and load a set by name or path; without a name the shipped one.

    Raises:
        AffektError: UNKNOWN_SET, BAD_SET.
    """
    return load(find_set(name or DEFAULT_SET, places))


def open_table(path: Path | None) -> GameTable:
    """Read a game's table, or take the shipped one.

    Raises:
        LineError: MALFORMED with file and line.
    """
    if path is None:
        return default_table()
    try:
        return read_table(path.read_text("utf-8"), str(path))
    except OSError as error:
        raise AffektError(Reason.MALFORMED, f"the game's table {path} cannot be read: {error.strerror}") from error


def conductor_for(set_name: str, table: Path | None) -> Conductor:
    """Return a conductor for a set and a game's table."""
    return Conductor.of(open_set(set_name), open_table(table))


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a flag's type: a whole number from `low` to `high`; anything else is wrong usage."""

    def read(text: str) -> int:
        if not text.lstrip("-").isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from {low} to {high}")
        return int(text)

    return read


def seconds(low: float, high: float) -> Callable[[str], float]:
    """Return a flag's type: seconds from `low` to `high`; anything else is wrong usage."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number of seconds from {low:g} to {high:g}")
        return value

    return read


def tell(args: argparse.Namespace, plain: dict[str, Any], lines: Iterable[str]) -> None:
    """Print a result: as one JSON object where asked for, else as lines."""
    if getattr(args, "json", False):
        print(json.dumps(plain))
    else:
        for line in lines:
            print(line)


def warn(text: str) -> None:
    """Say something beside the result."""
    print(f"affekt: {text}", file=sys.stderr)


def tell_variant(file: str, cents: float) -> None:
    """Say, to a person who waits, that a recording is being shifted."""
    if on_terminal():
        warn(f"moving {file} by {cents:+g} cents; it is kept for the next time")


def on_terminal() -> bool:
    """Return whether a person is looking."""
    return sys.stderr.isatty()
