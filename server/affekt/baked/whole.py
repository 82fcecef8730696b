"""Whole-number laws: the same result in every language that has integers or doubles of 53 bits.

Feelings, inputs and shares are counted in millionths, levels in thousandths of a dB. `//` divides downwards.
"""

from collections.abc import Sequence

WHOLE = 1_000_000
"""One, in millionths."""
SHARES = 1 << 20
"""A draw is a whole number below this."""
_WORD = 1 << 32
_SPREAD = 0x45D9B
"""Small enough that a word times it stays below 2^53."""


def millionths(value: float) -> int:
    """Return a number as millionths, halves upwards."""
    return int((value * WHOLE + 0.5) // 1)


def clamp(value: int, low: int, high: int) -> int:
    """Return the nearest number from `low` to `high`."""
    return low if value < low else min(value, high)


def along(points: Sequence[Sequence[int]], x: int) -> int:
    """Return a curve's value; flat beyond its ends, 0 where it has no points."""
    if not points:
        return 0
    x0, y0 = points[0]
    if x <= x0:
        return y0
    for x1, y1 in points:
        if x <= x1:
            return y1 if x1 == x0 else y0 + (y1 - y0) * (x - x0) // (x1 - x0)
        x0, y0 = x1, y1
    return y0


def _mixed(word: int) -> int:
    word ^= word >> 16
    word = word * _SPREAD % _WORD
    word ^= word >> 16
    word = word * _SPREAD % _WORD
    return word ^ word >> 16


def draw(seed: int, salt: int, bar: int, attempt: int = 0) -> int:
    """Return a draw, 0 to `SHARES` - 1, that depends on nothing but the arguments."""
    word = _mixed(seed % _WORD)
    for one in (salt, bar, attempt):
        word = _mixed((word + one) % _WORD)
    return word >> 12


def pick(weights: Sequence[int], drawn: int) -> int:
    """Return the index that a draw falls on, in proportion to weights that sum up to less than 2^21."""
    place = drawn * sum(weights) // SHARES
    for index, weight in enumerate(weights):
        place -= weight
        if place < 0:
            return index
    return len(weights) - 1


def rounded(value: int, of: int, digits: int = 10_000) -> float:
    """Return `value / of` in steps of 1 / `digits`, halves upwards."""
    return (value * digits * 2 + of) // (2 * of) / digits
