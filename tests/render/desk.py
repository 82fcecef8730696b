"""A session of one place, played by rows, for what stands behind its voices: room, dynamics, width, limiter, meter."""

from collections.abc import Iterable

import numpy as np

from affekt.render import layout as at
from affekt.render.engine import Engine

Row = tuple[int | float, ...]


class Desk:
    """Sounds and rows in; interleaved samples out as (frames, 2)."""

    def __init__(self, *, frames: int = 8_192) -> None:
        self.engine = Engine(1, frames=frames)
        self.mixer = self.engine.mixer
        self._kept: list[np.ndarray] = []

    def sound(self, samples: np.ndarray) -> int:
        """Make samples (±1, mono or stereo) known; return their number."""
        pcm = np.ascontiguousarray(np.rint(samples * 32768.0).clip(-32768, 32767).astype(np.int16))
        number = len(self._kept)
        self._kept.append(pcm)
        self.mixer.stems[number] = (pcm.ctypes.data, len(pcm), 1 if pcm.ndim == 1 else pcm.shape[1])
        return number

    def set(self, which: int, value: float, frame: int = 0, length: int = 0) -> None:
        self.tell([at.row(at.OP_RAMP, frame, a=which, b=length, x=value)])

    def play(self, sound: int, frame: int = 0, bus: int = at.STINGERS, gain: float = 1.0) -> None:
        self.tell([at.row(at.OP_ONE_SHOT, frame, a=sound, c=bus, x=gain)])

    def tell(self, rows: list[Row]) -> None:
        self.engine.enqueue(0, at.table(rows))

    def run(self, sizes: Iterable[int]) -> np.ndarray:
        found = []
        for n in sizes:
            self.engine.render(np.zeros(1, np.int64), n)
            found.append(self.mixer.planes.f32[0, 0, : 2 * n].reshape(n, 2).copy())
        return np.concatenate(found)

    @property
    def faults(self) -> int:
        return int(self.mixer.sessions["faults"][0])
