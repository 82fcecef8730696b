"""A small synthesiser of our own: plucked, mallet, sustained and drum sounds, rendered note by note and kept.

It sounds where FluidSynth is missing. A note is a pure function of its arguments.
"""

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE, gain
from affekt.render.buffers import Buffers
from affekt.render.note_ends import kept
from affekt.render.notes import Note, NotePlayer
from affekt.render.patches import Patch, Patches

_LEVEL = 0.22
_LONGEST = 12 * SAMPLE_RATE
_PLUCKED = (*range(8), *range(24, 40), 45, 46, 104, 105, 106, 107)
_MALLETS = (*range(8, 16), 47, *range(108, 116))


def render_note(patch: Patch, pitch: int, velocity: int, frames: int, cents: float) -> NDArray[np.int16]:
    """Return a note as stereo int16 `[frames + release, 2]`.

    Args:
        patch: The voice's sound.
        pitch: MIDI note number.
        velocity: 1 … 127.
        frames: Sounding length before the release.
        cents: Away from A = 440 Hz.
    """
    frames = min(max(frames, 1), _LONGEST)
    hertz = 440.0 * 2.0 ** ((pitch - 69 + cents / 100.0) / 12.0)
    if patch.drums or patch.bank == 128:
        mono = _drum(pitch)
    elif patch.program in _PLUCKED:
        mono = _struck(hertz, frames, tuple((k, 0.8**k / k, 0.9 + 0.45 * k) for k in range(1, 9)), 1.6, 0.12)
    elif patch.program in _MALLETS:
        mono = _struck(hertz, frames, ((1.0, 1.0, 1.0), (3.93, 0.25, 4.0), (9.2, 0.08, 9.0)), 1.2, 0.4)
    else:
        mono = _sustained(hertz, frames)
    level = _LEVEL * (velocity / 127.0) ** 2 * gain(patch.gain_db)
    angle = (patch.pan + 1.0) * np.pi / 4.0
    stereo = np.stack([mono * (np.cos(angle) * 1.4142 * level), mono * (np.sin(angle) * 1.4142 * level)], axis=1)
    whole: NDArray[np.int16] = np.clip(np.rint(stereo * 32768.0), -32768, 32767).astype(np.int16)
    return whole


def _struck(
    hertz: float, frames: int, partials: tuple[tuple[float, float, float], ...], decay_s: float, release_s: float
) -> NDArray[np.float64]:
    release = round(release_s * SAMPLE_RATE)
    t = np.arange(frames + release) / SAMPLE_RATE
    pace = max(0.4, (hertz / 262.0) ** 0.5) / decay_s
    sound = np.zeros(len(t))
    for ratio, loud, speed in partials:
        if hertz * ratio < 0.45 * SAMPLE_RATE:
            sound += loud * np.sin(2.0 * np.pi * hertz * ratio * t) * np.exp(-speed * pace * t)
    return _shape(sound, 96, release)


def _sustained(hertz: float, frames: int) -> NDArray[np.float64]:
    release = round(0.18 * SAMPLE_RATE)
    t = np.arange(frames + release) / SAMPLE_RATE
    sound: NDArray[np.float64] = np.zeros(len(t))
    for detune, loud in ((0.9985, 0.5), (1.0015, 0.5)):
        for k in range(1, 7):
            if hertz * k < 0.45 * SAMPLE_RATE:
                sound += loud / k**1.6 * np.sin(2.0 * np.pi * hertz * detune * k * t + 0.7 * k)
    return 0.6 * _shape(sound, round(0.05 * SAMPLE_RATE), release)


def _drum(pitch: int) -> NDArray[np.float64]:
    low = pitch <= 36 or pitch in (41, 43, 45)
    length = round((0.35 if low else 0.18 if pitch < 42 else 0.09) * SAMPLE_RATE)
    t = np.arange(length) / SAMPLE_RATE
    if low:
        base = 48.0 if pitch <= 36 else 80.0 + 6.0 * (pitch - 41)
        sound = np.sin(2.0 * np.pi * (base * t + base * 0.06 * (1.0 - np.exp(-t / 0.03)))) * np.exp(-t * 11.0)
    else:
        noise = _noise(length, pitch)
        sound = noise * np.exp(-t * (22.0 if pitch < 42 else 45.0)) * 0.6
        if pitch >= 42:
            sound[1:] -= sound[:-1].copy()
        else:
            sound += 0.5 * np.sin(2.0 * np.pi * 190.0 * t) * np.exp(-t * 30.0)
    return _shape(sound, 24, min(960, length // 2))


def _noise(length: int, salt: int) -> NDArray[np.float64]:
    """Return noise -1 … 1: the splitmix64 hash of each sample's index."""
    z = (np.arange(length, dtype=np.uint64) + np.uint64(1 + salt * 65_536)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    top: NDArray[np.float64] = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64)
    return np.asarray(top * 2.0**-52 - 1.0)


def _shape(sound: NDArray[np.float64], attack: int, release: int) -> NDArray[np.float64]:
    attack = min(attack, len(sound))
    sound[:attack] *= np.arange(attack) / attack
    if release:
        sound[-release:] *= np.linspace(1.0, 0.0, release) ** 2
    return sound


class BuiltinPool:
    """Players of the built-in synthesiser."""

    name = "builtin"

    def player(self, patches: Patches, buffers: Buffers) -> NotePlayer:
        """Return a player for these voices."""
        return NotePlayer(self, patches, buffers)

    def warm(self, patches: Patches) -> None:
        """Nothing needs to be loaded."""

    def make(self, note: Note) -> NDArray[np.int16]:
        """Return a note."""
        return kept(
            render_note(note.patch, note.pitch, note.velocity, note.frames, note.cents) / 32_768.0, note.velocity
        )
