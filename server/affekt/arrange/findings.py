"""What the validator has to say about a set: one finding a line, each saying what to do."""

from dataclasses import dataclass, field
from typing import Literal

from affekt.arrange.locate import KeyPath, Lines

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to know about a manifest."""

    line: int
    """In `set.toml`, from 1."""
    severity: Severity
    """An `error` keeps the set from loading; a `warning` is probably a mistake; a `note` says what happens."""
    where: str
    """The key it is about, such as `sections.combat.tempo`."""
    text: str

    def __str__(self) -> str:
        return f"set.toml:{self.line}: {self.severity}: {self.where + ': ' if self.where else ''}{self.text}"


@dataclass(slots=True)
class Findings:
    """Findings as they are gathered."""

    lines: Lines = field(default_factory=lambda: Lines({}))
    found: list[Finding] = field(default_factory=list)

    def add(self, severity: Severity, path: KeyPath, text: str, *, line: int = 0) -> None:
        """Add a finding about a key path; its line is looked up unless given."""
        self.found.append(Finding(line or self.lines.line(path), severity, dotted(path), text))

    def error(self, path: KeyPath, text: str) -> None:
        """Add an error."""
        self.add("error", path, text)

    def warning(self, path: KeyPath, text: str) -> None:
        """Add a warning."""
        self.add("warning", path, text)

    def note(self, path: KeyPath, text: str) -> None:
        """Add a note."""
        self.add("note", path, text)

    @property
    def errors(self) -> list[Finding]:
        """The errors, in the order of their lines."""
        return [f for f in self.in_order() if f.severity == "error"]

    def in_order(self) -> list[Finding]:
        """Return all findings by line, errors first within one."""
        rank = {"error": 0, "warning": 1, "note": 2}
        return sorted(set(self.found), key=lambda f: (f.line, rank[f.severity], f.where, f.text))


def dotted(path: KeyPath) -> str:
    """Return a key path as one writes it: `sections.combat.exit_cues[2]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text
