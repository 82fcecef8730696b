"""Harmony: pitch classes, modes, chord symbols and scales."""

import re
from dataclasses import dataclass
from functools import lru_cache

NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
"""The name Affekt writes for each pitch class."""

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

MODES: dict[str, tuple[int, ...]] = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "harmonic_minor": (0, 2, 3, 5, 7, 8, 11),
}
"""Semitones above the tonic."""

_QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7), "m": (0, 3, 7), "5": (0, 7), "dim": (0, 3, 6), "aug": (0, 4, 8), "+": (0, 4, 8),
    "sus2": (0, 2, 7), "sus4": (0, 5, 7), "sus": (0, 5, 7), "6": (0, 4, 7, 9), "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "m7": (0, 3, 7, 10), "mmaj7": (0, 3, 7, 11),
    "dim7": (0, 3, 6, 9), "m7b5": (0, 3, 6, 10), "7sus4": (0, 5, 7, 10), "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14), "9": (0, 4, 7, 10, 14), "maj9": (0, 4, 7, 11, 14), "m9": (0, 3, 7, 10, 14),
    "6/9": (0, 4, 7, 9, 14), "m11": (0, 3, 7, 10, 14, 17), "maj7#11": (0, 4, 7, 11, 18), "7b9": (0, 4, 7, 10, 13),
    "9sus4": (0, 5, 7, 10, 14), "13": (0, 4, 7, 10, 14, 21),
}  # fmt: skip
_SYMBOL = re.compile(r"([A-G])([#b]?)([^/]*|6/9)(?:/([A-G])([#b]?))?$")


def pitch_class(name: str) -> int:
    """Return 0 … 11 for `C`, `Bb`, `F#` …

    Raises:
        ValueError: if it is not a note name.
    """
    if len(name) in (1, 2) and name[0] in _LETTERS and name[1:] in ("", "#", "b"):
        return (_LETTERS[name[0]] + {"": 0, "#": 1, "b": -1}[name[1:]]) % 12
    raise ValueError(f"{name!r} is not a note name such as C, Bb or F#")


@dataclass(frozen=True, slots=True)
class ChordSymbol:
    """A chord as its root, its tones above the root in semitones, and its bass."""

    symbol: str
    root: int
    tones: tuple[int, ...]
    bass: int

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """The chord's pitch classes, root first."""
        return tuple(dict.fromkeys((self.root + t) % 12 for t in self.tones))


@lru_cache(maxsize=1024)
def parse_chord(symbol: str) -> ChordSymbol:
    """Read a chord symbol such as `Dm9`, `Bbmaj7`, `G/D`.

    Raises:
        ValueError: if the root, quality or bass is not known.
    """
    match = _SYMBOL.match(symbol)
    if not match or match[3] not in _QUALITIES:
        raise ValueError(f"chord {symbol!r} is not known; write it like Dm9, Bbmaj7, G/D or Asus4")
    root = pitch_class(match[1] + match[2])
    bass = pitch_class(match[4] + (match[5] or "")) if match[4] else root
    return ChordSymbol(symbol, root, _QUALITIES[match[3]], bass)


def nearest_shift(own: str, wanted: str) -> int:
    """Return the fewest semitones from one tonic to another, -6 … +5.

    Raises:
        ValueError: if one is not a note name.
    """
    return (pitch_class(wanted) - pitch_class(own) + 6) % 12 - 6


@lru_cache(maxsize=1024)
def transpose(symbol: str, semitones: int) -> str:
    """Return a chord symbol some semitones away, its roots in the names of `NAMES`.

    Raises:
        ValueError: if it is not a chord symbol.
    """
    chord = parse_chord(symbol)
    match = _SYMBOL.match(symbol)
    assert match is not None
    bass = f"/{NAMES[(chord.bass + semitones) % 12]}" if match[4] else ""
    return f"{NAMES[(chord.root + semitones) % 12]}{match[3]}{bass}"


def scale(tonic: str, mode: str) -> tuple[int, ...]:
    """Return a scale's pitch classes, tonic first.

    Raises:
        ValueError: if tonic or mode is not known.
    """
    if mode not in MODES:
        raise ValueError(f"mode {mode!r} is not known; choose one of {', '.join(MODES)}")
    base = pitch_class(tonic)
    return tuple((base + step) % 12 for step in MODES[mode])
