"""The build's synthesiser: FluidSynth turns a list of key strokes into samples, the same every time.

Offline only; one synthesiser a call, so any thread may call it.
"""

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render.build_font import find_font
from affekt.render.fluid_library import CUTOFF, FINE_TUNE, RELEASE, library

GRAIN = 64
"""FluidSynth acts on key strokes at multiples of this many frames."""
CHANNELS = 128
_CHUNK = 1 << 15


@dataclass(frozen=True, slots=True, order=True)
class Stroke:
    """A key going down or up."""

    frame: int
    down: bool
    """Ups sort before downs of the same frame."""
    channel: int
    key: int
    velocity: int = 0


@dataclass(frozen=True, slots=True)
class Patch:
    """What a channel plays."""

    channel: int
    bank: int
    program: int
    pan: float = 0.0
    """-1 left … +1 right."""
    release: float = 1.0
    """Times the sound's own release."""
    cents: float = 0.0
    """Away from the tuning."""
    cutoff: float = 0.0
    """Of the sound's own low-pass, in cents away from where it stands."""


def _library() -> Any:
    lib = library()
    if lib is None:
        raise AffektError(Reason.UNSUPPORTED, "FluidSynth is missing; install it with 'apt install libfluidsynth3'")
    return lib


def play(strokes: Iterable[Stroke], patches: Iterable[Patch], frames: int, cents: float = 0.0) -> NDArray[np.float64]:
    """Render key strokes to (frames, 2), without reverb or chorus, each stroke at the next multiple of 64 frames.

    `cents` is the tuning away from A = 440 Hz.

    Raises:
        AffektError: UNSUPPORTED when FluidSynth, the SoundFont or a program in it is missing.
    """
    with closing(play_each([(sorted(strokes), frames)], patches, cents)) as made:
        return next(made)


def play_each(
    pieces: Iterable[tuple[list[Stroke], int]], patches: Iterable[Patch], cents: float = 0.0
) -> Generator[NDArray[np.float64], None, None]:
    """Render pieces one after another, each from silence: its strokes in order, and its frames. Else as `play`."""
    lib, font = _library(), find_font().path
    settings = lib.new_fluid_settings()
    synth = None
    try:
        lib.fluid_settings_setnum(settings, b"synth.sample-rate", float(SAMPLE_RATE))
        lib.fluid_settings_setnum(settings, b"synth.gain", 0.4)
        for name, value in (
            (b"synth.reverb.active", 0),
            (b"synth.chorus.active", 0),
            (b"synth.midi-channels", CHANNELS),
            (b"synth.polyphony", 512),
            (b"synth.cpu-cores", 1),
            (b"synth.dynamic-sample-loading", 1),
        ):
            lib.fluid_settings_setint(settings, name, value)
        synth = lib.new_fluid_synth(settings)
        loaded = lib.fluid_synth_sfload(synth, str(font).encode(), 0)
        if loaded < 0:
            raise AffektError(Reason.UNSUPPORTED, f"{font} is not a SoundFont that FluidSynth can read")
        lib.fluid_synth_set_interp_method(synth, -1, 7)
        for patch in patches:
            if lib.fluid_synth_program_select(synth, patch.channel, loaded, patch.bank, patch.program) != 0:
                raise AffektError(
                    Reason.UNSUPPORTED, f"{font.name} has no bank {patch.bank} program {patch.program}; choose another"
                )
            lib.fluid_synth_cc(synth, patch.channel, 10, round(64 + 63 * patch.pan))
            lib.fluid_synth_set_gen(synth, patch.channel, RELEASE, 1200.0 * log2(patch.release))
            lib.fluid_synth_set_gen(synth, patch.channel, FINE_TUNE, cents + patch.cents)
            if patch.cutoff:
                lib.fluid_synth_set_gen(synth, patch.channel, CUTOFF, patch.cutoff)
        for strokes, frames in pieces:
            yield _run(lib, synth, strokes, frames)
            lib.fluid_synth_all_sounds_off(synth, -1)
            _run(lib, synth, [], GRAIN)
    finally:
        if synth is not None:
            lib.delete_fluid_synth(synth)
        lib.delete_fluid_settings(settings)


def _run(lib: Any, synth: int, strokes: list[Stroke], frames: int) -> NDArray[np.float64]:
    out = np.zeros((frames + GRAIN, 2), np.float64)
    left, right = np.zeros(_CHUNK, np.float32), np.zeros(_CHUNK, np.float32)
    now, at = 0, 0
    while now < frames:
        while at < len(strokes) and strokes[at].frame <= now:
            stroke = strokes[at]
            if stroke.down:
                lib.fluid_synth_noteon(synth, stroke.channel, stroke.key, stroke.velocity)
            else:
                lib.fluid_synth_noteoff(synth, stroke.channel, stroke.key)
            at += 1
        until = strokes[at].frame if at < len(strokes) else frames
        count = min(_CHUNK, max(GRAIN, -(-(until - now) // GRAIN) * GRAIN), len(out) - now)
        lib.fluid_synth_write_float(synth, count, left.ctypes.data, 0, 1, right.ctypes.data, 0, 1)
        out[now : now + count, 0] = left[:count]
        out[now : now + count, 1] = right[:count]
        now += count
    return out[:frames]
