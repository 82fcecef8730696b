"""Sound: a section's recordings as steady loops, and every combination of them that players can hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from affekt.arrange.manifest import Role, StemSet
from affekt.arrange.timing import as_layer, body_frames, pickup_frames
from affekt.core.units import SAMPLE_RATE, gain
from affekt.render.build_mix import looped
from affekt.review.levels import by_energy, reachable
from affekt.review.piece import Score

Audio = NDArray[np.float32]
"""(channels, frames)."""
Gains = NDArray[np.float32]
"""(combinations, stems), linear, the authored levels included."""
_MOST_TAKES = 256
"""Ways to draw takes that are tried with each combination; so many, evenly spread, where there are more."""
_END = 480
"""Frames at a file's end in which its sound must be gone."""


@dataclass(frozen=True, slots=True)
class Stem:
    """One recording of a layer."""

    layer: str
    take: str
    role: Role
    pitched: bool
    file: str
    channels: tuple[int, int]
    """Rows of the audio that are its left and right; the same where it is mono."""
    level: float
    """The authored level, linear."""
    loop: int
    """Frames after which it goes round."""
    cut_db: float | None
    """How loud it still is where its file ends, in dBFS; what is cut off is missing from the loop. None where the file
    is one pass and nothing more: its end sounds on into its own beginning."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Layers that sound together, one take each, at the levels of some feeling."""

    layers: tuple[str, ...]
    gains: Gains
    """(stems,)"""

    @property
    def told(self) -> str:
        """Its layers in a few words."""
        return "+".join(self.layers)


@dataclass(frozen=True)
class Sound:
    """A section's recordings, one steady pass each."""

    manifest: StemSet
    score: Score
    stems: tuple[Stem, ...]
    audio: Audio

    @property
    def frames(self) -> int:
        """Frames of one pass."""
        return int(self.audio.shape[1])

    def bar_at(self, frame: int) -> int:
        """Return the bar, from 1, of a frame of the loop."""
        bars = self.score.section.bars
        return min(frame * bars // max(self.frames, 1), bars - 1) + 1

    def sides(self, gains: Gains) -> tuple[Gains, Gains]:
        """Return gains by stem (…, stems) as gains by channel (…, channels) for left and right."""
        return gains @ self._left, gains @ self._right

    @cached_property
    def _left(self) -> Gains:
        return self._map(0)

    @cached_property
    def _right(self) -> Gains:
        return self._map(1)

    def _map(self, side: int) -> Gains:
        found = np.zeros((len(self.stems), len(self.audio)), np.float32)
        for index, stem in enumerate(self.stems):
            found[index, stem.channels[side]] = 1.0
        return found

    def mix(self, gains: Gains) -> Audio:
        """Return one combination in stereo, (2, frames)."""
        left, right = self.sides(gains)
        mixed: Audio = np.stack((left, right)) @ self.audio
        return mixed

    @cached_property
    def references(self) -> list[Combination]:
        """The reference combination with each take: the k-th of every layer together."""
        named = self.score.section.reference or [
            n for n in self.manifest.playing_layers(self.score.name) if self.manifest.layers[n].role != "dark_harmony"
        ]
        named = [n for n in named if self.takes(n)] or list(dict.fromkeys(stem.layer for stem in self.stems))
        levels = dict.fromkeys(named, 0.0)
        most = max((len(self.takes(n)) for n in named), default=0)
        return [self._with(levels, dict.fromkeys(named, k)) for k in range(most)]

    def takes(self, layer: str) -> list[int]:
        """Return the stems of a layer."""
        return [i for i, stem in enumerate(self.stems) if stem.layer == layer]

    def _with(self, levels: dict[str, float], draw: dict[str, int]) -> Combination:
        gains = np.zeros(len(self.stems), np.float32)
        there = []
        for layer, db in levels.items():
            stems = self.takes(layer)
            if stems:
                index = stems[draw.get(layer, 0) % len(stems)]
                gains[index] = self.stems[index].level * 10.0 ** (db / 20.0)
                there.append(layer)
        return Combination(tuple(there), gains)

    @cached_property
    def legal(self) -> list[Combination]:
        """Every set of layers that feelings in the box lead to, at its loudest and its softest, first takes."""
        return [self._with(levels, {}) for levels, _ in self._sets]

    @cached_property
    def _sets(self) -> list[tuple[dict[str, float], float]]:
        """Each set's levels, and the most that the fader adds."""
        loud: dict[tuple[str, ...], tuple[dict[str, float], float]] = {}
        soft: dict[tuple[str, ...], dict[str, float]] = {}
        for one in reachable(self.manifest, self.score.name):
            high, touch = loud.setdefault(one.layers, (dict(one.gains), one.touch_db))
            low = soft.setdefault(one.layers, dict(one.gains))
            for name, db in one.gains:
                high[name], low[name] = max(high[name], db), min(low[name], db)
            loud[one.layers] = high, max(touch, one.touch_db)
        return [*loud.values(), *((low, loud[key][1]) for key, low in soft.items() if low != loud[key][0])]

    @cached_property
    def every(self) -> list[Combination]:
        """Every legal combination with every draw of takes, the fader's share of a feeling included."""
        found: dict[bytes, Combination] = {}
        for levels, touch in self._sets:
            moved = {name: db + touch for name, db in levels.items()}
            counts = {name: len(self.takes(name)) for name in levels}
            for draw in draws(list(counts.values())):
                one = self._with(moved, dict(zip(counts, draw, strict=True)))
                found.setdefault(one.gains.tobytes(), one)
        return list(found.values())

    @property
    def sampled(self) -> bool:
        """Whether some combination has more draws of takes than are tried."""
        return any(prod(max(len(self.takes(n)), 1) for n in levels) > _MOST_TAKES for levels, _ in self._sets)

    @cached_property
    def steps(self) -> list[Combination]:
        """What sounds as energy rises through the box: each set of layers at its loudest before the next comes in."""
        found: dict[tuple[str, ...], Combination] = {}
        for one in by_energy(self.manifest, self.score.name):
            found[one.layers] = self._with(dict(one.gains), {})
        return list(found.values())


def draws(counts: Sequence[int], most: int = _MOST_TAKES) -> list[tuple[int, ...]]:
    """Return ways to draw one take of each layer: all, or where there are more than `most`, each take at least once
    and the rest evenly spread."""
    counts = [max(n, 1) for n in counts]
    total = prod(counts)
    found = {tuple(k % n for n in counts): None for k in range(max(counts, default=1))} if total > most else {}
    for step in range(min(total, most)):
        rest, draw = step * total // min(total, most), list[int]()
        for count in reversed(counts):
            rest, take = divmod(rest, count)
            draw.append(take)
        found[tuple(reversed(draw))] = None
    return list(found)


def stack(combinations: Sequence[Combination]) -> Gains:
    """Return the gains of some combinations, (combinations, stems)."""
    return np.stack([one.gains for one in combinations])


def open_sound(folder: Path, manifest: StemSet, score: Score) -> tuple[Sound | None, str]:
    """Read a section's recordings; without them None, and why."""
    written, frames = manifest.sections[score.name], body_frames(score.section)
    takes = [(layer, take) for layer, use in score.section.layers.items() for take in use.takes]
    channels: list[int] = []
    for _, take in takes:
        try:
            info = soundfile.info(str(folder / take.file))
        except (soundfile.SoundFileError, OSError):
            return None, f"{take.file} is not there; run 'affekt sets build {manifest.name}'"
        if info.samplerate != SAMPLE_RATE:
            return None, f"{take.file} is not at 48 kHz; run 'affekt sets convert {manifest.name}'"
        channels.append(min(info.channels, 2))
    if not takes:
        return None, "the section has no recordings"
    stems: list[Stem] = []
    audio = np.empty((sum(channels), frames), np.float32)
    first = 0
    for (layer, take), count in zip(takes, channels, strict=True):
        whole, use, own = manifest.layers[layer], score.section.layers[layer], as_layer(written, layer)
        level = gain(whole.gain_db if use.gain_db is None else use.gain_db)
        raw, _ = soundfile.read(folder / take.file, dtype="float32", always_2d=True)
        least = pickup_frames(own) + body_frames(own)
        declared = written.tail_beats > 0 and "tail_beats" in written.model_fields_set
        whole_pass = len(raw) == least and not (declared or written.parts or written.once)
        cut = None if whole_pass else _db(raw[-_END:])
        if len(raw) < least:
            raw = np.pad(raw, ((0, least - len(raw)), (0, 0)))
        loop = looped(raw, own).T[:count]
        for begin in range(0, frames, body_frames(own)):
            part = audio[first : first + count, begin : begin + body_frames(own)]
            part[:] = loop[:, : part.shape[1]]
        sides = (first, first + count - 1)
        stems.append(Stem(layer, take.name, whole.role, whole.pitched, take.file, sides, level, body_frames(own), cut))
        first += count
    return Sound(manifest, score, tuple(stems), audio), ""


def _db(audio: NDArray[np.float32]) -> float:
    top = float(np.sqrt((audio.astype(np.float64) ** 2).mean())) if audio.size else 0.0
    return 20.0 * np.log10(max(top, 1e-9)) if top else -180.0
