"""Inputs: everything that may be said to a session, each with the frame and sequence where it entered."""

from dataclasses import dataclass, field
from typing import Final, Literal

from affekt.core.feeling import Evidence
from affekt.core.units import Frame
from affekt.core.values import quick

At = Literal["now", "next_beat", "next_bar", "end"]

RECORDED: Final = "recorded"
"""Pins `tempo` or `key` to those of each section's recordings: for a mixer that can neither stretch nor shift."""


@quick
@dataclass(frozen=True, slots=True)
class GameEvent:
    """Something happened in the game, in the game's own word."""

    name: str
    intensity: float = 1.0
    """0 … 1."""


@quick
@dataclass(frozen=True, slots=True)
class GameState:
    """Continuous values of the game, 0 … 1 unless the game's table gives a range."""

    values: tuple[tuple[str, float], ...]


@quick
@dataclass(frozen=True, slots=True)
class StateFeeling:
    """A feeling stated outright; it replaces fusion by its confidence while it holds."""

    valence: float
    arousal: float
    dominance: float = 0.0
    confidence: float = 1.0
    hold_s: float = 5.0
    """0 holds until freed."""
    free: bool = False
    """The section's box is off."""


@quick
@dataclass(frozen=True, slots=True)
class FreeFeeling:
    """Ends a stated feeling."""


@quick
@dataclass(frozen=True, slots=True)
class Signal:
    """One reading of a sensor, before it is understood. Raw, personal; never recorded unless asked."""

    source: str
    """`heart_rate`, `eda`, `face`, …"""
    values: tuple[tuple[str, float], ...]
    """(`bpm`, 118.0), (`mouthSmileLeft`, 0.8), …"""


@quick
@dataclass(frozen=True, slots=True)
class Text:
    """A line that was said or written. Raw, personal; never recorded unless asked."""

    line: str


@quick
@dataclass(frozen=True, slots=True)
class Reading:
    """Evidence made elsewhere: by a sensor process, a model in the pool, or a recording."""

    evidence: Evidence


@quick
@dataclass(frozen=True, slots=True)
class Cue:
    """Asks for a stinger, a section or a theme by name, or lets go what a section or a playlist sustains."""

    kind: Literal["stinger", "section", "theme", "release"]
    name: str
    at: At = "next_bar"
    within_ms: int = 0
    """A deadline; 0 is none."""
    marker: str = ""
    """For a section: the marker in it at which it is entered; empty is where its rule says."""


@quick
@dataclass(frozen=True, slots=True)
class Param:
    """Pins a parameter, or frees it with None."""

    name: str
    """`tempo`, `key`, `mode`, `energy`, `density`, `layer:NAME`, or one the set declares."""
    value: float | str | None
    """`tempo` and `key` also take the word `recorded`: each section stays as its recordings are."""


@quick
@dataclass(frozen=True, slots=True)
class Transport:
    """Pause, resume, stop, mute, unmute."""

    verb: Literal["pause", "resume", "stop", "mute", "unmute"]
    fade_s: float | None = None
    """For stop: fade instead of playing the section's ending."""


@quick
@dataclass(frozen=True, slots=True)
class Volume:
    """A bus level."""

    bus: Literal["master", "music", "stingers", "notes"]
    db: float


@quick
@dataclass(frozen=True, slots=True)
class DuckMusic:
    """Make room for speech or a menu, or end it."""

    db: float = -6.0
    on: bool = True


@quick
@dataclass(frozen=True, slots=True)
class Save:
    """Asks for a snapshot under a name."""

    name: str


@quick
@dataclass(frozen=True, slots=True)
class Restore:
    """Puts a snapshot back (opaque text, at most 4 KB)."""

    snapshot: str


@quick
@dataclass(frozen=True, slots=True)
class Result:
    """Slow work that came back."""

    id: int
    payload: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Acted:
    """An immediate event that was too late for its frame, with the frame where it really acted."""

    id: int
    frame: Frame


@quick
@dataclass(frozen=True, slots=True)
class Gap:
    """Frames of a session that were never rendered, as after a worker's restart."""

    start: Frame
    end: Frame


@quick
@dataclass(frozen=True, slots=True)
class NewSet:
    """The set was edited: the session goes over to what it is now. Never said by a client."""

    sha256: str


@quick
@dataclass(frozen=True, slots=True)
class Reset:
    """The renderer was set up again from `RenderState`."""


Said = (
    GameEvent | GameState | StateFeeling | FreeFeeling | Signal | Text | Reading | Cue | Param | Transport
    | Volume | DuckMusic | Save | Restore | Result | Acted | Gap | Reset | NewSet
)  # fmt: skip
"""Everything that may be said to a session."""


@quick
@dataclass(frozen=True, slots=True)
class Input:
    """Something said, with where it entered."""

    frame: Frame
    seq: int
    """Counts from 1 in the order of entry."""
    said: Said = field()
