"""The grid of a bar: its pulses, and how strong each place in it is."""

from dataclasses import dataclass
from functools import lru_cache

from affekt.core.metre import Metre
from affekt.core.values import quick


@quick
@dataclass(frozen=True, slots=True)
class Grid:
    """A bar in units (eighth notes, or shorter where the beat is)."""

    unit: int
    """Ticks in one unit."""
    units: int
    pulses: tuple[int, ...]
    """Units where a felt beat begins."""
    strength: tuple[int, ...]
    """For each unit: 3 the downbeat, 2 a group's head, 1 a pulse, 0 between."""

    @property
    def ticks(self) -> int:
        """Ticks in the bar."""
        return self.unit * self.units

    @property
    def pulse_ticks(self) -> int:
        """Ticks in the mean pulse."""
        return self.ticks // len(self.pulses)

    def strength_at(self, tick: int) -> int:
        """Return the strength at a tick; -1 between units."""
        unit, rest = divmod(tick, self.unit)
        return -1 if rest or unit >= self.units else self.strength[unit]


def _groups(beats: int) -> list[int]:
    """Split odd counts the usual way: 5 = 3 + 2, 7 = 2 + 2 + 3 (so 4 + 3), even counts in halves of two or three."""
    if beats <= 3:
        return [beats]
    if beats == 5:
        return [3, 2]
    if beats == 7:
        return [4, 3]
    size = 3 if beats % 3 == 0 and beats % 2 else 2 if beats % 2 == 0 else 3
    groups = [size] * (beats // size)
    return groups if sum(groups) == beats else [*groups, beats - sum(groups)]


@lru_cache(maxsize=64)
def grid(metre: Metre) -> Grid:
    """Return a metre's grid. Eighths in threes (6/8, 9/8, 12/8) are felt in dotted quarters."""
    unit = min(metre.beat_ticks, 480)
    per_beat = metre.beat_ticks // unit
    compound = metre.denominator >= 8 and metre.numerator % 3 == 0 and metre.numerator > 3
    if compound:
        pulse_units = [3] * (metre.numerator // 3)
    elif metre.denominator >= 8:
        pulse_units = {5: [3, 2], 7: [2, 2, 3]}.get(metre.numerator) or [
            2 if metre.numerator - i > 1 else 1 for i in range(0, metre.numerator, 2)
        ]
    else:
        pulse_units = [per_beat] * metre.numerator
    starts = [sum(pulse_units[:i]) for i in range(len(pulse_units))]
    units = sum(pulse_units)
    strength = [0] * units
    for start in starts:
        strength[start] = 1
    place = 0
    for size in _groups(len(starts)):
        strength[starts[place]] = 2
        place += size
    strength[0] = 3
    return Grid(unit, units, tuple(starts), tuple(strength))
