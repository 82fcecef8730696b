"""Writing MIDI: the same values give the same bytes."""

from collections.abc import Iterable
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Protocol

import mido

from affekt.core.harmony import MODES, pitch_class
from affekt.core.units import TICKS_PER_QUARTER
from affekt.io.midi.values import MidiNote, MidiPiece, MidiTrack

_MAJORS = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
_MINORS = ("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m", "A#m")
_FIFTHS = {
    "ionian": 0, "lydian": 1, "mixolydian": -1, "dorian": -2, "aeolian": -3, "harmonic_minor": -3, "phrygian": -4,
    "locrian": -5,
}  # fmt: skip
"""Accidentals of a mode against the major scale on its tonic, sharps positive."""

_Event = tuple[int, int, int, mido.Message]


class Sounding(Protocol):
    """Anything with an onset, a length, a pitch and a velocity: a composed note, a MIDI note."""

    @property
    def tick(self) -> int:
        """Onset in ticks."""

    @property
    def ticks(self) -> int:
        """Length in ticks."""

    @property
    def pitch(self) -> int:
        """MIDI note number."""

    @property
    def velocity(self) -> int:
        """1 … 127."""


def write_midi(target: str | PathLike[str] | BinaryIO, piece: MidiPiece) -> None:
    """Write a piece to a path or an open binary file, as a type-1 file at 960 ticks to the quarter.

    Raises:
        ValueError: if a note, tempo or key is out of range.
        OSError: if the file cannot be written.
    """
    data = midi_bytes(piece)
    if isinstance(target, str | PathLike):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def midi_bytes(piece: MidiPiece) -> bytes:
    """Return a piece as the bytes of a MIDI file.

    Raises:
        ValueError: if a note, tempo or key is out of range.
    """
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER)
    file.tracks.append(_track(_conducting(piece)))
    melodic = 0
    for part in piece.tracks:
        channel = 9 if part.drums else (*range(9), *range(10, 16))[melodic % 15]
        melodic += not part.drums
        file.tracks.append(_track(_playing(part, channel)))
    out = BytesIO()
    file.save(file=out)
    return out.getvalue()


def phrase_bytes(notes: Iterable[Sounding], tempo: float = 120.0, name: str = "phrase", program: int = 0) -> bytes:
    """Return a phrase (ticks from its start) as the bytes of a one-voice MIDI file.

    Raises:
        ValueError: if a note or the tempo is out of range.
    """
    own = tuple(MidiNote(n.tick, n.ticks, n.pitch, n.velocity) for n in notes)
    return midi_bytes(MidiPiece((MidiTrack(name, own, program),), ((0, tempo),)))


def _conducting(piece: MidiPiece) -> list[_Event]:
    events: list[_Event] = []
    for tick, bpm in piece.tempos:
        if not 4.0 <= bpm <= 1000.0:
            raise ValueError(f"tempo {bpm:g} at tick {tick} is out of range: MIDI files hold 4 to 1000")
        events.append((tick, 0, len(events), mido.MetaMessage("set_tempo", tempo=round(60_000_000 / bpm))))
    for tick, metre in piece.metres:
        sign = mido.MetaMessage("time_signature", numerator=metre.numerator, denominator=metre.denominator)
        events.append((tick, 1, len(events), sign))
    for tick, tonic, mode in piece.keys:
        events.append((tick, 2, len(events), mido.MetaMessage("key_signature", key=key_signature(tonic, mode))))
        events.append((tick, 3, len(events), mido.MetaMessage("text", text=f"{tonic} {mode}")))
    for tick, text in piece.markers:
        events.append((tick, 4, len(events), mido.MetaMessage("marker", text=_latin(text))))
    return events


def key_signature(tonic: str, mode: str) -> str:
    """Return the key signature with a mode's accidentals, named by its minor key where the mode has a minor third.

    Raises:
        ValueError: if tonic or mode is not known.
    """
    if mode not in MODES:
        raise ValueError(f"mode {mode!r} is not known; choose one of {', '.join(MODES)}")
    fifths = (pitch_class(tonic) * 7 + 5) % 12 - 5 + _FIFTHS[mode]
    if fifths < -6:
        fifths += 12
    names = _MINORS if 3 in MODES[mode] else _MAJORS
    return names[fifths + 7]


def _playing(part: MidiTrack, channel: int) -> list[_Event]:
    events: list[_Event] = [
        (0, 0, 0, mido.MetaMessage("track_name", name=_latin(part.name))),
        (0, 1, 0, mido.Message("program_change", program=part.program, channel=channel)),
    ]
    notes = sorted(part.notes, key=lambda n: (n.pitch, n.tick, n.ticks, n.velocity))
    for index, note in enumerate(notes):
        if not (note.tick >= 0 and note.ticks >= 1 and 0 <= note.pitch <= 127 and 1 <= note.velocity <= 127):
            raise ValueError(f"{part.name}: {note} is out of range; MIDI has pitches 0 to 127 and velocities 1 to 127")
        end = note.tick + note.ticks
        if index + 1 < len(notes) and notes[index + 1].pitch == note.pitch:
            end = max(min(end, notes[index + 1].tick), note.tick)
        if end == note.tick:
            continue
        on = mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)
        off = mido.Message("note_off", channel=channel, note=note.pitch, velocity=0)
        events += [(note.tick, 3, note.pitch, on), (end, 2, note.pitch, off)]
    return events


def _track(events: list[_Event]) -> mido.MidiTrack:
    track = mido.MidiTrack()
    before = 0
    for tick, _, _, message in sorted(events, key=lambda e: e[:3]):
        track.append(message.copy(time=tick - before))
        before = tick
    track.append(mido.MetaMessage("end_of_track", time=0))
    return track


def _latin(text: str) -> str:
    """Replace what a MIDI file's text cannot hold."""
    return text.encode("latin-1", "replace").decode("latin-1")
