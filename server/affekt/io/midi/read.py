"""Reading MIDI: any file becomes a piece at 960 ticks to the quarter."""

from io import BytesIO
from os import PathLike, fspath
from typing import BinaryIO

import pretty_midi

from affekt.core.errors import AffektError, Reason
from affekt.core.harmony import NAMES
from affekt.core.metre import Metre
from affekt.core.units import TICKS_PER_QUARTER
from affekt.io.midi.values import MidiNote, MidiPiece, MidiTrack

_MODES = ("ionian", "aeolian")


def read_midi(source: str | PathLike[str] | bytes | BinaryIO) -> MidiPiece:
    """Read a MIDI file from a path, bytes or an open binary file.

    Ticks are scaled to 960 to the quarter. A key signature names a major or a minor key only; it is read as ionian or
    aeolian. Markers are not read.

    Raises:
        AffektError: `MALFORMED` if it is not a MIDI file.
        OSError: if it cannot be opened.
    """
    opened = BytesIO(source) if isinstance(source, bytes) else source
    name = fspath(source) if isinstance(source, str | PathLike) else "the MIDI data"
    try:
        score = pretty_midi.PrettyMIDI(fspath(opened) if isinstance(opened, PathLike) else opened)
        return _piece(score)
    except (ValueError, EOFError, IndexError, KeyError, TypeError) as why:
        fault = str(why) or "it ends too early"
        raise AffektError(
            Reason.MALFORMED, f"{name} cannot be read as MIDI ({fault}); export it again as a standard MIDI file"
        ) from why


def _piece(score: pretty_midi.PrettyMIDI) -> MidiPiece:
    def tick(seconds: float) -> int:
        return int(score.time_to_tick(seconds) * TICKS_PER_QUARTER / score.resolution + 0.5)

    tracks = []
    for part in score.instruments:
        notes = []
        for note in part.notes:
            begin = tick(note.start)
            notes.append(MidiNote(begin, max(1, tick(note.end) - begin), int(note.pitch), max(1, int(note.velocity))))
        notes.sort(key=lambda n: (n.tick, n.pitch, n.ticks))
        tracks.append(MidiTrack(part.name, tuple(notes), int(part.program), bool(part.is_drum)))
    times, tempi = score.get_tempo_changes()
    tempos = tuple((tick(float(t)), float(bpm)) for t, bpm in zip(times, tempi, strict=True))
    metres = tuple((tick(s.time), Metre(int(s.numerator), int(s.denominator))) for s in score.time_signature_changes)
    keys = []
    for sign in score.key_signature_changes:
        minor, tonic = divmod(int(sign.key_number), 12)

        keys.append((tick(sign.time), NAMES[tonic], _MODES[minor]))
    return MidiPiece(tuple(tracks), tempos, metres, tuple(keys))
