"""Layers for benches: recordings made on the spot, and an engine that plays them together."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE
from affekt.render import layout as at
from affekt.render.engine import Engine
from affekt.render.layout import row, table
from affekt.render.stems import Stem, cached

LOOP_S = 8.0
"""How long each recording is; every player loops it."""
GAIN = 0.04
"""Each layer's level: even 64 of them stay below the limiter, so that all renders do the same work."""


def recordings(folder: Path, count: int, *, seconds: float = LOOP_S) -> list[Path]:
    """Return so many stereo WAV files at 48 kHz, 16 bits: each a few partials and a beat of its own."""
    import soundfile

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    for number in range(count):
        path = folder / f"layer-{number:02}.wav"
        if not path.is_file():
            whole = round((110.0 + 17.0 * number) * seconds) / seconds
            tone = np.sin(2 * np.pi * whole * time) + 0.4 * np.sin(4 * np.pi * whole * time)
            beat = np.exp(-12.0 * (time % 0.5))
            both = np.stack([tone * beat, tone * (0.6 + 0.4 * beat)], axis=1)
            soundfile.write(path, np.round(both * 9_000).astype(np.int16), SAMPLE_RATE, subtype="PCM_16")
        files.append(path)
    return files


def playing(files: list[Path], *, sessions: int = 1, frames: int = at.MAX_FRAMES) -> Engine:
    """Return an engine whose sessions all play these recordings, looped, from frame 0 on."""
    engine = Engine(sessions, frames=frames)
    stems = [cached(file, number) for number, file in enumerate(files)]
    engine.map_stems(stems)
    for s in range(sessions):
        engine.open(s, None)
        engine.enqueue(s, table(_rows(stems)))
    return engine


def _rows(stems: list[Stem]) -> list[tuple[int | float, ...]]:
    found = []
    for tag, first in enumerate(range(0, len(stems), at.LAYERS), start=1):
        group = stems[first : first + at.LAYERS]
        found.append(row(at.OP_SECTION, 0, id=tag, a=tag, c=group[0].frames, d=1))
        found += [row(at.OP_LAYER, 0, id=tag, a=tag, b=k, c=stem.id, x=GAIN) for k, stem in enumerate(group)]
    return found


def samples(files: list[Path]) -> list[NDArray[np.int16]]:
    """Return the recordings, each flat and interleaved."""
    import soundfile

    return [np.ascontiguousarray(soundfile.read(file, dtype="int16", always_2d=True)[0].reshape(-1)) for file in files]


class Wav:
    """A stereo WAV file of 16 bits that is written as it comes."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")
        self._stream.write(b"\0" * 44)

    def write(self, block: NDArray[np.int16]) -> None:
        """Write interleaved samples."""
        self._stream.write(block.data)

    def close(self) -> None:
        """Write the header and close."""
        size = self._stream.tell() - 44
        self._stream.seek(0)
        form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, SAMPLE_RATE, 4 * SAMPLE_RATE, 4, 16)
        self._stream.write(
            struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)
        )
        self._stream.close()
