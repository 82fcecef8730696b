"""Spectra as recorded: the slope of the mix, holes, who owns the depth, how clear the theme is, who masks whom."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE
from affekt.review.meters import HOP, SIZE, Meters
from affekt.review.piece import PERCUSSION
from affekt.review.rows import Fault, Row, row
from affekt.review.sound import Combination, Sound

_LOW_HZ = 120.0
_THEME_HZ = (500.0, 4000.0)
_CLEAR_DB = 4.0
_ACTIVE_DB = 25.0
"""A theme's frame counts where it is within this of its own loud ones."""
_SAME_DB = 3.0
_HEARD_DB = 20.0
"""A cell of a pair counts where one of the two is within this of the mix."""
_FAINT = 1e-8
"""Power under which nothing is heard."""
_HOLE_DB = 12.0


def tones(sound: Sound, meters: Meters) -> Iterator[Row]:
    """Yield the rows about spectra of one section."""
    name = sound.score.name
    if not sound.references:
        return
    centres, levels = third_octaves(sound, meters, sound.references[0])
    if np.isfinite(levels).all() and sound.score.demand.main:
        slope = float(np.polyfit(np.log2(centres), levels, 1)[0])
        yield row(
            "spectrum.slope", "slope of the reference mix, 100 Hz to 8 kHz", name, slope, "-6 .. -3", unit="dB/octave"
        )
    if sound.score.demand.main or sound.score.kind == "drift":
        yield _hole(sound, centres, levels)
        yield from _depth(sound, meters)
    yield from _theme(sound, meters)
    if sound.score.demand.main:
        yield _masking(sound, meters)


def third_octaves(sound: Sound, meters: Meters, one: Combination) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middles (Hz) and the levels (dB a hertz) of third octaves from 100 Hz to 8 kHz."""
    left, right = sound.sides(one.gains)
    power = sum(np.einsum("c,kcd,d->k", g, meters.spectrum, g).real for g in (left, right))
    hertz = np.arange(len(meters.spectrum)) * SAMPLE_RATE / SIZE
    centres = 1000.0 * 2.0 ** (np.arange(-10, 10) / 3.0)
    levels = []
    for centre in centres:
        inside = (hertz >= centre * 2 ** (-1 / 6)) & (hertz < centre * 2 ** (1 / 6))
        mean = float(np.mean(np.asarray(power)[inside])) if inside.any() else 0.0
        levels.append(10.0 * np.log10(max(mean, 1e-18)))
    return centres, np.array(levels)


def _hole(sound: Sound, centres: NDArray[np.float64], levels: NDArray[np.float64]) -> Row:
    """How far an octave lies under the line between its neighbours, the worst from 200 Hz to 4 kHz."""
    power = 10.0 ** (levels / 10.0)
    octaves = 10.0 * np.log10(np.convolve(power, np.ones(3) / 3.0, "same"))
    depth, where = 0.0, 0
    for at in range(3, len(octaves) - 3):
        if 200.0 <= centres[at] <= 4000.0:
            under = (octaves[at - 3] + octaves[at + 3]) / 2.0 - octaves[at]
            if under > depth:
                depth, where = float(under), at
    fault = Fault(
        f"the octave around {centres[where]:.0f} Hz lies {depth:.0f} dB under its neighbours", sound.score.name
    )
    return row(
        "spectrum.hole",
        "deepest octave under its neighbours, 200 Hz to 4 kHz",
        sound.score.name,
        depth,
        f"<= {_HOLE_DB:g}",
        unit="dB",
        faults=[fault],
    )


def _depth(sound: Sound, meters: Meters) -> Iterator[Row]:
    """Who owns what lies under 120 Hz; low drums may share it."""
    first = sound.references[0]
    bins = int(_LOW_HZ * SIZE / SAMPLE_RATE)
    shares: dict[str, float] = {}
    for index, stem in enumerate(sound.stems):
        if first.gains[index] > 0 and stem.role not in PERCUSSION:
            left, right = sound.sides(np.eye(len(sound.stems), dtype=np.float32)[index] * first.gains[index])
            power = sum(float(np.einsum("c,kcd,d->", g, meters.spectrum[2:bins], g).real) for g in (left, right))
            shares[stem.layer] = power
    total = sum(shares.values())
    if total <= _FAINT:
        return
    owner = max(shares, key=lambda n: shares[n])
    share = 100.0 * shares[owner] / total
    others = ", ".join(
        f"{n} {100 * p / total:.0f} %" for n, p in sorted(shares.items(), key=lambda i: -i[1]) if p > 0.01 * total
    )
    second = max((n for n in shares if n != owner), key=lambda n: shares[n], default=owner)
    yield row(
        "spectrum.low_owner",
        "its owner's share of what is pitched under 120 Hz",
        sound.score.name,
        share,
        ">= 75",
        unit="%",
        why=others,
        faults=[Fault(others, sound.score.name, 0, second)],
    )


def _theme(sound: Sound, meters: Meters) -> Iterator[Row]:
    """In how many of its frames the theme stands 4 dB over all the rest in some band of 500 Hz to 4 kHz."""
    low, high = np.searchsorted(meters.centres, _THEME_HZ)
    for harmony in ensembles(sound):
        for index, stem in enumerate(sound.stems):
            if stem.role != "theme":
                continue
            theme = meters.erb[index][:, low:high]
            rest = sum(meters.erb[other][:, low:high] for other in harmony if sound.stems[other].layer != stem.layer)
            loud = theme.sum(axis=1)
            if loud.max() <= _FAINT:
                continue
            active = loud > np.quantile(loud[loud > _FAINT], 0.95) * 10.0 ** (-_ACTIVE_DB / 10.0)
            clear = (theme > (rest + 1e-12) * 10.0 ** (_CLEAR_DB / 10.0)).any(axis=1) & active
            share = 100.0 * float(clear.sum()) / float(active.sum())
            bars = np.array([sound.bar_at(int(k) * HOP) for k in np.flatnonzero(active & ~clear)], int)
            faults = []
            for bar in np.unique(bars):
                strongest = _over(sound, meters, harmony, stem.layer, int(bar), (int(low), int(high)))
                faults.append(
                    Fault(f"take {stem.take} is covered by {strongest}", sound.score.name, int(bar), stem.layer)
                )
            faults.sort(key=lambda f: -int((bars == f.bar).sum()))
            yield row(
                "spectrum.theme",
                f"frames in which {stem.layer} {stem.take} stands out by 4 dB in some band",
                sound.score.name,
                share,
                ">= 80",
                unit="%",
                why=_harmony_of(sound, harmony),
                faults=faults,
            )


def _harmony_of(sound: Sound, ensemble: list[int]) -> str:
    """Return which harmony an ensemble has, where there are two."""
    named = [sound.stems[i].layer for i in ensemble if sound.stems[i].role in ("light_harmony", "dark_harmony")]
    return f"with {named[0]}" if named else ""


def _over(sound: Sound, meters: Meters, harmony: list[int], layer: str, bar: int, band: tuple[int, int]) -> str:
    """Return the layer that is loudest beside another in a bar."""
    frames = sound.frames // sound.score.section.bars
    span = slice((bar - 1) * frames // HOP, bar * frames // HOP + 1)
    others = [i for i in harmony if sound.stems[i].layer != layer]
    return (
        sound.stems[max(others, key=lambda i: float(meters.erb[i][span, band[0] : band[1]].sum()))].layer
        if others
        else ""
    )


def ensembles(sound: Sound) -> list[list[int]]:
    """Return the stems of the reference combination, first takes, once with each harmony there is."""
    named = {s.layer for i, s in enumerate(sound.stems) if sound.references[0].gains[i] > 0}
    found: list[list[int]] = []
    for mine, other in (("light_harmony", "dark_harmony"), ("dark_harmony", "light_harmony")):
        layers = dict.fromkeys(s.layer for s in sound.stems if s.role != other and (s.layer in named or s.role == mine))
        ensemble = [sound.takes(layer)[0] for layer in layers]
        if ensemble not in found:
            found.append(ensemble)
    return found


def _masking(sound: Sound, meters: Meters) -> Row:
    """The share of cells in which two layers are within 3 dB of one another, the worst pair."""
    worst, pair = 0.0, ("", "")
    for ensemble in ensembles(sound):
        for one, two in combinations(ensemble, 2):
            share = 100.0 * within(meters, ensemble, one, two)
            if share > worst:
                worst, pair = share, (sound.stems[one].layer, sound.stems[two].layer)
    told = " and ".join(pair)
    return row(
        "spectrum.masking",
        "cells in which a pair of layers is within 3 dB, the worst pair",
        sound.score.name,
        worst,
        "<= 25",
        unit="%",
        why=told,
        faults=[Fault(f"{worst:.0f} % of the cells", sound.score.name, 0, told)],
    )


def within(meters: Meters, ensemble: list[int], one: int, two: int) -> float:
    """Return the share, 0 … 1, of the cells of two stems that matter in an ensemble in which they are within 3 dB."""
    mix = meters.erb[ensemble].sum(axis=0) * 10.0 ** (-_HEARD_DB / 10.0) + _FAINT / 10.0
    near = 10.0 ** (_SAME_DB / 10.0)
    a, b = meters.erb[one], meters.erb[two]
    active = np.maximum(a, b) > mix
    count = int(active.sum())
    return float(((a < b * near) & (b < a * near) & active).sum()) / count if count else 0.0
