"""MIDI files and bytes: bytes become values and back."""

from affekt.io.midi.read import read_midi
from affekt.io.midi.values import MidiNote, MidiPiece, MidiTrack, note_between
from affekt.io.midi.write import midi_bytes, phrase_bytes, write_midi

__all__ = [
    "MidiNote", "MidiPiece", "MidiTrack", "midi_bytes", "note_between", "phrase_bytes", "read_midi", "write_midi",
]  # fmt: skip
