"""The feeling, measured on what players hear: sessions of one seed that differ in one feeling, told apart by ear.

The ear knows the tonic and nothing else of the score. Arousal is heard as loudness, onsets a second and brightness;
valence as which form the second, third, fourth, sixth and seventh have over the tonic, Phrygian … Lydian.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Section
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.bench.sets_walk import open_walk, walk
from affekt.core.harmony import pitch_class
from affekt.core.inputs import Cue, Said, StateFeeling
from affekt.core.units import SAMPLE_RATE, frames
from affekt.render.loudness import integrated
from affekt.render.offline import Offline
from affekt.review.piece import open_piece
from affekt.sense.game import default_table

SEEDS = (7, 11)
MOVED = 0.5
"""How far one feeling is moved, half of it each way from the section's own."""
_FROM_S, _LISTEN_S = 6.0, 60.0
_RIGHT = 0.85
_SIZE, _HOP = 4096, 480
_DEGREES = ((2, 1), (4, 3), (6, 5), (9, 8), (11, 10))
"""Semitones over the tonic: the bright and the dark form of each degree that modes differ in."""
_CLEAR = 8.0
"""A tone counts where it stands so far over what is usual in its spectrum."""
_STRUCK = 6.0
"""Novelty from which on an onset is heard; softer ones are the shimmer of what sounds on."""

Audio = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the ear makes of some music."""

    valence: float
    """Degrees that sound in their bright form less those in their dark one, -5 … +5."""
    arousal: float
    """Decades of power, octaves of onset rate and of brightness, added up."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sessions that differ in one feeling: what moved in the ear, in the direction of the change."""

    section: str
    valence: float
    arousal: float


def feeling(setting: Setting) -> Iterator[Row]:
    """Play each main section in pairs, and compare."""
    loaded = open_walk(setting.stem_set)
    piece = open_piece(loaded.folder, loaded.manifest)
    names = [s.name for s in piece.mains()] or [s.name for s in piece.scores.values() if s.kind == "drift"]
    if not names:
        yield unmeasured("feeling", "pairs that move the right way", "the set has no section to stay in")
        return
    lighter = [pair(loaded, name, seed, MOVED / 2.0, 0.0) for name in names for seed in SEEDS]
    livelier = [pair(loaded, name, seed, 0.0, MOVED / 2.0) for name in names for seed in SEEDS]
    yield from rows(lighter, livelier)


def rows(lighter: list[Pair], livelier: list[Pair]) -> Iterator[Row]:
    """Yield the share of pairs in which the moved feeling is heard the right way, and the held one is not moved."""
    steps = median(p.valence for p in lighter), median(p.arousal for p in livelier)
    told = f"{len(lighter)} pairs each, {', '.join(dict.fromkeys(p.section for p in lighter))}"
    bar = f">= {_RIGHT:g}"
    kinds = (
        ("valence-moves", "pairs in which more valence is heard", [p.valence > 0 for p in lighter], lighter),
        ("arousal-held", "of these, arousal moves by under half its own step",
         [abs(p.arousal) < abs(steps[1]) / 2 for p in lighter], lighter),
        ("arousal-moves", "pairs in which more arousal is heard", [p.arousal > 0 for p in livelier], livelier),
        ("valence-held", "of these, valence moves by under half its own step",
         [abs(p.valence) < abs(steps[0]) / 2 for p in livelier], livelier),
    )  # fmt: skip
    for id, text, right, pairs in kinds:
        wrong = [
            f"{p.section} {p.valence:+.2f} degrees {p.arousal:+.2f}"
            for p, good in zip(pairs, right, strict=True)
            if not good
        ]
        why = f"{told}; steps {steps[0]:.2f} degrees, {steps[1]:.2f}" + (f"; not: {', '.join(wrong)}" if wrong else "")
        yield judged(f"feeling-{id}", text, sum(right) / len(right), "of 1", bar, why=why, runs=len(right))


def pair(loaded: LoadedSet, name: str, seed: int, valence: float, arousal: float) -> Pair:
    """Return how far the ear is moved from the one side of a section's own feeling to the other."""
    section = loaded.manifest.sections[name]
    low, high = (_session(loaded, name, section, seed, way * valence, way * arousal) for way in (-1.0, 1.0))
    return Pair(name, high.valence - low.valence, high.arousal - low.arousal)


def _session(loaded: LoadedSet, name: str, section: Section, seed: int, valence: float, arousal: float) -> Heard:
    target = section.target
    felt = StateFeeling(target.valence + valence, target.arousal + arousal, target.dominance, hold_s=0.0)
    said: list[tuple[float, Said]] = [(0.0, felt), (0.3, Cue("section", name, "now"))]
    until = _FROM_S + _LISTEN_S
    events = walk(loaded, said, until + 1.0, seed, replace(default_table(), scenes=()))
    pieces = Offline(loaded, events).pieces(frames(until))
    audio = np.concatenate([piece.f32 for piece in pieces])[frames(_FROM_S) :]
    return listen(audio, pitch_class(section.key))


def listen(audio: Audio, tonic: int) -> Heard:
    """Return what is heard in (frames, 2) at 48 kHz, the tonic being known (0 is C)."""
    side = audio.mean(axis=1)
    window = np.hanning(_SIZE).astype(np.float32)
    hertz = np.fft.rfftfreq(_SIZE, 1.0 / SAMPLE_RATE)
    tones, energy, before = np.zeros(12), np.zeros(len(hertz)), None
    low, high = np.searchsorted(hertz, (110.0, 2000.0))
    classes = (np.rint(12.0 * np.log2(hertz[low:high] / 440.0)).astype(int) + 9 - tonic) % 12
    flux = []
    for start in range(0, max(len(side) - _SIZE, 1), _HOP):
        piece = side[start : start + _SIZE]
        size = np.abs(np.fft.rfft(piece * window[: len(piece)], _SIZE))
        energy += size**2
        loud = np.log1p(1000.0 * size[: np.searchsorted(hertz, 8000.0)] / _SIZE)
        flux.append(0.0 if before is None else float(np.maximum(loud - before, 0.0).sum()))
        before = loud
        inside = size[low:high]
        clear = inside[1:-1] > _CLEAR * np.median(inside)
        peaks = np.flatnonzero(clear & (inside[1:-1] > inside[:-2]) & (inside[1:-1] > inside[2:])) + 1
        np.add.at(tones, classes[peaks], np.sqrt(inside[peaks]))
    faint = 0.02 * max(float(tones.sum()), 1e-12)
    bright = float(sum((tones[up] - tones[down]) / (tones[up] + tones[down] + faint) for up, down in _DEGREES))
    centre = float((energy * hertz).sum() / max(energy.sum(), 1e-12))
    power = integrated(audio.astype(np.float64)) / 10.0
    return Heard(bright, power + float(np.log2(0.5 + onsets(flux))) + 0.5 * float(np.log2(max(centre, 50.0))))


def onsets(flux: list[float]) -> float:
    """Return onsets a second from a novelty curve every 10 ms."""
    curve = np.array(flux)
    if not len(curve) or curve.max() <= 0.0:
        return 0.0
    floor = np.array([np.median(curve[max(k - 25, 0) : k + 26]) for k in range(len(curve))])
    peak = np.array([curve[max(k - 4, 0) : k + 5].max() == curve[k] for k in range(len(curve))])
    struck = peak & (curve > 1.5 * floor) & (curve - floor > _STRUCK)
    return float(struck.sum()) / (len(curve) * _HOP / SAMPLE_RATE)
