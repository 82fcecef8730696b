"""The built-in synthesiser: plucked, struck, bowed, blown and synthetic sounds, and a drum kit, made note by note.

It needs nothing installed. A note is a pure function of its arguments.
"""

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE, gain
from affekt.render.buffers import Buffers
from affekt.render.builtin_drums import drum
from affekt.render.builtin_levels import drum_level, level
from affekt.render.builtin_play import Manner, Samples, play
from affekt.render.builtin_sounds import NAMED, PROGRAMS
from affekt.render.note_ends import kept
from affekt.render.notes import Note, NotePlayer
from affekt.render.patches import Patches

_WIDER = 9.0
"""Cents of vibrato for a step."""
_HARDER = 1.6


def render_note(note: Note, salt: int = 0) -> Samples:
    """Return a note `[n]` or, out of the middle, `[n, 2]`, ±1 at the loudness of its velocity, until nothing sounds.

    Another `salt` makes another note of it, as far as there is noise in it.
    """
    patch, tone = note.patch, note.tone
    how = Manner(
        note.frames,
        note.velocity,
        0.5 * tone.brightness + 2.0 * (patch.brightness - 0.5),
        patch.attack * _HARDER**-tone.attack,
        patch.release,
        _WIDER * (tone.vibrato + 4.0 * (patch.vibrato - 0.5)),
        note.pitch + 128 * salt,
    )
    if patch.drums or patch.bank == 128:
        mono = _drum(note, how)
    else:
        hertz = 440.0 * 2.0 ** ((note.pitch - 69 + note.cents / 100.0) / 12.0)
        sound = NAMED.get(patch.sound, PROGRAMS[patch.program])
        mono = play(sound, hertz, how) * gain(level(patch, note.pitch))
    mono *= (note.velocity / 127.0) ** 2
    if patch.pan == 0.0:
        return mono
    angle = (patch.pan + 1.0) * np.pi / 4.0
    return np.stack([mono * (1.4142 * np.cos(angle)), mono * (1.4142 * np.sin(angle))], axis=1)


def _drum(note: Note, how: Manner) -> Samples:
    """Return a drum, which rings as long as it does, and is tuned with the rest."""
    key = drum(note.pitch)
    how = Manner(
        round(key.seconds * SAMPLE_RATE), how.velocity, how.bright, how.attack, how.release, how.vibrato, how.salt
    )
    return play(key.sound, key.hertz * 2.0 ** (note.cents / 1200.0), how) * gain(drum_level(note.pitch))


class BuiltinPool:
    """Players of the built-in synthesiser."""

    name = "builtin"

    def player(self, patches: Patches, buffers: Buffers) -> NotePlayer:
        """Return a player for these voices."""
        return NotePlayer(self, patches, buffers)

    def warm(self, patches: Patches) -> None:
        """Have the inner loops compiled, and played once."""
        for patch in patches.voices:
            self.make(Note(patch, 60, 64, 480, patches.cents))

    def make(self, note: Note) -> NDArray[np.int16]:
        """Return a note."""
        return kept(render_note(note), note.velocity)
