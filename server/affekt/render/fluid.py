"""FluidSynth by its C library: each note is rendered by itself, from its first frame, the same every time.

libfluidsynth is LGPL and loaded at run time. Calls release the interpreter's lock.
"""

import threading
import weakref
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render.buffers import Buffers
from affekt.render.fluid_library import ATTACK, CUTOFF, FINE_TUNE, RELEASE, VIBRATO, library
from affekt.render.note_ends import INAUDIBLE, kept, loudest
from affekt.render.notes import LONGEST, Note, NotePlayer
from affekt.render.patches import Patch, Patches

CHUNK = 64
"""FluidSynth's own grain: a key goes up at a multiple of this many frames after it went down."""
_POLYPHONY = 32
_GAIN = 0.6
_CALL = 960
_LONGEST_TAIL = 10 * SAMPLE_RATE
_MIDI_CHANNELS = 64
_CHANNELS = tuple(c for c in range(_MIDI_CHANNELS) if c % 16 != 9)
_BRIGHTER = 900.0
"""Cents of the low-pass for a step of brightness."""
_HARDER = 1.6
"""Times the attack for a step softer."""
_RISE = 0.02 * SAMPLE_RATE
"""Frames of fade for each time that an attack is longer: most samples begin at once, and have none to be stretched."""
_WIDER = 7.0
"""Cents of vibrato for a step of vibrato."""


class FluidPool:
    """Players of one SoundFont. They share a synthesiser, in which only one note sounds at a time.

    A FluidSynth voice that has sounded begins its next note a little differently. So before each note its voices are
    struck at gain 0 and silenced: whatever sounded before, the note is the same to the last bit.
    """

    name = "fluidsynth"

    def __init__(self, font: Path) -> None:
        self.font = font
        self._lib = library()
        self._synth = self._font = 0
        self._channels: OrderedDict[tuple[int, int], int] = OrderedDict()
        """(bank, program) → the channel that has it selected, with its samples loaded; used last at the end."""
        self._scratch = np.empty((LONGEST + _LONGEST_TAIL, 2), np.float32)
        self._lock = threading.Lock()

    def player(self, patches: Patches, buffers: Buffers) -> NotePlayer:
        """Return a player for these voices."""
        return NotePlayer(self, patches, buffers)

    def warm(self, patches: Patches) -> None:
        """Load the samples of these voices, and what keeps their notes: some ten milliseconds each."""
        for patch in patches.voices:
            self.make(Note(patch, 60, 64, CHUNK, patches.cents))

    def make(self, note: Note) -> NDArray[np.int16]:
        """Return a note."""
        with self._lock:
            return self._make(note)

    def _make(self, note: Note) -> NDArray[np.int16]:
        lib = self._lib
        channel = self._channel(note.patch)
        synth = self._synth
        self._set(channel, note)
        lib.fluid_synth_set_gain(synth, 0.0)
        lib.fluid_synth_noteon(synth, channel, note.pitch, note.velocity)
        self._fill(0, CHUNK)
        self._silence()
        lib.fluid_synth_set_gain(synth, _GAIN)
        lib.fluid_synth_noteon(synth, channel, note.pitch, note.velocity)
        end = self._fill(0, -(-note.frames // CHUNK) * CHUNK)
        rise = min(round(_RISE * (_attack(note) - 1.0)), end)
        if rise > 0:
            u = np.arange(rise, dtype=np.float32)[:, None] / np.float32(rise)
            self._scratch[:rise] *= u * u * (3.0 - 2.0 * u)
        peak = loudest(self._scratch[:end])
        lib.fluid_synth_noteoff(synth, channel, note.pitch)
        while end + _CALL <= len(self._scratch) and self._sounds():
            before, end = end, self._fill(end, _CALL)
            if loudest(self._scratch[before:end]) < INAUDIBLE * peak:
                break
        self._silence()
        return kept(self._scratch[:end], note.velocity)

    def _sounds(self) -> bool:
        return int(self._lib.fluid_synth_get_active_voice_count(self._synth)) > 0

    def _silence(self) -> None:
        self._lib.fluid_synth_all_sounds_off(self._synth, -1)
        while self._sounds():
            self._fill(0, CHUNK)

    def _fill(self, start: int, frames: int) -> int:
        """Play so many frames into the scratch from `start` on; return where they end."""
        address = self._scratch[start:].ctypes.data
        self._lib.fluid_synth_write_float(self._synth, frames, address, 0, 2, address, 1, 2)
        return start + frames

    def _set(self, channel: int, note: Note) -> None:
        """Set a channel's place, tuning and tone."""
        lib, synth, patch = self._lib, self._synth, note.patch
        bright = note.tone.brightness + 4.0 * (patch.brightness - 0.5)
        wide = note.tone.vibrato + 4.0 * (patch.vibrato - 0.5)
        lib.fluid_synth_cc(synth, channel, 7, 127)
        lib.fluid_synth_cc(synth, channel, 10, round(64 + 63 * patch.pan))
        for generator, value in (
            (FINE_TUNE, note.cents),
            (CUTOFF, _BRIGHTER * bright),
            (ATTACK, _timecents(_attack(note))),
            (RELEASE, _timecents(patch.release)),
            (VIBRATO, _WIDER * wide),
        ):
            lib.fluid_synth_set_gen(synth, channel, generator, value)

    def _channel(self, patch: Patch) -> int:
        """Return a channel with the patch's program."""
        if not self._synth:
            self._begin()
        wanted = (128, patch.program) if patch.drums else (patch.bank, patch.program)
        channel = self._channels.get(wanted)
        if channel is None:
            used = len(self._channels)
            channel = _CHANNELS[used] if used < len(_CHANNELS) else self._channels.popitem(last=False)[1]
            if self._lib.fluid_synth_program_select(self._synth, channel, self._font, *wanted) != 0:
                bank, spare = (128, 0) if patch.drums else (0, patch.program)
                self._lib.fluid_synth_program_select(self._synth, channel, self._font, bank, spare)
            self._channels[wanted] = channel
        self._channels.move_to_end(wanted)
        return channel

    def _begin(self) -> None:
        lib = self._lib
        settings = lib.new_fluid_settings()
        lib.fluid_settings_setnum(settings, b"synth.sample-rate", float(SAMPLE_RATE))
        for key, value in (
            (b"synth.polyphony", _POLYPHONY), (b"synth.midi-channels", _MIDI_CHANNELS),
            (b"synth.reverb.active", 0), (b"synth.chorus.active", 0),
            (b"synth.cpu-cores", 1), (b"synth.dynamic-sample-loading", 1), (b"synth.threadsafe-api", 0),
            (b"synth.lock-memory", 0),
        ):  # fmt: skip
            lib.fluid_settings_setint(settings, key, value)
        synth = lib.new_fluid_synth(settings)
        font = lib.fluid_synth_sfload(synth, str(self.font).encode(), 0) if synth else -1
        if font < 0:
            raise AffektError(Reason.UNSUPPORTED, f"FluidSynth cannot load {self.font.name}; choose another SoundFont")
        self._synth, self._font = synth, font
        weakref.finalize(self, _end, lib, synth, settings)


def _end(lib: Any, synth: int, settings: int) -> None:
    lib.delete_fluid_synth(synth)
    lib.delete_fluid_settings(settings)


def _attack(note: Note) -> float:
    return note.patch.attack * float(_HARDER**-note.tone.attack)


def _timecents(times: float) -> float:
    return 1200.0 * float(np.log2(times))
