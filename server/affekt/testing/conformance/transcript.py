"""A transcript: a header, then what is done to a client (`do`) and what it must give back (`gives`), a line each."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

Line = dict[str, Any]


class Transcript(NamedTuple):
    """One file of `clients/conformance`, by its path there."""

    path: str
    kind: str
    """baked, osc, json, protobuf, connection or clock."""
    title: str
    """What it pins, in a sentence."""
    more: Line
    """Further fields of the header."""
    lines: list[Line]

    def text(self) -> str:
        """Return the file's text."""
        head = {"conformance": 1, "kind": self.kind, "title": self.title, **self.more}
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (head, *self.lines))


def gives(values: Iterable[Any]) -> list[Line]:
    """Return lines that say what comes back."""
    return [{"gives": value} for value in values]


def read(text: str) -> tuple[Line, list[tuple[Line, list[Any]]]]:
    """Read a transcript: its header, and each thing that is done with what it gives."""
    head, *rest = (json.loads(line) for line in text.splitlines())
    steps: list[tuple[Line, list[Any]]] = []
    for line in rest:
        if "do" in line:
            steps.append((line, []))
        else:
            steps[-1][1].append(line["gives"])
    return head, steps
