"""The command line: finds the verb, and turns refusals into one sentence and an exit code."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from affekt import __version__
from affekt.core.errors import AffektError

VERBS = {
    "serve": "run the server: gRPC, OSC, WebSocket and HTTP",
    "demo": "play a scripted player against a server, show it live, leave a picture and the music",
    "render": "render a session file offline, by the same code as live",
    "replay": "play a recording again and say whether it came out the same",
    "sets": "list, make, check and build sets",
    "package": "a server in a folder of its own, that a game ships, starts and stops",
    "config": "show the configuration and where each value comes from",
    "doctor": "the state of every part of this installation",
    "bench": "benchmarks, measured on the real thing",
}
"""Each verb and what it does; only the module of the verb in use is loaded."""
LATER = ("sense", "monitor")
"""Verbs that a later version brings."""

EPILOG = """examples:
  affekt demo                       hear an adaptive score follow a player
  affekt serve                      listen on loopback, play 'wayfarer'
  affekt render session.jsonl --out music.wav
  affekt sets check ./my_set

exit codes: 0 fine, 1 failed, 2 wrong usage. 'affekt VERB --help' says more."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="affekt",
        description="A low-latency adaptive-music server for games.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"affekt {__version__}")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the `affekt` command; return 0 fine, 1 failed, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser()
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    chosen = words[0] if words else ""
    if chosen in LATER:
        print(f"affekt: '{chosen}' is not there yet; 'affekt --help' lists what is", file=sys.stderr)
        return 1
    for verb, text in VERBS.items():
        if verb == chosen:
            import_module(f"affekt.commands.{verb}").add_parser(verbs)
        else:
            verbs.add_parser(verb, help=text)
    args = parser.parse_args(words)
    try:
        return int(import_module(f"affekt.commands.{chosen}").run(args))
    except AffektError as error:
        print(f"affekt: {error.text}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"affekt: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
