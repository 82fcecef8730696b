"""A section's guide for stretching: its onsets, to the sample, and a reference on which splices are searched.

Made once, by the process that decodes, and kept beside the decoded recordings as one int16 buffer (see `layout.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import pickup_frames
from affekt.render.layout import DECIMATE, GUIDE_MAGIC, GUIDE_WORDS, MARK_WORDS
from affekt.render.stems import HEADER, Stem, cached, look, write

Heard = tuple[str, bool, bool]
"""A recording's file, whether it is percussive, whether it belongs to the reference."""

VERSION = 2
"""Of what is heard as an onset; part of a guide's name."""
HOP = 64
"""Frames between two looks for an onset."""
APART = 1_920
"""Frames (40 ms) that two marks lie apart at the least; an attack nearer to a mark belongs to it."""
HOLD = 576
"""Frames (12 ms) after an attack in which no segment begins, so that it is not heard twice."""
CLEAR = 2_880
"""Frames around a percussive mark in which a pitched attack makes none."""
RISE_DB, STRONG_DB = 6.0, 10.0
"""How much louder it is after an attack than before: of a percussive layer, and of a pitched one to be marked."""
FAINT_DB = -40.0
"""Attacks fainter than this, of the loudest in the section, are no marks."""
_LOUDEST = 16_000.0


@dataclass(frozen=True, slots=True)
class Part:
    """A recording as a guide hears it."""

    samples: NDArray[np.int16]
    """`[frames, channels]`."""
    percussive: bool
    reference: bool
    """It belongs to the reference; another take is only searched for attacks."""


def heard(manifest: StemSet, section: str) -> list[Heard]:
    """Return what a section's guide is made from: all takes of its percussion, the first take of its other layers.

    Where loops are unequal no place recurs, and there is none.
    """
    found: list[Heard] = []
    if manifest.sections[section].unequal:
        return found
    for name, part in manifest.sections[section].layers.items():
        percussive = name in manifest.layers and not manifest.layers[name].pitched
        takes = part.takes if percussive else part.takes[:1]
        found += [(take.file, percussive, k == 0) for k, take in enumerate(takes)]
    return found


def ask(folder: Path, manifest: StemSet, section: str) -> tuple[list[Heard], int]:
    """Return (recordings with their whole paths, pick-up frames) of a section's guide, as `find` and `keep` take it."""
    return [(str(folder / f), p, r) for f, p, r in heard(manifest, section)], pickup_frames(manifest.sections[section])


def guide_file(stems: Sequence[Stem], recordings: Sequence[Heard], pickup: int) -> Path:
    """Return where a guide is kept; its name says from what, and made how."""
    said = [VERSION, pickup, *((s.file.stem, p, r) for s, (_, p, r) in zip(stems, recordings, strict=True))]
    return stems[0].file.parent / f"{blake2b(repr(said).encode(), digest_size=20).hexdigest()}.guide"


def find(recordings: Sequence[Heard], pickup: int) -> Stem | None:
    """Return a guide that was made before; None where there is none, or nothing to guide.

    Raises:
        AffektError: BAD_SET if a recording is missing or cannot be read.
    """
    if not recordings:
        return None
    return look(guide_file([cached(Path(f)) for f, _, _ in recordings], recordings, pickup), 0)


def keep(recordings: Sequence[Heard], pickup: int) -> Stem | None:
    """Return a section's guide, made now if it never was; None where there is nothing to guide.

    Raises:
        AffektError: BAD_SET if a recording is missing or cannot be read.
    """
    found = find(recordings, pickup)
    if found is not None or not recordings:
        return found
    stems = [cached(Path(f)) for f, _, _ in recordings]
    parts = (
        Part(np.fromfile(s.file, np.int16, offset=HEADER.size).reshape(-1, s.channels), percussive, reference)
        for s, (_, percussive, reference) in zip(stems, recordings, strict=True)
    )
    target = guide_file(stems, recordings, pickup)
    words = make(parts, pickup)
    write(target, words[:, None])
    return Stem(0, target, len(words), 1)


Found = tuple[NDArray[np.int64], NDArray[np.float64]]
"""First samples of a layer's attacks, and their energies."""


def make(parts: Iterable[Part], pickup: int) -> NDArray[np.int16]:
    """Return a guide as the kernel reads it; within it, where there is percussion, one for the other layers alone.

    Args:
        parts: Recordings that begin `pickup` frames before the body.
        pickup: Frames before the body.
    """
    mixes = [np.zeros(0, np.float32), np.zeros(0, np.float32)]
    struck: list[Found] = []
    rung: list[Found] = []
    for part in parts:
        mono = part.samples.astype(np.float32).mean(axis=1)
        for k in range(1 if part.percussive else 2):
            if part.reference:
                short = max(len(mono) - len(mixes[k]), 0)
                mixes[k] = np.concatenate([mixes[k], np.zeros(short, np.float32)])
                mixes[k][: len(mono)] += mono
        (struck if part.percussive else rung).append(attacks(mono, RISE_DB if part.percussive else STRONG_DB))
    whole = _words(merged(struck, rung), mixes[0], pickup)
    if not struck or not rung:
        return whole
    whole[8:10] = _split(len(whole))
    return np.concatenate([whole, _words(merged([], rung), mixes[1], pickup)])


def _words(marks: list[tuple[int, int]], mix: NDArray[np.float32], pickup: int) -> NDArray[np.int16]:
    reference = decimated(mix)
    words = np.zeros(GUIDE_WORDS + MARK_WORDS * len(marks), np.int16)
    for k, value in enumerate((GUIDE_MAGIC, len(marks), -pickup, len(reference))):
        words[2 * k : 2 * k + 2] = _split(value)
    for k, (place, hold) in enumerate(marks):
        i = GUIDE_WORDS + MARK_WORDS * k
        words[i : i + 2] = _split(place - pickup)
        words[i + 2] = hold
    return np.concatenate([words, reference])


def attacks(x: NDArray[np.float32], rise_db: float) -> Found:
    """Return the first samples of the attacks in a mono recording, and their energies."""
    count = len(x) // HOP
    none = np.zeros(0, np.int64), np.zeros(0)
    if count < 16:
        return none
    steep = np.diff(x, prepend=x[:1])
    strength = np.zeros(count)
    energies = np.zeros(count)
    for y in (x, steep):
        e = np.square(y[: count * HOP].reshape(count, HOP)).sum(axis=1, dtype=np.float64)
        total = np.concatenate([[0.0], np.cumsum(e)])
        after = (total[np.minimum(np.arange(count) + 4, count)] - total[:-1]) / 4.0
        before = (total[:-1] - total[np.maximum(np.arange(count) - 8, 0)]) / 8.0
        floor = max(float(after.max()) * 10.0 ** (FAINT_DB / 10.0), 1e-3)
        db = 10.0 * np.log10((after + floor) / (before + floor))
        strength = np.maximum(strength, db)
        if y is x:
            energies = after
    wide = _running_max(strength, 8)
    found = np.flatnonzero((strength >= rise_db) & (strength >= wide))
    if not len(found):
        return none
    keep = np.concatenate([[True], np.diff(found) > 4])
    found = found[keep]
    loud: NDArray[np.float32] = np.abs(x) + np.float32(2.0) * np.abs(steep)
    first = np.array([_first(loud, int(k) * HOP) for k in found], np.int64)
    return first, energies[found]


def _running_max(v: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    wide = v.copy()
    for k in range(1, reach + 1):
        wide[k:] = np.maximum(wide[k:], v[:-k])
        wide[:-k] = np.maximum(wide[:-k], v[k:])
    return wide


def _first(loud: NDArray[np.float32], near: int) -> int:
    """Return the sample in which the attack near a frame leaves what was before."""
    low, high = max(near - 3 * HOP, 0), min(near + 4 * HOP, len(loud))
    part = loud[low:high]
    quiet = float(loud[max(low - 4 * HOP, 0) : low + 1].max())
    top = float(part.max())
    over = np.flatnonzero(part > min(quiet * 1.25 + 0.12 * max(top - quiet, 0.0), 0.5 * (quiet + top)))
    return low + (int(over[0]) if len(over) else near - low)


def merged(struck: Iterable[Found], rung: Iterable[Found]) -> list[tuple[int, int]]:
    """Return (first sample, frames to hold) of the marks: percussive attacks, and pitched ones far from those."""
    both = [list(struck), list(rung)]
    loudest = max((float(e.max()) for found in both for _, e in found if len(e)), default=0.0)
    loud = [
        sorted({int(p) for places, e in found for p in places[e >= loudest * 10.0 ** (FAINT_DB / 10.0)]})
        for found in both
    ]
    hits = np.array(loud[0], np.int64)
    for place in loud[1]:
        i = int(np.searchsorted(hits, place))
        if all(abs(int(hits[j]) - place) >= CLEAR for j in (i - 1, i) if 0 <= j < len(hits)):
            loud[0].append(place)
    marks: list[tuple[int, int]] = []
    for place in sorted(loud[0]):
        if marks and place - marks[-1][0] < APART:
            marks[-1] = (marks[-1][0], place - marks[-1][0] + HOLD)
        else:
            marks.append((place, HOLD))
    return marks


def decimated(x: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return every fourth sample, low-passed, as loud as int16 holds well."""
    taps = 8 * DECIMATE
    t = np.arange(-taps // 2, taps // 2 + 1)
    kernel = np.sinc(t / DECIMATE * 0.9) * np.hanning(len(t) + 2)[1:-1]
    kernel /= kernel.sum()
    count = -(-len(x) // DECIMATE)
    padded = np.concatenate([np.zeros(taps // 2, np.float32), x, np.zeros(taps, np.float32)])
    low = np.zeros(count, np.float32)
    for k, gain in enumerate(kernel):
        low += np.float32(gain) * padded[k : k + count * DECIMATE : DECIMATE]
    top = float(np.abs(low).max()) if len(low) else 0.0
    words: NDArray[np.int16] = np.rint(low * np.float32(_LOUDEST / top if top > 0.0 else 0.0)).astype(np.int16)
    return words


def _split(value: int) -> tuple[np.int16, np.int16]:
    low, high = np.array([value], np.int32).view(np.int16)
    return low, high
