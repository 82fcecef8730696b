"""What a MIDI file holds, as values; ticks are 960 to the quarter, as everywhere."""

from dataclasses import dataclass

from affekt.core.metre import Metre
from affekt.core.tempo import TempoMap
from affekt.core.units import Frame


@dataclass(frozen=True, slots=True)
class MidiNote:
    """One note."""

    tick: int
    ticks: int
    """At least 1."""
    pitch: int
    """0 … 127."""
    velocity: int
    """1 … 127."""


@dataclass(frozen=True, slots=True)
class MidiTrack:
    """One instrument's notes, in any order."""

    name: str
    notes: tuple[MidiNote, ...]
    program: int = 0
    """General-MIDI program, from 0."""
    drums: bool = False


@dataclass(frozen=True, slots=True)
class MidiPiece:
    """A whole file."""

    tracks: tuple[MidiTrack, ...]
    tempos: tuple[tuple[int, float], ...] = ((0, 120.0),)
    """(tick, quarter notes a minute); each holds until the next."""
    metres: tuple[tuple[int, Metre], ...] = ()
    keys: tuple[tuple[int, str, str], ...] = ()
    """(tick, tonic, mode)."""
    markers: tuple[tuple[int, str], ...] = ()


def note_between(tempo: TempoMap, start: Frame, end: Frame, pitch: int, velocity: int) -> MidiNote:
    """Return a note given by frames as one given by ticks; it lasts at least a tick."""
    begin = tempo.tick_at(start)
    return MidiNote(begin, max(1, tempo.tick_at(end) - begin), pitch, velocity)
