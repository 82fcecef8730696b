"""Live notes: what a session with 16 voices takes of the clock thread, and how the two synthesisers balance."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.clock import thread_seconds
from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.render import layout as at
from affekt.render.builtin import render_note
from affekt.render.engine import Engine
from affekt.render.fluid_library import library
from affekt.render.layout import Rows
from affekt.render.loudness import lufs, weighted
from affekt.render.notes import STORED, Note
from affekt.render.patches import Patch, Patches
from affekt.render.synth import SynthPool, find_soundfont, pool

PROGRAMS = (0, 4, 11, 12, 13, 15, 24, 25, 32, 45, 48, 52, 71, 73, 89, 108)
"""Sixteen voices of many kinds."""
PATCHES = Patches(tuple(Patch(program, 0, False, 0.0, -12.0) for program in PROGRAMS))
SESSIONS = 20
SECONDS = 4
_SCALE = (0, 2, 3, 5, 7, 9, 10)
_BEAT = SAMPLE_RATE // 2
_FAMILIES = 12


def rows_of(session: int, beat: int) -> Rows:
    """Return a beat's notes of a session: each of the voices plays one, a beat long."""
    start = beat * _BEAT + 9_600
    found = []
    for voice in range(len(PROGRAMS)):
        pitch = 48 + 12 * (voice % 3) + _SCALE[(session + 3 * beat + voice) % 7]
        velocity = 60 + 16 * ((session + beat) % 3)
        found.append(at.row(at.OP_NOTE, start, id=1 + voice, a=voice, b=pitch, c=velocity, d=round(0.9 * _BEAT)))
    return at.table(found)


def voices(setting: Setting) -> Iterator[Row]:
    """Measure the clock thread's part, then the balance."""
    del setting
    synths = pool("fluidsynth") if library() is not None and find_soundfont() is not None else None
    if synths is None:
        yield unmeasured("voices-clock", "a session's block with 16 FluidSynth voices", "FluidSynth is not installed")
        return
    yield _clock(synths)
    yield _balance(synths)


def _clock(synths: SynthPool) -> Row:
    engine = Engine(SESSIONS, synths=synths)
    synths.warm(PATCHES)
    players = [synths.player(PATCHES, engine.buffers) for _ in range(SESSIONS)]
    for s, player in enumerate(players):
        engine.open(s, player)
    todo = np.arange(SESSIONS)
    taken, sounding, blocks = 0.0, 0, SECONDS * SAMPLE_RATE // BLOCK
    for block in range(blocks):
        if block * BLOCK % _BEAT == 0:
            for s, player in enumerate(players):
                rows = player.prepare(rows_of(s, block * BLOCK // _BEAT))
                began = thread_seconds()
                engine.enqueue(s, rows)
                taken += thread_seconds() - began
            engine.buffers.settle()
        began = thread_seconds()
        engine.render(todo, BLOCK)
        taken += thread_seconds() - began
        sounding += int(engine.mixer.sessions["voices"].sum())
    engine.buffers.close()
    each = 1e6 * taken / blocks / SESSIONS
    why = (
        f"{sounding / blocks / SESSIONS:.0f} voices sounded with their tails, of {engine.buffers.made} notes made and "
        f"{engine.buffers.found} that were there; CPU time of the thread"
    )
    measure = "a session's block with 16 FluidSynth voices, on the clock thread"
    return judged("voices-clock", measure, each, "µs", why=why)


def _balance(synths: SynthPool) -> Row:
    apart = []
    for family in range(_FAMILIES):
        found = []
        for program in range(8 * family, 8 * family + 8):
            for pitch in (48, 60, 72):
                note = Note(Patch(program, 0, False, 0.0, 0.0), pitch, 96, SAMPLE_RATE // 2, 0.0)
                theirs = synths.make(note).astype(np.float64) / 32_768.0 / STORED * (96 / 127) ** 2
                found.append(_loudness(render_note(note)) - _loudness(theirs))
        apart.append(abs(float(np.mean(found))))
    return judged(
        "voices-balance", "loudness of the built-in synthesiser's families beside FluidSynth's, the worst of 12",
        max(apart), "LU", "<= 3", why="96 programs at three pitches, K-weighted over 0.75 s",
    )  # fmt: skip


def _loudness(sound: NDArray[np.float64]) -> float:
    held = np.zeros((36_000, 1))
    mono = sound if sound.ndim == 1 else sound.mean(axis=1)
    held[: len(mono), 0] = mono[:36_000]
    return lufs(float((weighted(held) ** 2).mean()))
