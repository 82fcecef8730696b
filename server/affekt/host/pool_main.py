"""A child of the pool for slow work: `python -m affekt.host.pool_main`, started by the gateway and never by hand.

It reads one task a line and answers each with a line, in order; it ends when its standard input does.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.host.child import be_a_child

WORK = {"variants": "affekt.render.variants"}
"""What can be asked for, and the module whose `work` does it."""
_NICE = 10


def main(arguments: list[str] | None = None) -> int:
    """Work until standard input ends."""
    parser = argparse.ArgumentParser(prog="affekt-pool")
    parser.add_argument("--parent", type=int, required=True)
    given = parser.parse_args(arguments)
    be_a_child(given.parent)
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICE)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # Whatever a library prints is no answer.
    for line in sys.stdin:
        kind, told = json.loads(line)
        answers.write(json.dumps(_answer(kind, told)) + "\n")
        answers.flush()
    return 0


def _answer(kind: str, told: Any) -> dict[str, Any]:
    try:
        act: Callable[[Any], Any] = import_module(WORK[kind]).work
        return {"done": act(told)}
    except AffektError as error:
        return {"failed": error.reason, "text": error.text}
    except Exception as error:  # noqa: BLE001 - the child lives on, and whoever asked is told
        return {"failed": Reason.INTERNAL, "text": f"{kind} failed: {type(error).__name__}: {error}"}


if __name__ == "__main__":
    sys.exit(main())
