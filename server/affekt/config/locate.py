"""Where a value stands in a TOML file, so that an error can name its line.

`tomllib` reads values and forgets lines. This scanner reads lines and forgets values; it expects a text that
`tomllib` has accepted, and finds nothing beyond the place where it loses its way in any other.
"""

from contextlib import suppress
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""`("sections", "combat", "layers", "bed", "takes", 0, "file")`."""

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "e": "\x1b"}
_BARE_ENDS = ",]}\n#"


@dataclass(frozen=True, slots=True)
class Lines:
    """Line numbers, from 1, by key path."""

    by_path: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of a path, or of the nearest table around it; 1 where nothing of it is written."""
        while path:
            if path in self.by_path:
                return self.by_path[path]
            path = path[:-1]
        return 1

    def has(self, path: KeyPath) -> bool:
        """Tell whether a path is written in the text."""
        return path in self.by_path


def locate(text: str) -> Lines:
    """Return the line of every key, table and array item in a TOML text."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    with suppress(_LostError, RecursionError):  # What was found until then is true.
        scanner.scan()
    return Lines(scanner.found)


class _LostError(Exception):
    """The text is not TOML from here on."""


@dataclass(slots=True)
class _Scanner:
    text: str
    pos: int = 0
    line: int = 1
    found: dict[KeyPath, int] = field(default_factory=dict)
    named: set[KeyPath] = field(default_factory=set)
    """Paths that stand in the text themselves, not only as part of a longer key."""
    arrays: dict[KeyPath, int] = field(default_factory=dict)
    """Arrays of tables and their newest index."""

    def peek(self) -> str:
        return self.text[self.pos : self.pos + 1]

    def step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.pos, self.pos + count)
        self.pos += count

    def expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.pos):
            raise _LostError
        self.step(len(mark))

    def blank(self, *, newlines: bool = True) -> None:
        """Skip space and comments."""
        while char := self.peek():
            if char == "#":
                end = self.text.find("\n", self.pos)
                self.pos = len(self.text) if end < 0 else end
            elif char in " \t" or (newlines and char == "\n"):
                self.step()
            else:
                return

    def note(self, path: KeyPath, line: int) -> None:
        for length in range(1, len(path)):
            self.found.setdefault(path[:length], line)
        if path not in self.named:
            self.named.add(path)
            self.found[path] = line

    def scan(self) -> None:
        table: KeyPath = ()
        self.blank()
        while self.peek():
            line = self.line
            if self.text.startswith("[[", self.pos):
                self.step(2)
                keys = self.keys()
                self.expect("]]")
                array = (*self.within(keys[:-1]), keys[-1])
                self.arrays[array] = self.arrays.get(array, -1) + 1
                table = (*array, self.arrays[array])
                self.note(table, line)
            elif self.peek() == "[":
                self.step()
                table = self.within(self.keys())
                self.expect("]")
                self.note(table, line)
            else:
                self.pair(table)
            self.blank()

    def within(self, keys: tuple[str, ...]) -> KeyPath:
        """Return the path of a table's header, with the newest item of each array of tables on the way."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self.arrays:
                path = (*path, self.arrays[path])
        return path

    def pair(self, table: KeyPath) -> None:
        line = self.line
        path: KeyPath = (*table, *self.keys())
        self.expect("=")
        self.note(path, line)
        self.blank(newlines=False)
        self.value(path)

    def keys(self) -> tuple[str, ...]:
        """Read a dotted key."""
        keys: list[str] = []
        while True:
            self.blank(newlines=False)
            if self.peek() in ("'", '"'):
                keys.append(self.string())
            else:
                start = self.pos
                while (char := self.peek()) and (char.isalnum() or char in "_-"):
                    self.pos += 1
                if self.pos == start:
                    raise _LostError
                keys.append(self.text[start : self.pos])
            self.blank(newlines=False)
            if self.peek() != ".":
                return tuple(keys)
            self.step()

    def value(self, path: KeyPath) -> None:
        opening = self.peek()
        if opening in ("'", '"'):
            self.string()
        elif opening == "[":
            self.step()
            index = 0
            while self.more("]"):
                self.note((*path, index), self.line)
                self.value((*path, index))
                index += 1
        elif opening == "{":
            self.step()
            while self.more("}"):
                self.pair(path)
        else:
            while (char := self.peek()) and char not in _BARE_ENDS:
                self.pos += 1

    def more(self, closing: str) -> bool:
        """Skip to the next item of an array or inline table; False when it is closed."""
        self.blank()
        if self.peek() == ",":
            self.step()
            self.blank()
        if self.peek() == closing:
            self.step()
            return False
        if not self.peek():
            raise _LostError
        return True

    def string(self) -> str:
        quote = self.peek()
        marks = quote * 3 if self.text.startswith(quote * 3, self.pos) else quote
        self.step(len(marks))
        read: list[str] = []
        while not self.text.startswith(marks, self.pos):
            char = self.peek()
            if not char or (char == "\n" and len(marks) == 1):
                raise _LostError
            if char == "\\" and quote == '"':
                self.step()
                char = _ESCAPES.get(self.peek(), self.peek())
            read.append(char)
            self.step()
        self.step(len(marks))
        while len(marks) == 3 and self.peek() == quote:  # `""""` ends a text whose last character is a quote.
            self.step()
        return "".join(read)
