"""`affekt bench`: every promise as a row, measured on the real thing."""

import argparse
import json
from typing import Any

EPILOG = """examples:
  affekt bench core
  affekt bench core --soak --json
  affekt bench core --only latency --only determinism

exit codes: 0 no row misses its bar, 1 one does, 2 wrong usage."""


def add_parser(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "bench", help="benchmarks, measured on the real thing", description=__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "names",
        nargs="*",
        type=_name,
        metavar="NAME",
        help="core, render, sets, compose, sense, clients, field; all without",
    )
    parser.add_argument("--soak", action="store_true", help="take the time that each promise names (a minute and more)")
    parser.add_argument("--seconds", type=float, metavar="N", help="how long the long rows run (default 20; soak 60)")
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="only rows that begin so; repeatable")
    parser.add_argument("--json", action="store_true", help="one JSON object a bench, one a line")


def run(args: argparse.Namespace) -> int:
    """Measure; 0 if no row misses its bar."""
    from affekt.bench.run import NAMES
    from affekt.bench.run import run as measure

    failed = False
    for name in args.names or NAMES:
        report = measure(name, soak=args.soak, seconds=args.seconds, only=args.only)
        failed = failed or bool(report.failed)
        if args.json:
            print(json.dumps(report.plain()), flush=True)
        else:
            from affekt.bench.table import show

            show(report)
    return 1 if failed else 0


def _name(word: str) -> str:
    from affekt.bench.run import NAMES

    if word not in NAMES:
        raise argparse.ArgumentTypeError(f"there is no bench '{word}'; there are {', '.join(NAMES)}")
    return word
