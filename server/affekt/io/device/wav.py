"""WAV files: the same samples give the same bytes."""

import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE
from affekt.host.lane import AudioBlock

_WIDTH = 4
_LONGEST_GAP = 60 * SAMPLE_RATE


class WavWriter:
    """Writes s16 stereo blocks to a file as they come; a gap of up to a minute becomes silence, to keep time."""

    def __init__(self, path: Path) -> None:
        self._file = wave.open(str(path), "wb")  # noqa: SIM115 - closed by close()
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(SAMPLE_RATE)
        self._next = -1

    def put(self, block: AudioBlock) -> None:
        """Append a block."""
        gap = block.frame - self._next if self._next >= 0 else 0
        if 0 < gap <= _LONGEST_GAP:
            self._file.writeframesraw(bytes(gap * _WIDTH))
        self._file.writeframesraw(block.pcm)
        self._next = block.frame + len(block.pcm) // _WIDTH

    def write(self, samples: NDArray[np.int16]) -> None:
        """Append `[n, 2]` samples."""
        self._file.writeframesraw(np.ascontiguousarray(samples, "<i2").tobytes())

    def close(self) -> None:
        """Finish the header."""
        self._file.close()


def write_wav(path: Path, pieces: Iterable[NDArray[np.int16]]) -> None:
    """Write pieces of `[n, 2]` samples as one file; memory does not grow with its length."""
    writer = WavWriter(path)
    try:
        for piece in pieces:
            writer.write(piece)
    finally:
        writer.close()
