"""From a motif to pitches: where to set it, and what each note must give way to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from affekt.compose.dice import Dice
from affekt.compose.grid import Grid
from affekt.compose.leading import Line, Tone, parallel, sounding
from affekt.compose.memory import Place
from affekt.compose.motif import Cell, Motif
from affekt.compose.tonal import Harmony, Span, at, ladder, ladder_root
from affekt.core.values import quick

FIFTH = 7
"""Melodic steps larger than this are leaps that must be recovered."""


@quick
@dataclass(frozen=True, slots=True)
class Setting:
    """What a line of one bar is written against."""

    grid: Grid
    chords: tuple[Span, ...]
    tonic: str
    mode: str
    low: int
    high: int
    centre: float
    """Where the line would like to lie, as a MIDI note."""
    tension: float
    dice: Dice
    other: Line = ()
    """A line that no fifths or octaves may run parallel to."""
    other_before: int | None = None
    faith: float = 1.0
    """How closely the wanted pitches are kept, against smoothness; a theme asks for more."""


def place_motif(motif: Motif, setting: Setting, before: int | None, at_home: bool, follows: int | None = None) -> int:
    """Return the ladder index of the motif's zero that suits chords, range and the note before best.

    Args:
        motif: what is to be placed.
        setting: chords and range.
        before: the voice's last pitch.
        at_home: put the zero on a tonic, as a theme's statement asks.
        follows: where a sequence would put the zero; it may give way by a step.
    """
    steps = ladder(setting.tonic, setting.mode)
    root = ladder_root(setting.tonic, setting.mode)
    middle = sum(c.step for c in motif) / len(motif)
    aim = min(range(len(steps)), key=lambda i: abs(steps[i] - setting.centre)) - round(middle)
    if at_home:
        near = root + 7 * round((aim - root) / 7)
        options = [near - 7, near, near + 7]
    elif follows is not None and abs(follows - aim) <= 6:
        aim = follows
        options = [follows - 1, follows, follows + 1]
    else:
        options = list(range(aim - 4, aim + 5))
    weights = [(c, _weight(c, setting.grid), at(setting.chords, c.tick).harmony.chord) for c in motif]

    def cost(zero: int) -> float:
        total = 0.35 * abs(zero - aim)
        for index, (cell, weight, chord) in enumerate(weights):
            place = zero + cell.step
            if not 0 <= place < len(steps):
                return 1e6 + abs(zero)
            pitch = steps[place]
            if weight and pitch % 12 not in chord:
                total += weight
            if pitch < setting.low or pitch > setting.high:
                total += 8.0
            if index == 0 and before is not None:
                gap = abs(pitch - before)
                total += 0.15 * gap + (3.0 if gap > FIFTH else 0.0) + (0.5 if gap == 0 else 0.0)
        return total

    return min(options, key=cost)


def _weight(cell: Cell, grid: Grid) -> float:
    strength = grid.strength_at(cell.tick)
    if strength >= 2:
        return 2.0
    return 1.0 if cell.ticks > grid.pulse_ticks or (strength == 1 and cell.ticks >= grid.pulse_ticks) else 0.0


def sing(motif: Motif, zero: int, setting: Setting, place: Place, goal: frozenset[int] = frozenset()) -> list[Tone]:
    """Return the motif as tones: chord tones where it counts, leaps recovered, dissonance resolved by step.

    Args:
        motif: what to sing, its steps from `zero`.
        zero: the index of the motif's zero in the scale's ladder.
        setting: chords, range and company.
        place: where the voice stands.
        goal: pitch classes that the last note must be one of; empty leaves it free.
    """
    steps = ladder(setting.tonic, setting.mode)
    top = len(steps) - 1
    wants = [steps[min(max(zero + c.step, 0), top)] for c in motif]
    if goal:
        _aim_at_goal(wants, motif, setting, goal)
    tones: list[Tone] = []
    before = place.pitches[-1] if place.pitches else None
    leap, loose, last_want, resolve = place.leap, False, before, 0
    for index, (cell, want) in enumerate(zip(motif, wants, strict=True)):
        here = at(setting.chords, cell.tick).harmony
        last = index == len(motif) - 1
        weight = _weight(cell, setting.grid)
        if resolve:
            want, resolve = resolve, 0
        elif weight >= 2.0 and not last and before is not None and not loose:
            sigh = _suspend(want, before, here, cell, setting, index)
            if sigh:
                want, resolve = sigh
                weight = 0.0
        allowed = goal if last and goal else None
        if abs(leap) > FIFTH and before is not None and setting.faith <= 1.0:
            want = here.fit(before - 2 if leap > 0 else before + 1)
        shun = wants[-1] if goal and index == len(motif) - 2 else -1
        pitch = _choose(want, shun, last_want, before, leap, loose, here, cell, weight, setting, allowed)
        if pitch is None:
            continue
        loose = pitch % 12 not in here.chord
        leap = pitch - before if before is not None else 0
        tones.append(Tone(cell.tick, cell.ticks, pitch))
        before, last_want = pitch, want
    return _colour(tones, setting)


def _aim_at_goal(wants: list[int], motif: Motif, setting: Setting, goal: frozenset[int]) -> None:
    """Bend the end of a line towards the nearest goal, by step from its neighbour."""
    low, high = setting.low, setting.high
    options = [p for p in range(max(low, wants[-1] - 7), min(high, wants[-1] + 7) + 1) if p % 12 in goal]
    if not options:
        return
    ref = wants[-2] if len(wants) > 1 else wants[-1]
    wants[-1] = min(options, key=lambda p: abs(p - ref) + 0.5 * abs(p - wants[-1]) + (3.0 if p == ref else 0.0))
    if len(wants) > 1 and not 0 < abs(wants[-2] - wants[-1]) <= 2:
        here = at(setting.chords, motif[-2].tick).harmony
        side = 2 if wants[-2] >= wants[-1] else -1
        wants[-2] = here.fit(wants[-1] + side)


def _suspend(want: int, before: int, here: Harmony, cell: Cell, setting: Setting, index: int) -> tuple[int, int] | None:
    """Return (dissonance, resolution) where tension asks for a sigh on a strong beat."""
    share = min(0.4, 0.9 * (setting.tension - 0.35))
    if share <= 0 or cell.ticks > 2 * setting.grid.pulse_ticks:
        return None
    if setting.dice.share(f"sigh.{index}") >= share:
        return None
    target = want if want % 12 in here.chord else None
    if target is None:
        near = [p for p in (want - 1, want - 2, want + 1) if p % 12 in here.chord]
        if not near:
            return None
        target = near[0]
    above = next((p for p in (target + 1, target + 2) if p % 12 in here.scale and p % 12 not in here.chord), None)
    if above is None or above > setting.high or abs(above - before) > FIFTH:
        return None
    return above, target


def _choose(
    want: int, shun: int, last_want: int | None, before: int | None, leap: int, loose: bool, here: Harmony, cell: Cell,
    weight: float, setting: Setting, goal: frozenset[int] | None,
) -> int | None:  # fmt: skip
    """Return the best pitch near `want`, or None where the range holds nothing that fits."""
    low, high = setting.low, setting.high
    fits = here.scale if goal is None else goal & here.scale or here.scale
    chord, held = here.chord, cell.ticks >= setting.grid.pulse_ticks
    heading = 0 if last_want is None else (want > last_want) - (want < last_want)
    other_from = other_to = None
    if setting.other and before is not None:
        other_from = sounding(setting.other, cell.tick - 1, setting.other_before)
        other_to = sounding(setting.other, cell.tick, setting.other_before)
    best, best_cost = None, 1e9
    first, end = max(low, want - 5), min(high, want + 5)
    if first > end:
        first, end = (low, min(high, low + 11)) if want < low else (max(low, high - 11), high)
    for pitch in range(first, end + 1):
        pc = pitch % 12
        if pc not in fits:
            continue
        cost = setting.faith * abs(pitch - want) + (2.5 if pitch == shun else 0.0)
        if pc not in chord:
            soft = pc in here.soft and weight < 2.0
            cost += (0.8 if soft else 2.5) * weight + (1.5 if held and not soft else 0.0)
        if before is not None:
            move = pitch - before
            size = move if move >= 0 else -move
            if size > FIFTH:
                cost += 6.0 + 1.0 * (size - FIFTH)
            elif size in (6, 10, 11):
                cost += 1.5
            if size == 0 and want != last_want:
                cost += 2.0
            if (leap > 4 and not -3 < move < 0) or (leap < -4 and not 0 < move < 3):
                cost += 9.0 if abs(leap) > FIFTH else 2.0
            if loose and not 0 < size < 3:
                cost += 3.0
            if heading and heading * move < 0:
                cost += 0.8
            if other_to is not None:
                if parallel(before, pitch, other_from, other_to):
                    cost += 6.0
                gap = abs(pitch - other_to)
                if weight and (gap in (1, 13) or gap == 0):
                    cost += 3.0
        if cost < best_cost:
            best, best_cost = pitch, cost
    return best


def _colour(tones: list[Tone], setting: Setting) -> list[Tone]:
    """At high tension some weak notes become chromatic neighbours of the next, marked as such."""
    if setting.tension <= 0.7:
        return tones
    out = list(tones)
    for index, (tone, after) in enumerate(pairwise(tones)):
        weak = setting.grid.strength_at(tone.tick) <= 0 and tone.ticks <= setting.grid.unit
        neighbour = after.pitch - 1
        here = at(setting.chords, tone.tick).harmony
        inside = setting.low <= neighbour <= setting.high
        near = inside and neighbour % 12 not in here.scale and abs(tone.pitch - neighbour) <= 3
        if weak and near and setting.dice.share(f"chromatic.{index}") < 0.5:
            out[index] = Tone(tone.tick, tone.ticks, neighbour, True)
    return out


def last_leap(tones: Sequence[Tone], before: Place) -> int:
    """Return the melodic interval that a line ends with."""
    pitches = [*before.pitches[-1:], *(t.pitch for t in tones)]
    return pitches[-1] - pitches[-2] if len(pitches) > 1 else 0
