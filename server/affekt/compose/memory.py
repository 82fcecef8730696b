"""What the composer remembers from bar to bar: the feeling it writes for, and where each voice stands."""

import json
from dataclasses import dataclass
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.values import quick

_MOST = 1_000.0
"""The largest number in a mood."""


@quick
@dataclass(frozen=True, slots=True)
class Mood:
    """The part of an intent that notes are written for, held for a half-phrase; rounded so that it survives text."""

    valence: float = 0.0
    dominance: float = 0.0
    energy: float = 0.3
    tension: float = 0.2
    density: float = 0.3
    note_rate: float = 2.0
    brightness: float = 0.5
    articulation: float = 0.5
    tempo: float = 100.0


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Where one voice stands at the end of a bar."""

    pitches: tuple[int, ...] = ()
    """Last sounding pitches, low to high; one for a melodic voice."""
    leap: int = 0
    """Last melodic interval in semitones, upward positive."""
    sounds: bool = True
    """Whether this phrase of the voice sounds at all."""
    zero: int = -1
    """Where the last motif stood in the scale, as an index upward; -1 is nowhere."""


@quick
@dataclass(frozen=True, slots=True)
class Memory:
    """The composer's state after a bar. The empty value begins a piece."""

    section: str = ""
    phrase: int = 0
    """The session bar where the phrase began."""
    mood: Mood | None = None
    places: tuple[tuple[str, Place], ...] = ()
    """(voice, place), in the order of the voices."""

    def place(self, voice: str) -> Place:
        """Return where a voice stands; a voice never heard stands nowhere."""
        for name, place in self.places:
            if name == voice:
                return place
        return Place()

    def to_json(self) -> str:
        """Return the memory as compact JSON, at most 600 bytes for five voices with names of ordinary length."""
        mood = [getattr(self.mood, name) for name in Mood.__slots__] if self.mood else []
        voices = {name: [list(p.pitches), p.leap, int(p.sounds), p.zero] for name, p in self.places}
        return json.dumps({"s": self.section, "p": self.phrase, "m": mood, "v": voices}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Memory":
        """Read what `to_json` wrote.

        Raises:
            AffektError: `BAD_SNAPSHOT` if it is something else.
        """
        try:
            raw: dict[str, Any] = json.loads(text)
            mood = Mood(*(_within(x, -_MOST, _MOST) for x in raw["m"])) if raw["m"] else None
            if mood is not None and not (mood.tempo >= 1.0 and mood.note_rate > 0.0):
                raise ValueError("a mood has a tempo")
            places = tuple(
                (
                    str(name),
                    Place(
                        tuple(int(_within(x, 0, 127)) for x in pitches),
                        int(_within(leap, -127, 127)),
                        bool(sounds),
                        int(_within(zero, -127, 127)),
                    ),
                )
                for name, (pitches, leap, sounds, zero) in raw["v"].items()
            )
            return cls(str(raw["s"]), int(_within(raw["p"], -(2**48), 2**48)), mood, places)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as why:
            raise AffektError(
                Reason.BAD_SNAPSHOT, "the composer's memory cannot be read; start the session without the snapshot"
            ) from why


def _within(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError("a number of the memory is out of range")
    return value
