"""Motifs: a rhythm and a contour small enough to be remembered, and the ways to turn them."""

from dataclasses import dataclass
from functools import lru_cache

from affekt.compose.context import ThemeHead
from affekt.compose.dice import Dice
from affekt.compose.grid import Grid
from affekt.core.values import quick, replace


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """One note of a motif."""

    tick: int
    ticks: int
    step: int
    """Scale steps from the motif's own zero."""


Motif = tuple[Cell, ...]

_SHAPES = ("arch", "bowl", "rise", "fall", "turn", "leap")


@lru_cache(maxsize=1024)
def invent(seed: int, scope: str, bar: int, grid: Grid) -> Motif:
    """Return a motif of one bar, 3 to 6 notes, long enough at its end to breathe."""
    dice = Dice(seed, f"motif.{scope}", bar)
    most = min(6, len(grid.pulses) + 2, grid.units)
    least = min(3, most)
    count = least + dice.pick([1.0, 2.0, 1.5, 0.6][: most - least + 1], "count")
    lengths = _rhythm(dice, grid, count)
    shape = _SHAPES[dice.pick((2.0, 1.0, 1.5, 1.5, 1.5, 1.2), "shape")]
    steps = _contour(dice, shape, len(lengths))
    cells, unit = [], 0
    for length, step in zip(lengths, steps, strict=True):
        cells.append(Cell(unit * grid.unit, length * grid.unit, step))
        unit += length
    return tuple(cells)


def _rhythm(dice: Dice, grid: Grid, count: int) -> list[int]:
    """Divide the bar's units into `count` lengths that mostly land on pulses and end with a long one."""
    lengths: list[int] = []
    place = 0
    for index in range(count - 1):
        left, room = count - index, grid.units - place
        mean = room / (left + 0.6)
        options = [u for u in (1, 2, 3, 4, 6, 8) if u <= room - (left - 1)]
        weights = []
        for u in options:
            landing = grid.strength[place + u]
            fit = 1.0 / (0.35 + abs(u - mean))
            weights.append(fit * (0.25, 1.0, 1.3, 1.3)[landing] * (0.5 if u == 1 and place in grid.pulses else 1.0))
            if u == 1 and place not in grid.pulses:
                weights[-1] *= 4.0
        lengths.append(options[dice.pick(weights, f"length.{index}")])
        place += lengths[-1]
    lengths.append(grid.units - place)
    return lengths


def _contour(dice: Dice, shape: str, count: int) -> list[int]:
    steps = [0]
    for index in range(1, count):
        late = index > count // 2
        upward = {
            "arch": not late, "bowl": late, "rise": True, "fall": False, "turn": index % 2 == 0, "leap": index == 1,
        }[shape]  # fmt: skip
        size = 1 + dice.pick((5.0, 2.2, 0.5), f"step.{index}")
        if shape == "leap" and index == 1:
            size = 3 + dice.pick((2.0, 2.0), "leap")
        if shape == "leap" and index > 1:
            size = 1
        steps.append(steps[-1] + (size if upward else -size))
    return steps


@lru_cache(maxsize=256)
def from_theme(theme: ThemeHead, grid: Grid, beat_ticks: int) -> tuple[Motif, ...]:
    """Return a theme's head cut into bars; steps count from the tonic. Rests stay open, notes end at the bar line."""
    bars: list[list[Cell]] = []
    tick = 0
    for degree, beats in zip(theme.degrees, theme.beats, strict=False):
        length = round(beats * beat_ticks)
        if degree and length > 0:
            bar, place = divmod(tick, grid.ticks)
            while len(bars) <= bar:
                bars.append([])
            step = degree - 1 if degree > 0 else degree
            bars[bar].append(Cell(place, min(length, grid.ticks - place), step))
        tick += max(length, 0)
    return tuple(tuple(cells) for cells in bars if cells)


def invert(motif: Motif) -> Motif:
    """Turn upside down around the first note."""
    axis = 2 * motif[0].step
    return tuple(replace(c, step=axis - c.step) for c in motif)


def augment(motif: Motif, bar_ticks: int) -> Motif:
    """Double every length and keep what fits in the bar."""
    wide = (Cell(c.tick * 2, c.ticks * 2, c.step) for c in motif)
    return tuple(replace(c, ticks=min(c.ticks, bar_ticks - c.tick)) for c in wide if c.tick < bar_ticks)


def displace(motif: Motif, by: int, bar_ticks: int) -> Motif:
    """Begin later by `by` ticks; what passes the bar line is dropped. A motif with no room stays where it is."""
    late = (replace(c, tick=c.tick + by) for c in motif)
    return tuple(replace(c, ticks=min(c.ticks, bar_ticks - c.tick)) for c in late if c.tick < bar_ticks) or motif


def fragment(motif: Motif, until: int) -> Motif:
    """Keep what begins before a tick; the last note kept is not lengthened."""
    return tuple(replace(c, ticks=min(c.ticks, until - c.tick)) for c in motif if c.tick < until)


def thin_or_fill(motif: Motif, count: int, grid: Grid) -> Motif:
    """Bring a motif to `count` notes: the weakest go first, the longest are divided by passing and neighbour notes."""
    cells = list(motif)
    while len(cells) > max(count, 1):
        index = min(
            range(1, len(cells)), key=lambda i: (grid.strength_at(cells[i].tick), cells[i].ticks, -i), default=0
        )
        gone = cells.pop(index)
        before = cells[index - 1]
        if before.tick + before.ticks >= gone.tick:
            cells[index - 1] = replace(before, ticks=gone.tick + gone.ticks - before.tick)
    while 0 < len(cells) < count:
        index = max(range(len(cells)), key=lambda i: (cells[i].ticks, -i))
        cell = cells[index]
        half = cell.ticks // 2
        if half >= grid.unit:
            half -= half % grid.unit
        if half < grid.unit // 2:
            break
        after = cells[index + 1].step if index + 1 < len(cells) else cell.step
        distance = after - cell.step
        middle = cell.step + (distance // 2 if abs(distance) > 1 else (1 if distance <= 0 else -1))
        cells[index : index + 1] = [
            replace(cell, ticks=cell.ticks - half),
            Cell(cell.tick + cell.ticks - half, half, middle),
        ]
    return tuple(cells)
