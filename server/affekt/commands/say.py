"""How the verbs speak: plain lines for people, one JSON value for machines, refusals on standard error."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import Any

from affekt.core.errors import AffektError

FINE, FAILED = 0, 1
"""Exit codes; wrong usage is argparse's own 2."""


def parser_for(subparsers: Any, name: str, text: str, examples: str) -> ArgumentParser:
    """Add a verb's parser, with examples at the end of its help and `--json`."""
    parser: ArgumentParser = subparsers.add_parser(
        name,
        help=text,
        description=f"{text[:1].upper()}{text[1:]}.",
        epilog="examples:\n" + "\n".join(f"  {row.strip()}" for row in examples.strip().splitlines()),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")
    return parser


def say(text: str = "") -> None:
    """Write a line to standard output."""
    sys.stdout.write(text + "\n")


def say_json(value: Any) -> None:
    """Write a value to standard output as one line of JSON."""
    say(json.dumps(value, ensure_ascii=False, default=str))


def warn(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(text + "\n")


def refused(error: AffektError, *, as_json: bool) -> int:
    """Tell why something was not done, and return the exit code for it."""
    if as_json:
        say_json({"error": {"reason": error.reason.value, "text": error.text}})
    else:
        warn(f"affekt: {error.text}")
    return FAILED


def answer(act: Callable[[], int], *, as_json: bool) -> int:
    """Do it, and turn a refusal into an exit code."""
    try:
        return act()
    except AffektError as error:
        return refused(error, as_json=as_json)
