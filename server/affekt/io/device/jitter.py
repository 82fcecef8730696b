"""A jitter buffer that follows a sound card's own clock: it holds a reserve, and stretches by up to half a percent.

Two clocks never agree, so a stream that is played as it comes runs dry or over within minutes. How full the buffer is,
smoothed over seconds, drives a proportional-integral controller, and that the step of a windowed-sinc resampler; half a
percent is a twelfth of a semitone. What is missing is covered by a mirrored, fading echo of what came before, so that
nothing clicks.

One thread puts, another reads; neither waits for more than the other's copying. It needs numpy and nothing else of
Affekt: the client's wheel carries this very file.
"""

import math
import threading
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Follower", "JitterBuffer"]

RATE: Final = 48_000
MOST_STEP: Final = 0.005
"""How far the step may be from 1."""
FADE: Final = 128
"""Frames of a fade where something is missing: 2.7 ms."""
_ECHO: Final = 480
"""Frames over which an echo of what came before dies."""
_CONCEALED: Final = 4_800
"""The longest gap that is filled, so that time goes on; a longer one is a new beginning."""
_TAPS: Final = 16
_PHASES: Final = 256
_BEFORE: Final = _TAPS // 2 - 1
_KEPT: Final = _ECHO + _TAPS
"""Frames that stay behind the place of reading."""
_SMOOTH_S: Final = 3.0
_BANDWIDTH: Final = 0.08
"""The controller's natural frequency in radians a second: it settles in about a minute."""

F32 = NDArray[np.float32]


def _table() -> F32:
    """Return `[phases + 1, taps]` weights of a Kaiser-windowed sinc; flat to 17 kHz, images 70 dB down."""
    phase = np.arange(_PHASES + 1)[:, None] / _PHASES
    at = np.arange(_TAPS)[None, :] - _BEFORE - phase
    inside = np.clip(1.0 - (at / (_TAPS / 2)) ** 2, 0.0, None)
    weights = np.sinc(at) * np.i0(7.0 * np.sqrt(inside)) / np.i0(7.0)
    found: F32 = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return found


_WEIGHTS: Final = _table()
_SLOPES: Final = np.diff(_WEIGHTS, axis=0)
_FALL: Final = (0.5 + 0.5 * np.cos(np.pi * (np.arange(FADE) + 0.5) / FADE)).astype(np.float32)[:, None]
_RISE: Final = np.float32(1.0) - _FALL


class Follower:
    """Turns how much is in reserve into the resampler's step, frames read for each frame played."""

    def __init__(self, reserve: int) -> None:
        """Aim at a reserve, in frames."""
        self.step = 1.0
        """Within half a percent of 1."""
        self._reserve = reserve
        self._smooth = float(reserve)
        self._drift = 0.0

    def restart(self, held: float) -> None:
        """Begin with what is held; the drift that was learnt stays."""
        self._smooth = held

    def look(self, held: float, seconds: float) -> float:
        """Take what is held after so many seconds more have been played, and return the new step."""
        self._smooth += (held - self._smooth) * (1.0 - math.exp(-seconds / _SMOOTH_S))
        wrong_s = (self._smooth - self._reserve) / RATE
        drift = self._drift + _BANDWIDTH**2 * wrong_s * seconds
        step = drift + 2.0 * _BANDWIDTH * wrong_s
        if abs(step) < MOST_STEP:
            self._drift = drift  # Else it would wind up while it cannot act.
        self.step = 1.0 + min(max(step, -MOST_STEP), MOST_STEP)
        return self.step


class JitterBuffer:
    """Stereo sound from a network's clock to a sound card's.

    Example:
        >>> buffer = JitterBuffer(reserve_ms=20)
        >>> buffer.put(np.full((1920, 2), 0.5, np.float32), frame=0)
        >>> buffer.read(480).shape
        (480, 2)
    """

    def __init__(self, reserve_ms: float = 30.0, most_ms: float | None = None) -> None:
        """Prepare.

        Args:
            reserve_ms: What stays in hand after each read; a block may be late by so much.
            most_ms: What may be held; more drops the oldest. Where None, four times the reserve, or 100 ms more.
        """
        self.underruns = 0
        """How often there was nothing to play."""
        self.overruns = 0
        """How often too much was held, and the oldest dropped."""
        self.concealed = 0
        """Gaps in the stream that were covered."""
        self._reserve = round(reserve_ms * RATE / 1_000)
        most = most_ms if most_ms is not None else max(4 * reserve_ms, reserve_ms + 100.0)
        self._most = max(round(most * RATE / 1_000), self._reserve + FADE)
        self._follower = Follower(self._reserve)
        self._data: F32 = np.zeros((_KEPT + 2 * self._most + 4 * _CONCEALED, 2), np.float32)
        self._start = self._end = _KEPT
        self._fraction = 0.0
        self._expected: int | None = None
        self._sounding = self._dry = False
        self._last: F32 = np.zeros(2, np.float32)
        self._fallen = self._risen = FADE
        self._lock = threading.Lock()

    @property
    def step(self) -> float:
        """How fast it reads now: 1.001 is a tenth of a percent faster than it plays."""
        return self._follower.step

    @property
    def held_ms(self) -> float:
        """What is held, in milliseconds."""
        return (self._end - self._start) * 1_000 / RATE

    def put(self, samples: NDArray[Any], frame: int | None = None, *, broken: bool = False) -> None:
        """Take `[n, 2]` samples, float or int16.

        Args:
            samples: What comes next.
            frame: The session's frame of the first; what is missing before it is covered, what came before is left out.
            broken: Something is missing before them, where their frame does not say how much.
        """
        scale = np.float32(1.0 / 32_768.0 if samples.dtype == np.int16 else 1.0)
        new = np.asarray(samples, np.float32) * scale
        with self._lock:
            missing = 0
            if frame is not None:
                missing = 0 if self._expected is None else frame - self._expected
                if -RATE < missing < 0:
                    new, frame, missing = new[-missing:], frame - missing, 0
                self._expected = frame + len(new)
            if missing or broken:
                self._cover(missing, new)
            for at in range(0, len(new), _CONCEALED):
                self._append(new[at : at + _CONCEALED])
            if self._end - self._start > self._most:
                self._drop()

    def _append(self, new: F32) -> None:
        if self._end + len(new) > len(self._data):
            kept = self._data[self._start - _KEPT : self._end]
            if len(kept) + len(new) > len(self._data):
                self._drop()
                kept = self._data[self._start - _KEPT : self._end]
            self._data[: len(kept)] = kept.copy()
            self._start, self._end = _KEPT, len(kept)
        self._data[self._end : self._end + len(new)] = new
        self._end += len(new)

    def _cover(self, missing: int, new: F32) -> None:
        """Let what there was die away mirrored, for as long as something is missing, and fade in what comes."""
        self.concealed += 1
        echo = self._data[self._end - _ECHO : self._end][::-1] * np.linspace(1.0, 0.0, _ECHO, dtype=np.float32)[:, None]
        # Where the reserve ran dry meanwhile, what is missing went by as silence already.
        gap = missing if not self._dry and 0 < missing <= _CONCEALED else 0
        filled = np.zeros((gap, 2), np.float32)
        filled[:_ECHO] = echo[:gap]
        rest = np.zeros((FADE, 2), np.float32)
        rest[: max(_ECHO - gap, 0)] = echo[gap : gap + FADE]
        many = min(FADE, len(new))
        new[:many] = new[:many] * _RISE[:many] + rest[:many] * _FALL[:many]
        self._append(filled)

    def _drop(self) -> None:
        """Leave out the oldest down to the reserve, with a cross-fade."""
        self.overruns += 1
        old, new = self._start, self._end - self._reserve - FADE
        before = self._data[old - _KEPT : old].copy()
        self._data[new : new + FADE] = self._data[new : new + FADE] * _RISE + self._data[old : old + FADE] * _FALL
        self._data[new - _KEPT : new] = before
        self._start = new
        self._follower.restart(self._reserve)

    def read(self, frames: int) -> F32:
        """Return `[frames, 2]` samples for the sound card; silence where there is nothing."""
        with self._lock:
            if not self._sounding and self._end - self._start >= self._reserve + frames * (1 + MOST_STEP) + _TAPS:
                self._sounding, self._dry, self._risen = True, False, 0
                self._follower.restart(self._end - self._start - frames)
            out = np.zeros((frames, 2), np.float32)
            if not self._sounding:
                self._fall(out)
                return out
            made = self._resampled(frames)
            self._rise(made)
            out[: len(made)] = made
            if self._fallen < FADE:
                self._fall(out)
            if len(made):
                self._last = made[-1].copy()
            if len(made) < frames:
                self.underruns += 1
                self._sounding, self._dry, self._fallen = False, True, 0
                self._fall(out[len(made) :])
            else:
                self._follower.look(self._end - self._start - self._fraction, frames / RATE)
            return out

    def _resampled(self, frames: int) -> F32:
        """Return as many of so many frames as can be made, and move on."""
        step = self._follower.step
        at = self._fraction + step * np.arange(frames + 1)
        whole = at.astype(np.int64)
        able = int(np.searchsorted(whole[:-1], self._end - self._start - _TAPS // 2, side="left"))
        phase = (at[:able] - whole[:able]) * _PHASES
        row = phase.astype(np.int64)
        weights = _WEIGHTS[row] + _SLOPES[row] * (phase - row).astype(np.float32)[:, None]
        begin = self._start - _BEFORE
        span = self._data[begin : begin + (int(whole[able - 1]) if able else 0) + _TAPS]
        windows = np.lib.stride_tricks.sliding_window_view(span, _TAPS, axis=0)[whole[:able]]
        made: F32 = np.einsum("nct,nt->nc", windows, weights)
        self._start += int(whole[able])
        self._fraction = float(at[able] - whole[able])
        return made

    def _rise(self, made: F32) -> None:
        many = min(FADE - self._risen, len(made))
        if many > 0:
            made[:many] *= _RISE[self._risen : self._risen + many]
            self._risen += many

    def _fall(self, out: F32) -> None:
        many = min(FADE - self._fallen, len(out))
        if many > 0:
            out[:many] += self._last * _FALL[self._fallen : self._fallen + many]
            self._fallen += many
