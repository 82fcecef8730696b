"""Scores of command rows by chance, dense with what may meet: for the law that blocks make no difference."""

from typing import Any

import numpy as np
from desk import Desk

from affekt.render import layout as at

Row = tuple[int | float, ...]

LENGTHS = (48_000, 48_000, 30_000, 52_000, 700, 3, 9_000, 48_000)
"""Frames of the recordings; every second one is stereo."""
_MIX: tuple[tuple[int, float, float], ...] = (
    (at.R_LOWPASS, 4.0, 9.9), (at.R_LOWPASS, 9.9035, 9.9035), (at.R_HIGHPASS, 3.0, 8.0),
    (at.R_HIGHPASS, 2.9957, 2.9957), (at.R_REVERB, 0.0, 1.0), (at.R_REVERB_SIZE, 0.5, 1.5),
    (at.R_REVERB_DECAY, 0.1, 3.0), (at.R_SHIMMER, 0.0, 0.0), (at.R_SHIMMER, 0.5, 0.5), (at.R_COMP_RATIO, 1.0, 1.0),
    (at.R_COMP_RATIO, 4.0, 4.0), (at.R_KEY_DEPTH, -12.0, -12.0), (at.R_KEY_DEPTH, 0.0, 0.0), (at.R_WIDTH, 0.0, 2.0),
    (at.R_WIDTH, 1.0, 1.0), (at.R_TRUE_PEAK, 1.0, 1.0), (at.R_TRUE_PEAK, 0.0, 0.0),
)  # fmt: skip
"""A ramp, and the least and the most that it is sent to."""


def desk() -> Desk:
    """Return a desk that knows the recordings."""
    rng = np.random.default_rng(3)
    made = Desk()
    for k, frames in enumerate(LENGTHS):
        made.sound(rng.uniform(-0.3, 0.3, (frames, 2) if k % 2 else frames))
    return made


class _Score:
    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self.frame = 0
        self.tag = 0
        self.rows = [at.row(at.OP_RAMP, 0, a=at.R_SEND + k, x=0.5) for k in (1, at.LAYERS)]

    def _one(self, *of: Any) -> Any:
        return of[int(self._rng.integers(len(of)))]

    def _tell(self, op: int, **more: Any) -> None:
        self.rows.append(at.row(op, self.frame, **more))

    def _stem(self) -> int:
        return int(self._rng.integers(len(LENGTHS)))

    def step(self) -> None:
        self.frame += self._one(0, 1, 17, 480, 1_000, 3_000, 6_000)
        kinds = (self._enter, self._enter, self._enter, self._layer, self._one_shot, self._one_shot, self._mix,
                 self._mix, self._tempo, self._tempo, self._pitch, self._swap, self._tail, self._pause,
                 self._stop)  # fmt: skip
        (self._one(*kinds) if self.tag else self._enter)()

    def _enter(self) -> None:
        self.tag += 1
        self._tell(
            at.OP_SECTION, a=self.tag, b=self._one(0, -2_400, 1_000), c=self._one(48_000, 20_000, 5_000),
            d=self._one(0, 1), e=self._one(0, 240, 4_000), f=self._one(0, 1),
        )  # fmt: skip
        for k in range(3):
            self._tell(
                at.OP_LAYER, a=self.tag, b=k, c=self._stem(), d=self._one(0, -2_400), f=self._one(0, 1),
                x=self._one(1.0, 0.5), y=self._one(0.0, 0.0, 7_000.0),
            )  # fmt: skip
        self._tell(at.OP_FADE, a=self.tag, b=self._one(0, 240, 9_000), c=self._one(0, 1), d=self._one(0, 0, 3_000))

    def _layer(self) -> None:
        gain, stem = self._one(0.0, 1.0, 0.3), self._one(-1, self._stem())
        self._tell(at.OP_LAYER, a=self.tag, b=self._one(0, 1, 2), c=stem, e=self._one(0, 5_000), f=1, x=gain)

    def _one_shot(self) -> None:
        self._tell(at.OP_ONE_SHOT, a=self._stem(), b=self._one(0, 100), c=self._one(1, 2), d=240, x=0.7)

    def _mix(self) -> None:
        which, least, most = self._one(*_MIX)
        self._tell(at.OP_RAMP, a=which, b=self._one(0, 960, 10_000), x=float(self._rng.uniform(least, most)))

    def _tempo(self) -> None:
        ratio = self._one(1.0, 0.8, 1.3)
        place, ramp = int(self._rng.integers(40_000)), self._one(0, 8_000)
        self._tell(at.OP_TEMPO, a=self.tag, b=place, c=ramp, d=-1, x=ratio, y=self._one(ratio, 1.0, 0.7))

    def _pitch(self) -> None:
        self._tell(at.OP_PITCH, a=self.tag, d=-1, e=self._one(0, 960), x=self._one(1.0, 1.1, 0.9))

    def _swap(self) -> None:
        self._tell(at.OP_SWAP, a=self.tag, b=self._stem(), c=self._stem(), e=960, f=self._one(0, 1))

    def _tail(self) -> None:
        for stem in range(len(LENGTHS)):
            self._tell(
                at.OP_TAIL, a=self.tag, b=self._one(0, 1, 2), c=stem, d=self._stem(), e=300, f=self._one(100, 6_000)
            )
        if self._one(True, False):
            self._tell(at.OP_FADE, a=0, b=240)

    def _pause(self) -> None:
        self._tell(at.OP_PAUSE)
        for _ in range(self._one(0, 0, 0, 2)):
            self.frame += self._one(0, 17, 600)
            self._one(self._enter, self._layer, self._one_shot, self._tempo, self._pitch)()
        self.frame += self._one(150, 480, 700, 5_000)
        self._tell(at.OP_RESUME)

    def _stop(self) -> None:
        if self._one(True, False, False):
            self._tell(at.OP_STOP, a=5_000, b=self.frame)
            self.rows.append(at.row(at.OP_CLEAR, self.frame + 5_000, a=self.frame))


def score(seed: int, steps: int = 60) -> list[Row]:
    """Return the rows of a score."""
    made = _Score(seed)
    for _ in range(steps):
        made.step()
    return made.rows


def play(rows: list[Row], frames: int, block: int) -> tuple[np.ndarray, list[int]]:
    """Return (samples, [faults, dropped]) of rows, by calls of so many frames."""
    one = desk()
    one.tell(rows)
    heard = one.run([block] * (frames // block))
    return heard, [int(one.mixer.sessions[name][0]) for name in ("faults", "dropped")]
