"""Godot's text resources (`.tres`, `.tscn`, `.import`): sections of keys and values."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from affekt.core.errors import AffektError, Reason

_MOST = 8_000_000
_TOKEN = re.compile(
    r"""\s*(?:(?P<string>&?\^?"(?:[^"\\]|\\.)*")|(?P<number>[-+]?(?:inf|nan|\d+\.?\d*(?:e[-+]?\d+)?))(?![A-Za-z_])"""
    r"""|(?P<word>[A-Za-z_@/][\w@/.:]*)|(?P<mark>[\[\](){},:=]))""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Call:
    """`ExtResource("1_a")`, `SubResource("b")`, `Vector2i(0, 1)` and the like."""

    name: str
    args: tuple[Any, ...]


@dataclass(slots=True)
class Block:
    """`[kind key=value …]` and the lines below it."""

    kind: str
    head: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)


def read_blocks(path: Path) -> list[Block]:
    """Read a text resource.

    Raises:
        AffektError: BAD_SET when it cannot be read, is binary, or is not written as Godot writes it.
    """
    try:
        raw = path.read_bytes()[:_MOST]
        text = raw.decode()
    except OSError as error:
        raise AffektError(Reason.BAD_SET, f"{path.name} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        text = f"{path.name} is not text; save the resource as .tres in Godot (not .res)"
        raise AffektError(Reason.BAD_SET, text) from error
    return _Reader(text, path.name).blocks()


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self._text, self._name, self._at = text, name, 0
        self._kind, self._value = "", ""
        self._next()

    def _fail(self, wanted: str) -> AffektError:
        line = self._text.count("\n", 0, self._at) + 1
        return AffektError(Reason.BAD_SET, f"{self._name}:{line}: {wanted} should stand here, not {self._value[:20]!r}")

    def _next(self) -> str:
        old = self._value
        while True:
            found = _TOKEN.match(self._text, self._at)
            if found:
                break
            rest = self._text[self._at :].lstrip()
            if not rest:
                self._kind, self._value = "", ""
                return old
            self._at = len(self._text) - len(rest)
            if not rest.startswith(";"):
                self._value = rest[:1]
                raise self._fail("a value")
            end = self._text.find("\n", self._at)
            self._at = len(self._text) if end < 0 else end
        self._at = found.end()
        self._kind, self._value = str(found.lastgroup), found[found.lastgroup or 0]
        return old

    def _take(self, mark: str) -> None:
        if self._value != mark:
            raise self._fail(repr(mark))
        self._next()

    def blocks(self) -> list[Block]:
        found = [Block("")]
        while self._kind:
            if self._value == "[":
                self._next()
                found.append(Block(self._next()))
                while self._value != "]":
                    if not self._kind:
                        raise self._fail("']'")
                    key = self._next()
                    self._take("=")
                    found[-1].head[key] = self._read()
                self._next()
            elif self._kind in ("word", "string"):
                key = self._next().strip('"')
                self._take("=")
                found[-1].keys[key] = self._read()
            else:
                raise self._fail("a key")
        return found

    def _read(self, depth: int = 0) -> Any:
        if depth > 32:
            raise self._fail("a shallower value")
        kind, value = self._kind, self._next()
        if kind == "string":
            return re.sub(r"\\(.)", r"\1", value.lstrip("&^")[1:-1], flags=re.DOTALL)
        if kind == "number":
            return int(value) if re.fullmatch(r"[-+]?\d+", value) else float(value)
        if kind == "word":
            if value in ("true", "false", "null"):
                return {"true": True, "false": False, "null": None}[value]
            while self._value == "[":  # Array[Type](…): the type says nothing that is needed.
                self._list("]", depth)
            return Call(value, tuple(self._list(")", depth))) if self._value == "(" else value
        if value == "[":
            return self._items("]", depth)
        if value == "{":
            pairs = self._items("}", depth)
            if not all(isinstance(pair, tuple) for pair in pairs):
                raise self._fail("a key and its value")
            return dict(pairs)
        raise self._fail("a value")

    def _list(self, end: str, depth: int) -> list[Any]:
        self._next()
        return self._items(end, depth)

    def _items(self, end: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while self._value != end:
            if not self._kind:
                raise self._fail(repr(end))
            item = self._read(depth + 1)
            if self._value == ":" and end == "}":
                self._next()
                if isinstance(item, list | dict):
                    raise self._fail("a key")
                item = (item, self._read(depth + 1))
            found.append(item)
            if self._value == ",":
                self._next()
        self._next()
        return found
