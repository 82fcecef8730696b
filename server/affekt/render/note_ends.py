"""How a rendered note is kept: as int16 at one level for all velocities, without what cannot be heard of its end."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator"

from typing import Any

import numba as nb
import numpy as np
from numpy.typing import NDArray

from affekt.render.kernel_voice import CHECKED
from affekt.render.notes import STORED

INAUDIBLE = 10.0 ** (-60.0 / 20.0)
"""Below this share of its peak a note is over."""
FADE = 4_800
"""Frames (100 ms) over which its last is faded."""

_jit: Any = nb.njit(nogil=True, error_model="numpy", cache=not CHECKED)


@_jit
def _loudest(flat):
    most = flat.dtype.type(0)
    for i in range(flat.shape[0]):
        most = max(most, abs(flat[i]))
    return most


@_jit
def _end(flat, floor):
    """Return the index after the last sample over a floor."""
    i = flat.shape[0]
    while i > 0 and abs(flat[i - 1]) <= floor:
        i -= 1
    return i


@_jit
def _mono(flat):
    same = True
    for i in range(flat.shape[0] // 2):
        same = same and flat[2 * i] == flat[2 * i + 1]
    return same


@_jit
def _write(flat, step, channels, frames, fade, scale, out):
    """Write every `step`-th sample of the first `frames * channels`, the last `fade` frames on a slope to 0."""
    for i in range(frames):
        q = scale
        if frames - i <= fade:
            q *= (frames - 1 - i) / fade
        for c in range(channels):
            v = np.rint(float(flat[(i * channels + c) * step]) * q)
            out[i * channels + c] = np.int16(min(max(v, -32768.0), 32767.0))


def loudest(sound: NDArray[np.floating]) -> float:
    """Return the largest magnitude of a contiguous sound."""
    return float(_loudest(sound.reshape(-1)))


def kept(sound: NDArray[np.floating], velocity: int) -> NDArray[np.int16]:
    """Return a note as it is kept: `[n]` where both sides are the same, else `[n, 2]`.

    Args:
        sound: `[n]` or `[n, 2]`, contiguous, ±1 at the level of its velocity.
        velocity: The velocity it was rendered with; what is kept is as loud as velocity 127.
    """
    flat = sound.reshape(-1)
    wide = sound.ndim
    channels = 2 if wide == 2 and not _mono(flat) else 1
    heard = -(-_end(flat, INAUDIBLE * _loudest(flat)) // wide)
    frames = max(min(len(sound), heard + FADE), 1)
    out = np.empty(frames * channels, np.int16)
    step = wide if channels == 1 else 1
    _write(flat, step, channels, frames, min(FADE, frames), 32_768.0 * STORED * (127.0 / velocity) ** 2, out)
    return out.reshape(-1, 2) if channels == 2 else out
