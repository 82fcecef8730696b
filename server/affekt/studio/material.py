"""What was brought: recordings sorted into sections and layers, and every guess with its reason."""

from dataclasses import dataclass, field
from pathlib import Path

from affekt.arrange.manifest import Role


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was not said and had to be concluded."""

    about: str
    """What: `tempo of calm`, `role of drums` …"""
    value: str
    why: str
    sure: bool = True
    """False where a person should look at it first."""


@dataclass(slots=True)
class Clip:
    """One recording, or a part of one."""

    file: Path
    take: str = "a"
    start: int = 0
    """First frame of the body in the file, at 48 kHz."""
    end: int | None = None
    """Frame after the last that may be used; the file's end without."""
    gain_db: float = 0.0


@dataclass(slots=True)
class Strand:
    """A layer within a section: its takes."""

    clips: list[Clip] = field(default_factory=list)
    role: Role | None = None
    """As its name says it; None is heard from the sound."""


@dataclass(slots=True)
class Piece:
    """A section to be: its strands by layer name, and what is known of its time."""

    title: str
    strands: dict[str, Strand] = field(default_factory=dict)
    tempo: float | None = None
    """Quarter notes a minute, where something said it."""
    bars: int | None = None
    metre: str | None = None
    key: str | None = None
    mode: str | None = None
    once: bool = False
    then: str | None = None
    exact: bool = False
    """Its clips begin and end where a marker stood: what follows them is other music, not a tail."""


@dataclass(slots=True)
class Way:
    """A transition that another engine's resource declared, in the words of a manifest."""

    origin: str
    target: str
    words: dict[str, str | float | bool]


@dataclass(frozen=True, slots=True)
class Listed:
    """A playlist."""

    sections: tuple[str, ...]
    shuffle: bool
    repeat: int
    """Rounds; 0 is for ever."""


@dataclass(slots=True)
class Material:
    """Everything that was found, before it is written as a set."""

    title: str
    pieces: dict[str, Piece] = field(default_factory=dict)
    stingers: dict[str, list[Clip]] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    playlists: dict[str, Listed] = field(default_factory=dict)
    start: str | None = None
    tempi: dict[str, float] = field(default_factory=dict)
    """Of the sections that have been measured."""
    guesses: list[Guess] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    """What was left out, each with its reason."""

    def guess(self, about: str, value: str, why: str, *, sure: bool = True) -> None:
        """Write a guess down."""
        self.guesses.append(Guess(about, value, why, sure))
