"""Voice leading: what two lines do to each other, and the cheapest way from one chord to the next."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple


class Tone(NamedTuple):
    """A note before it is touched: on the grid, full length."""

    tick: int
    ticks: int
    pitch: int
    tension: bool = False


Line = Sequence[Tone]


def sounding(line: Line, tick: int, before: int | None = None) -> int | None:
    """Return the pitch of the last note begun at or before a tick; `before` where the line has not begun."""
    pitch = before
    for tone in line:
        if tone.tick > tick:
            break
        pitch = tone.pitch
    return pitch


def parallel(a_from: int | None, a_to: int, b_from: int | None, b_to: int | None) -> bool:
    """Return whether two lines move the same way from a fifth to a fifth, or from an octave to an octave."""
    if a_from is None or b_from is None or b_to is None or a_from == a_to or b_from == b_to:
        return False
    if (a_to > a_from) != (b_to > b_from):
        return False
    interval = abs(a_to - b_to) % 12
    return interval in (0, 7) and interval == abs(a_from - b_from) % 12


@lru_cache(maxsize=1024)
def voicings(classes: tuple[int, ...], low: int, high: int) -> tuple[tuple[int, ...], ...]:
    """Return the close and opened positions of a chord within a range, low to high.

    Below MIDI 48 nothing is closer than a fifth, below 40 than an octave.
    """
    found: set[tuple[int, ...]] = set()
    for turn in range(len(classes)):
        order = classes[turn:] + classes[:turn]
        for start in range(low, high + 1):
            if start % 12 != order[0]:
                continue
            close = [start]
            for pc in order[1:]:
                close.append(close[-1] + ((pc - close[-1] - 1) % 12) + 1)
            found.add(tuple(close))
            if len(close) >= 3:
                found.add(tuple(sorted((close[0], *close[2:], close[1] + 12))))
    return tuple(sorted(v for v in found if v[-1] <= high and _clear(v)))


def _clear(voicing: tuple[int, ...]) -> bool:
    return all(b - a >= (12 if a < 40 else 7 if a < 48 else 1) for a, b in pairwise(voicing))


def nearest_voicing(choices: Sequence[tuple[int, ...]], last: tuple[int, ...], centre: float) -> tuple[int, ...]:
    """Return the voicing that moves least from `last` and stays near `centre`; parallels of the outer voices cost."""

    def cost(voicing: tuple[int, ...]) -> float:
        away = 0.35 * abs(sum(voicing) / len(voicing) - centre)
        if not last:
            return away
        moved = sum(min(abs(p - q) for q in last) for p in voicing) + 0.5 * abs(voicing[-1] - last[-1])
        return away + moved + (6.0 if parallel(last[-1], voicing[-1], last[0], voicing[0]) else 0.0)

    return min(choices, key=cost)
