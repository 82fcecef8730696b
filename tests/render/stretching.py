"""A mixer with a few recordings and their guide, for tests of live tempo and live pitch."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from affekt.render import layout as at
from affekt.render.guide import Part, make
from affekt.render.mixer import Mixer

RATE = 48_000
Block = int | Callable[[], int]


class Deck:
    """Recordings with a common body behind stem numbers 0, 1, …, and their guide behind the last."""

    def __init__(
        self,
        recordings: Sequence[NDArray[np.int16]],
        body: int,
        *,
        percussive: Sequence[bool] | None = None,
        pickup: int = 0,
        follow: Sequence[bool] | None = None,
    ) -> None:
        self.recordings = [np.ascontiguousarray(r if r.ndim == 2 else r[:, None]) for r in recordings]
        self.body, self.pickup = body, pickup
        kinds = percussive or [True] * len(self.recordings)
        self.follow = follow or [False] * len(self.recordings)
        self.guide = make([Part(r, k, True) for r, k in zip(self.recordings, kinds, strict=True)], pickup)
        self.guide_id = len(self.recordings)

    def start(self, frame: int = 0, body: int | None = None, *, loops: bool = True) -> list[tuple[int | float, ...]]:
        """Return the rows that begin the section with all layers."""
        at_body = -self.pickup if body is None else body
        rows = [at.row(at.OP_SECTION, frame, a=1, b=at_body, c=self.body, d=int(loops))]
        rows += [
            at.row(at.OP_LAYER, frame, a=1, b=k, c=k, d=-self.pickup, f=int(follow), x=1.0)
            for k, follow in enumerate(self.follow)
        ]
        return rows

    def tempo(self, frame: int, body: int, begins: float, ends: float = 0.0, ramp: int = 0) -> tuple[int | float, ...]:
        """Return a tempo row for the section."""
        return at.row(at.OP_TEMPO, frame, a=1, b=body, c=ramp, d=self.guide_id, x=begins, y=ends or begins)

    def mixer(self) -> Mixer:
        """Return a mixer that knows the recordings and the guide."""
        mixer = Mixer(1, frames=at.MAX_FRAMES, stems=64)
        for k, r in enumerate(self.recordings):
            mixer.stems[k] = (r.ctypes.data, r.shape[0], r.shape[1])
        mixer.stems[self.guide_id] = (self.guide.ctypes.data, len(self.guide), 1)
        return mixer

    def play(self, rows: Sequence[tuple[int | float, ...]], frames: int, block: Block = 480) -> NDArray[np.float32]:
        """Return `[frames, 2]` of what the rows sound like."""
        mixer = self.mixer()
        mixer.enqueue(0, at.table(sorted(rows, key=lambda r: r[0])))
        found, done = [], 0
        while done < frames:
            n = min(block if isinstance(block, int) else block(), frames - done)
            mixer.render(np.zeros(1, np.int64), n)
            found.append(mixer.planes.f32[0, 0, : 2 * n].reshape(n, 2).copy())
            done += n
        assert mixer.sessions["faults"][0] == 0
        return np.concatenate(found)


def clicks(places: Sequence[int], frames: int, *, seed: int = 1, level: float = 0.5) -> NDArray[np.int16]:
    """Return a mono recording of short noisy hits, each of whose first sample is full."""
    rng = np.random.default_rng(seed)
    out = np.zeros(frames + 4_000)
    for place in places:
        hit = rng.uniform(-1.0, 1.0, 2_400) * np.exp(-np.arange(2_400) / 300.0) * level
        hit[0] = level
        out[place : place + 2_400] += hit
    return np.rint(out[:frames] * 32_000).astype(np.int16)


def first_samples(audio: NDArray[np.float32], *, over: float = 0.12, gap: int = 1_000) -> list[int]:
    """Return where something begins after silence or decay: the first samples over a level, a gap apart."""
    loud = np.flatnonzero(np.abs(audio).max(axis=1) > over)
    return [int(v) for v in loud[np.concatenate([[True], np.diff(loud) > gap])]] if len(loud) else []


def tone(hz: float, frames: int, *, level: float = 0.3, phase: float = 0.0) -> NDArray[np.int16]:
    """Return a mono sine."""
    return np.rint(np.sin(2 * np.pi * hz * np.arange(frames) / RATE + phase) * level * 32_768).astype(np.int16)
