"""Plots of what is recorded: loudness over time and by step, spectra, and who masks whom."""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from affekt.review.drawing import COLOURS, FAINT, INK, RED, Page, shade
from affekt.review.meters import Meters, blocks, heard, integrated
from affekt.review.sound import Sound, stack
from affekt.review.tones import ensembles, third_octaves, within

_LEFT, _WIDE, _HIGH = 60, 700, 150


@dataclass(frozen=True, slots=True)
class Curves:
    """What a plot needs of a section after its recordings are gone from memory."""

    name: str
    short: NDArray[np.float64]
    """Short-term loudness of the reference mix in LUFS, every 100 ms."""
    goal: float | None
    steps: tuple[float, ...]
    centres: NDArray[np.float64]
    levels: NDArray[np.float64]
    layers: tuple[str, ...]
    masks: dict[tuple[str, str], float]
    """Pair of layers → share of cells within 3 dB, 0 … 1."""


@dataclass(slots=True)
class Gallery:
    """Collects sections as they are measured, and draws them."""

    curves: list[Curves] = field(default_factory=list)

    def look(self, sound: Sound, meters: Meters) -> None:
        """Keep what the plots need of a section."""
        if not sound.references:
            return
        first = sound.references[:1]
        power = blocks(heard(sound, meters, stack(first)), 30)[0]
        short = -0.691 + 10.0 * np.log10(np.maximum(power, 1e-9))
        centres, levels = third_octaves(sound, meters, first[0])
        ensemble = ensembles(sound)[0]
        masks = {}
        for one, two in combinations(ensemble, 2):
            masks[sound.stems[one].layer, sound.stems[two].layer] = within(meters, ensemble, one, two)
        self.curves.append(
            Curves(
                sound.score.name, short, sound.score.section.loudness_lufs,
                tuple(integrated(heard(sound, meters, stack(sound.steps)))) if sound.steps else (),
                centres, levels, tuple(sound.stems[i].layer for i in ensemble), masks,
            )
        )  # fmt: skip

    def loudness(self) -> str:
        """Return short-term loudness of each reference mix, its goal, and the steps of energy."""
        page = Page(
            _LEFT + _WIDE + 230, "Loudness: short-term of the reference mix (line), its goal (dashed), steps of energy"
        )
        for place, one in enumerate(self.curves):
            top = 44 + place * (_HIGH + 30)
            page.words(10, top + 8, one.name, size=11, bold=True)

            def y(level: float, top: int = top) -> float:
                return top + 14 + (min(max(-10.0 - level, 0.0), 40.0)) / 40.0 * (_HIGH - 14)

            for level in range(-50, -9, 10):
                page.line([(_LEFT, y(level)), (_LEFT + _WIDE, y(level))], FAINT, width=0.6)
                page.words(_LEFT - 4, y(level) + 3, str(level), size=8, anchor="end")
            many = max(len(one.short) - 1, 1)
            page.line([(_LEFT + k / many * _WIDE, y(float(v))) for k, v in enumerate(one.short)], COLOURS[0])
            if one.goal is not None:
                page.line([(_LEFT, y(one.goal)), (_LEFT + _WIDE, y(one.goal))], RED, dashed=True)
            page.words(_LEFT + _WIDE, top + 8, f"{len(one.short) / 10:.0f} s", size=8, anchor="end")
            for index, loud in enumerate(one.steps):
                x = _LEFT + _WIDE + 20 + index * 20
                page.box(x, y(loud), 14, y(-50) - y(loud), COLOURS[1], hint=f"{loud:.1f} LUFS")
                page.words(x + 7, y(loud) - 2, f"{loud:.0f}", size=7, anchor="middle")
        return page.text()

    def spectra(self) -> str:
        """Return third octaves of each reference mix beside falls of 3 and 6 dB an octave."""
        page = Page(
            _LEFT + _WIDE + 200, "Spectrum: dB a hertz by third octave, set to one mean; dashed: -3 and -6 dB an octave"
        )
        top, high = 44, 420

        def at(hertz: float, level: float) -> tuple[float, float]:
            return _LEFT + float(np.log2(hertz / 90.0)) / 6.7 * _WIDE, top + min(
                max(20.0 - level, 0.0), 70.0
            ) / 70.0 * high

        for hertz in (100, 200, 500, 1000, 2000, 5000, 8000):
            page.line([at(hertz, 20), at(hertz, -50)], FAINT, width=0.6)
            page.words(at(hertz, -50)[0], top + high + 12, f"{hertz}", size=8, anchor="middle")
        for slope in (-3.0, -6.0):
            ends = [(hertz, slope * float(np.log2(hertz / 900.0))) for hertz in (100.0, 8000.0)]
            page.line([at(*end) for end in ends], INK, width=0.8, dashed=True)
        for place, one in enumerate(self.curves):
            middle = float(one.levels.mean())
            points = [at(float(f), float(v) - middle) for f, v in zip(one.centres, one.levels, strict=True)]
            page.line(points, COLOURS[place % len(COLOURS)], dashed=place >= len(COLOURS))
            page.box(_LEFT + _WIDE + 20, top + place * 16, 10, 10, COLOURS[place % len(COLOURS)])
            page.words(_LEFT + _WIDE + 34, top + 9 + place * 16, one.name)
        return page.text()

    def masking(self) -> str:
        """Return for each section and pair of layers the share of cells within 3 dB; over a quarter is red."""
        page = Page(1000, "Masking: cells in which two layers are within 3 dB, in percent; over 25 is told in red")
        y = 50
        for one in self.curves:
            page.words(10, y + 4, one.name, size=11, bold=True)
            for column, layer in enumerate(one.layers):
                page.words(160 + column * 74 + 36, y + 4, layer[:14], size=8, anchor="middle")
            for row, first in enumerate(one.layers):
                page.words(154, y + 21 + row * 17, first, size=8, anchor="end")
                for column, second in enumerate(one.layers):
                    share = one.masks.get((first, second))
                    if share is not None:
                        over = share > 0.25
                        page.box(160 + column * 74, y + 10 + row * 17, 72, 15, RED if over else shade(share * 2.0))
                        ink = "#ffffff" if over else INK
                        page.words(
                            196 + column * 74,
                            y + 21 + row * 17,
                            f"{100 * share:.0f}",
                            size=8,
                            anchor="middle",
                            fill=ink,
                        )
            y += 30 + 17 * len(one.layers)
        return page.text()
