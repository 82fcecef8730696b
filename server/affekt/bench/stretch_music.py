"""Music for the stretching bench: eight layers as notes, so that they can be played at any tempo as ground truth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE

BPM = 120.0
BARS = 6
BEATS = 4 * BARS
FEELS = ("straight", "swung", "humanised")
LAYERS = ("drums", "hats", "bass", "pluck", "theme", "answer", "pad", "bed")
DRUMS = ("drums", "hats")
Voice = Callable[["Hit", int], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A note of a layer: where it begins and how long it is, in beats."""

    beat: float
    beats: float
    pitch: float
    level: float
    kind: str
    seed: int


def notes(feel: str) -> dict[str, list[Hit]]:
    """Return every layer's notes: straight sixteenths, swung (2:1), or each up to 20 ms off the grid."""
    rng = np.random.default_rng(11)

    def place(sixteenth: int) -> float:
        if feel == "swung":
            return (sixteenth // 2) * 0.5 + (1.0 / 3.0 if sixteenth % 2 else 0.0)
        if feel == "humanised":
            return max(sixteenth * 0.25 + float(rng.uniform(-0.04, 0.04)), 0.0)
        return sixteenth * 0.25

    found: dict[str, list[Hit]] = {name: [] for name in LAYERS}
    chords = ((50, 57, 62, 65), (46, 53, 58, 62), (53, 57, 60, 65), (48, 55, 60, 64))
    for bar in range(BARS):
        chord = chords[bar % 4]
        for step in range(16):
            at, seed = place(16 * bar + step), 100 * bar + step
            if step in (0, 6, 10):
                found["drums"].append(Hit(at, 0.5, 36, 0.5, "kick", seed))
            if step in (4, 12, 15):
                found["drums"].append(Hit(at, 0.5, 38, 0.35 if step < 15 else 0.15, "snare", seed))
            if step % 2 == 0 or step in (7, 13):
                found["hats"].append(Hit(at, 0.25, 42, 0.12 + 0.1 * (step % 4 == 0), "hat", seed))
            if step in (0, 3, 8, 11):
                found["bass"].append(Hit(at, 0.6, chord[0] - 12, 0.3, "bass", seed))
            if step % 2 == 0:
                found["pluck"].append(Hit(at, 0.8, chord[step // 2 % 4] + 12, 0.14, "pluck", seed))
            if step in (2, 7, 12):
                found["theme"].append(Hit(at, 1.0, chord[(step + bar) % 4] + 24, 0.12, "pluck", seed))
            if step in (5, 9):
                found["answer"].append(Hit(at, 1.5, chord[(step + bar) % 4] + 12, 0.1, "reed", seed))
        for k, pitch in enumerate(chord):
            found["pad"].append(Hit(4.0 * bar, 4.0, pitch + 12, 0.06, "pad", 10 * bar + k))
        found["bed"].append(Hit(4.0 * bar, 4.0, chord[0], 0.12, "pad", 7_000 + bar))
    return found


def layer(hits: list[Hit], ratio: float, frames: int) -> NDArray[np.int16]:
    """Return a layer's notes played `ratio` times as fast, `[frames, 2]`."""
    out = np.zeros((frames + 4 * SAMPLE_RATE, 2))
    for hit in hits:
        begin = frame_of(hit.beat, ratio)
        sound = _VOICES[hit.kind](hit, round(hit.beats * 60.0 / BPM / ratio * SAMPLE_RATE))
        pan = 0.5 + 0.3 * np.sin(hit.pitch)
        out[begin : begin + len(sound), 0] += sound * hit.level * np.sqrt(1.0 - pan) * 1.41
        out[begin : begin + len(sound), 1] += sound * hit.level * np.sqrt(pan) * 1.41
    whole: NDArray[np.int16] = np.clip(np.rint(out[:frames] * 20_000.0), -32_768, 32_767).astype(np.int16)
    return whole


def frame_of(beat: float, ratio: float) -> int:
    """Return the frame of a beat when played `ratio` times as fast."""
    return round(beat * 60.0 / BPM / ratio * SAMPLE_RATE)


def _time(frames: int) -> NDArray[np.float64]:
    return np.arange(frames) / SAMPLE_RATE


def _hz(pitch: float) -> float:
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def _kick(hit: Hit, frames: int) -> NDArray[np.float64]:
    del frames
    t = _time(12_000)
    swept: NDArray[np.float64] = np.sin(2 * np.pi * (48.0 * t + 6.0 * (1.0 - np.exp(-t / 0.03)))) * np.exp(-t / 0.09)
    click = np.random.default_rng(hit.seed).uniform(-1, 1, len(t)) * np.exp(-t / 0.002)
    return swept + 0.4 * click


def _snare(hit: Hit, frames: int) -> NDArray[np.float64]:
    del frames
    t = _time(9_600)
    noise = np.random.default_rng(hit.seed).uniform(-1, 1, len(t))
    sound: NDArray[np.float64] = noise * np.exp(-t / 0.05) + 0.6 * np.sin(2 * np.pi * 190.0 * t) * np.exp(-t / 0.07)
    return sound


def _hat(hit: Hit, frames: int) -> NDArray[np.float64]:
    del frames
    t = _time(4_800)
    noise = np.diff(np.random.default_rng(hit.seed).uniform(-1, 1, len(t) + 2), 2) / 2.0
    sound: NDArray[np.float64] = noise * np.exp(-t / 0.018)
    return sound


def _harmonics(hit: Hit, t: NDArray[np.float64], count: int, decay: float) -> NDArray[np.float64]:
    hz = _hz(hit.pitch)
    phases = np.random.default_rng(hit.seed).uniform(0, 2 * np.pi, count)
    out = np.zeros(len(t))
    for k in range(1, count + 1):
        if k * hz < 14_000.0:
            out += np.sin(2 * np.pi * k * hz * t + phases[k - 1]) / k * np.exp(-t * k / decay)
    return out


def _pluck(hit: Hit, frames: int) -> NDArray[np.float64]:
    t = _time(frames + 2_400)
    sound = _harmonics(hit, t, 12, 1.2) * np.minimum(t / 0.001, 1.0)
    return sound * np.minimum((len(t) - np.arange(len(t))) / 2_400.0, 1.0)


def _bass(hit: Hit, frames: int) -> NDArray[np.float64]:
    t = _time(frames + 1_200)
    sound = _harmonics(hit, t, 8, 2.0) * np.minimum(t / 0.003, 1.0)
    return sound * np.minimum((len(t) - np.arange(len(t))) / 1_200.0, 1.0)


def _reed(hit: Hit, frames: int) -> NDArray[np.float64]:
    t = _time(frames + 4_800)
    sound = _harmonics(hit, t, 9, 1e3) * np.minimum(t / 0.04, 1.0)
    return sound * np.minimum((len(t) - np.arange(len(t))) / 4_800.0, 1.0)


def _pad(hit: Hit, frames: int) -> NDArray[np.float64]:
    t = _time(frames + 9_600)
    sound = _harmonics(hit, t, 6, 1e3) * np.minimum(t / 0.2, 1.0)
    return sound * np.minimum((len(t) - np.arange(len(t))) / 9_600.0, 1.0)


_VOICES: dict[str, Voice] = {
    "kick": _kick, "snare": _snare, "hat": _hat, "pluck": _pluck, "bass": _bass, "reed": _reed, "pad": _pad,
}  # fmt: skip
