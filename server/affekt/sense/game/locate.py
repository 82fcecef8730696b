"""Where in a TOML text a key stands, so that an error can name its line."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-\"']+?)\s*=")


def _parts(dotted: str) -> list[str]:
    return [p.strip().strip("\"'") for p in dotted.split(".")]


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line (from 1) of a key path, or of the nearest table around it; 1 where nothing matches.

    Knows `[table]` headers, `[[arrays]]` and `key = value` lines; a key inside an inline table has its line's number.
    """
    wanted = [p for p in path if isinstance(p, str)]
    array_index = next((p for p in path if isinstance(p, int)), 0)
    here: list[str] = []
    counts: dict[str, int] = {}
    index, best, best_depth = 0, 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here, index = _parts(header[2]), 0
            if header[1] == "[[":
                name = ".".join(here)
                index = counts[name] = counts.get(name, -1) + 1
                if here == wanted[: len(here)] and index != array_index:
                    here = ["\x00"]
                    continue
            full = here
        else:
            key = _KEY.match(line)
            if not key:
                continue
            full = here + _parts(key[1])
        if full == wanted[: len(full)] and len(full) > best_depth:
            best, best_depth = number, len(full)
    return best
