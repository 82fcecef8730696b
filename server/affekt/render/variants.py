"""Variants: a recording at another pitch, as long as it was and in time with it, kept beside the stems.

Made by python-stretch, in a child of the gateway or in an offline rendering; nothing here runs in a render worker. The
same recording, shift and version give the same file on one machine.
"""

import contextlib
import os
from collections.abc import Collection
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render.follow import Loop
from affekt.render.stems import HEADER, Stem, look, write

ALGORITHM = 2
"""Counts up whenever the same shift would give other samples."""
FARTHEST_CENTS = 1_300.0
"""An octave and a tuning, up or down."""
MOST_BYTES = 2 << 30
"""What variants may take on the disk unless told otherwise."""
_WINDOW_S, _OVERLAP = 0.18, 4
"""The stretcher's window: shorter ones bend the partials of dense chords by tens of cents, longer ones blur attacks."""
_CONTEXT = SAMPLE_RATE // 4
"""Frames before and after that the stretcher sees and nobody hears."""
_SEAM = SAMPLE_RATE // 50
"""Frames over which a loop's end goes over to what leads to its start."""
_TAILLESS = 64
"""A recording that ends so near its body's end has no tail."""
_QUIETEST_DB, _LOUDEST_DB = -1.5, 1.5
"""How far a variant's level is corrected."""


def shifted(samples: NDArray[np.int16], cents: float, loop: Loop | None = None) -> NDArray[np.int16]:
    """Return a recording at another pitch: as many frames, each attack where it was, as loud.

    Args:
        samples: `[frames, channels]`, one or two channels, 48 kHz.
        cents: -1,300 … 1,300.
        loop: Where it loops; a recording that ends with its body goes on seamlessly into its start.

    Raises:
        AffektError: OUT_OF_RANGE; UNSUPPORTED where python-stretch is not there.
    """
    if not -FARTHEST_CENTS <= cents <= FARTHEST_CENTS:
        raise AffektError(Reason.OUT_OF_RANGE, f"a shift of {cents:g} cents is too far; 1,300 up or down at most")
    if not len(samples) or not samples.any():
        return samples.copy()
    wraps = loop is not None and loop.start == 0 and abs(len(samples) - loop.frames) <= _TAILLESS
    wide = samples.astype(np.float32) / np.float32(32768.0)
    reach = min(_CONTEXT, len(wide)) if wraps else _CONTEXT
    quiet = np.zeros((reach, wide.shape[1]), np.float32)
    before, after = (wide[-reach:], wide[:reach]) if wraps else (quiet, quiet)
    moved = _stretched(np.concatenate([before, wide, after]), cents)
    found = moved[reach : reach + len(wide)].copy()
    if wraps:
        seam = min(_SEAM, reach, len(found))
        found[-seam:] = _blend(found[-seam:], moved[reach - seam : reach])
    was, now = float(np.mean(wide**2)), float(np.mean(found**2))
    if now > 0.0:
        found *= np.float32(np.clip(np.sqrt(was / now), 10 ** (_QUIETEST_DB / 20), 10 ** (_LOUDEST_DB / 20)))
    whole: NDArray[np.int16] = np.clip(np.rint(found * np.float32(32768.0)), -32768, 32767).astype(np.int16)
    return whole


def _stretched(wide: NDArray[np.float32], cents: float) -> NDArray[np.float32]:
    try:
        from python_stretch import Signalsmith
    except ImportError as error:
        raise AffektError(Reason.UNSUPPORTED, "key variants need python-stretch; pip install python-stretch") from error
    import soxr

    # Resampling moves every partial by exactly as much; the stretcher only gives the time back.
    faster = soxr.resample(wide, SAMPLE_RATE * 2.0 ** (cents / 1_200.0), SAMPLE_RATE, quality="VHQ")
    window = round(_WINDOW_S * SAMPLE_RATE)
    stretch = Signalsmith.Stretch()
    stretch.configure(wide.shape[1], window, window // _OVERLAP)
    stretch.setTimeFactor(len(faster) / len(wide))
    made = np.asarray(stretch.process(np.ascontiguousarray(faster.T)), np.float32).T
    found = np.zeros_like(wide)
    found[: len(made)] = made[: len(found)]
    return found


def _blend(old: NDArray[np.float32], new: NDArray[np.float32]) -> NDArray[np.float32]:
    """Go from one to the other at even loudness, whatever their phases."""
    turn = np.linspace(0.0, np.pi / 2, len(old), dtype=np.float32)[:, None]
    power = float(np.sqrt(np.mean(old**2) * np.mean(new**2)))
    alike = float(np.mean(old * new)) / power if power > 0.0 else 0.0
    out, into = np.cos(turn), np.sin(turn)
    loud = np.sqrt(1.0 + 2.0 * max(alike, -0.8) * out * into)
    return ((old * out + new * into) / loud).astype(np.float32)


@cache
def _engine() -> str:
    try:
        return version("python-stretch")
    except ImportError:
        return "none"


def variant_file(stem: Stem, cents: float, loop: Loop | None) -> Path:
    """Return where a stem's variant is kept; its name says from what, how far, and made how."""
    place = f".{loop.start}-{loop.frames}" if loop else ""
    return stem.file.parent / f"{stem.file.stem}.{round(10 * cents):+d}{place}.v{ALGORITHM}-{_engine()}.var"


def find(stem: Stem, cents: float, loop: Loop | None, id: int = 0) -> Stem | None:
    """Return a variant that was made before, and note that it is used; None where there is none."""
    target = variant_file(stem, cents, loop)
    found = look(target, id)
    if found is not None:
        with contextlib.suppress(OSError):
            os.utime(target)
    return found


def make(stem: Stem, cents: float, loop: Loop | None, id: int = 0) -> Stem:
    """Return a stem's variant, made now if it never was.

    Raises:
        AffektError: as `shifted`; BAD_SET if the stem's cache file is gone.
    """
    found = find(stem, cents, loop, id)
    if found is not None:
        return found
    try:
        raw = np.fromfile(stem.file, np.int16, offset=HEADER.size).reshape(-1, stem.channels)
    except (OSError, ValueError) as error:
        raise AffektError(Reason.BAD_SET, f"the cache lost {stem.file.name}; start again to decode it anew") from error
    target = variant_file(stem, cents, loop)
    write(target, shifted(raw, cents, loop))
    return Stem(id, target, stem.frames, stem.channels)


def work(told: dict[str, Any]) -> str:
    """Do the pool's task that `task` describes; return the variant's file."""
    stem = Stem(0, Path(told["file"]), told["frames"], told["channels"])
    loop = Loop(*told["loop"]) if told["loop"] else None
    return str(make(stem, told["cents"], loop).file)


def task(stem: Stem, cents: float, loop: Loop | None) -> dict[str, Any]:
    """Return what the pool is told to make a stem's variant."""
    place = [loop.start, loop.frames] if loop else None
    return {"file": str(stem.file), "frames": stem.frames, "channels": stem.channels, "cents": cents, "loop": place}


def prune(folder: Path, most_bytes: int = MOST_BYTES, keep: Collection[Path] = ()) -> int:
    """Remove the variants that were used longest ago until all together fit; return how many went.

    Args:
        folder: The cache folder.
        most_bytes: What may stay.
        keep: Files that are in use.
    """
    known = []
    for path in folder.glob("*.var"):
        with contextlib.suppress(OSError):
            state = path.stat()
            known.append((state.st_mtime_ns, path.name, path, state.st_size))
    total, gone = sum(size for *_, size in known), 0
    used = set(keep)
    for _, _, path, size in sorted(known):
        if total <= most_bytes:
            break
        if path in used:
            continue
        with contextlib.suppress(OSError):
            path.unlink()
            gone += 1
        total -= size
    return gone
