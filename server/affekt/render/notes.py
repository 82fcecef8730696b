"""Notes: what is rendered of a note once and kept, and the player that hands notes to the kernel as one-shot voices.

A note is rounded to a near one before it is rendered, so that few are rendered and most are there already; its onset is
exact to the frame and its loudness to the last bit of its velocity.
"""

from dataclasses import dataclass
from math import log2
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from affekt.core.intent import Intent
from affekt.core.units import SAMPLE_RATE, gain
from affekt.render import layout as at
from affekt.render.buffers import Buffers
from affekt.render.layout import Rows
from affekt.render.patches import Patch, Patches

LONGEST = 12 * SAMPLE_RATE
"""A note that is asked to sound longer is let go here."""
SHORTEST = 240
VELOCITY_STEP = 16
"""Timbre follows the velocity in such steps; loudness follows it exactly."""
STEPS_AN_OCTAVE = 12
"""A length is rounded to a power of 2 ** (1/12): a key goes up within 3 % of its time."""
STORED = 0.75
"""What a note of velocity 127 is scaled by to be kept."""
_VIBRATO_FROM = (0.4, 0.65)


@dataclass(frozen=True, slots=True)
class Tone:
    """How a note is played, from the intent at its start; in whole steps, 0 being the sound's own."""

    brightness: int = 0
    """-2 dull … 2 bright."""
    attack: int = 0
    """-1 soft and late … 1 hard."""
    vibrato: int = 0
    """0 … 2 wide."""


def tone(intent: Intent) -> Tone:
    """Return how notes are played under an intent: brightness, articulation (legato is a soft attack) and tension."""
    bright = round(4.0 * min(max(intent.brightness, 0.0), 1.0) - 2.0)
    attack = round(2.0 * min(max(intent.articulation, 0.0), 1.0) - 1.0)
    return Tone(bright, attack, sum(intent.tension >= step for step in _VIBRATO_FROM))


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is rendered: everything that its samples depend on, and nothing else."""

    patch: Patch
    """Its level does not matter."""
    pitch: int
    """MIDI note number."""
    velocity: int
    frames: int
    """From the key's going down to its going up."""
    cents: float
    tone: Tone = Tone()


def rounded(note: Note) -> tuple[Note, float]:
    """Return the near note that is rendered, and the gain that makes its loudness this one's."""
    velocity = min(max(note.velocity, 1), 127)
    near = min(max(VELOCITY_STEP * round(velocity / VELOCITY_STEP), VELOCITY_STEP), 127)
    length = min(max(note.frames, SHORTEST), LONGEST)
    length = round(2.0 ** (round(log2(length) * STEPS_AN_OCTAVE) / STEPS_AN_OCTAVE))
    made = Note(note.patch, note.pitch, near, length, note.cents, note.tone)
    return made, (velocity / 127.0) ** 2 / STORED


class Maker(Protocol):
    """What renders notes."""

    def make(self, note: Note) -> NDArray[np.int16]:
        """Return a note as `note_ends.kept` keeps it, the same for the same arguments; from any thread."""
        ...


class NotePlayer:
    """One session's notes. Rows are prepared on one thread and taken on the one that renders."""

    def __init__(self, maker: Maker, patches: Patches, buffers: Buffers) -> None:
        self._maker, self._buffers = maker, buffers
        self._cents = patches.cents
        self._gains = [gain(patch.gain_db) for patch in patches.voices]
        self._patches = [_level(patch) for patch in patches.voices]
        self._prepared: list[int] = []
        self._entered: list[int] = []
        self._closed = False

    def prepare(self, rows: Rows) -> Rows:
        """Return the rows with each note turned into a one-shot voice, whose samples are rendered meanwhile.

        Where that is not done in time, the kernel lets the note begin late and tells so.
        """
        turned = self._turned(rows, wait=False)
        numbers = _numbers(turned)
        if self._closed:
            self._buffers.release(numbers)
        else:
            self._prepared.extend(numbers)
        return turned

    def take(self, rows: Rows) -> Rows:
        """Return the rows that the kernel must play, now; notes that were not prepared are rendered here and now."""
        self._buffers.release(self._entered)
        early = len(_numbers(rows))
        rows = self._turned(rows, wait=True)
        self._entered = _numbers(rows)
        del self._prepared[:early]
        return rows

    def _turned(self, rows: Rows, *, wait: bool) -> Rows:
        notes = np.flatnonzero(rows["op"] == at.OP_NOTE)
        if not len(notes):
            return rows
        rows = rows.copy()
        keep = np.ones(len(rows), bool)
        for k, r in zip(notes.tolist(), rows[notes].tolist(), strict=True):
            number, level = self._number(at.Row(*r), wait=wait)
            keep[k] = number >= 0
            rows[k] = (*r[:4], at.OP_ONE_SHOT, number, 0, at.NOTES, 0, 0, 0, level, 0.0)
        kept: Rows = rows[keep]
        return kept

    def _number(self, r: at.Row, *, wait: bool) -> tuple[int, float]:
        if not 0 <= r.a < len(self._patches):
            return -1, 0.0
        played = Tone(r.e, r.f, int(r.x))
        note, level = rounded(Note(self._patches[r.a], r.b, r.c, r.d, self._cents, played))
        make = self._maker.make
        number = self._buffers.reserve(note, lambda: make(note), wait=wait)
        return number, level * self._gains[r.a]

    def close(self) -> None:
        """Let its notes go."""
        self._closed = True
        self._buffers.release([*self._entered, *self._prepared])
        self._entered, self._prepared = [], []


def _numbers(rows: Rows) -> list[int]:
    found: list[int] = rows["a"][(rows["op"] == at.OP_ONE_SHOT) & (rows["c"] == at.NOTES)].tolist()
    return found


def _level(patch: Patch) -> Patch:
    """Return a patch without its level, so that voices which differ in nothing else share their notes."""
    return Patch(
        patch.program, patch.bank, patch.drums, patch.pan, 0.0, patch.sound, patch.attack, patch.release,
        patch.brightness, patch.vibrato,
    )  # fmt: skip
