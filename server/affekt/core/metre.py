"""Metre: how beats make bars."""

from dataclasses import dataclass
from functools import lru_cache

from affekt.core.units import TICKS_PER_QUARTER
from affekt.core.values import quick


@quick
@dataclass(frozen=True, slots=True)
class Metre:
    """A time signature. A beat is one note of the denominator's value."""

    numerator: int = 4
    denominator: int = 4

    @classmethod
    def parse(cls, text: str) -> "Metre":
        """Read `"4/4"`.

        Raises:
            ValueError: unless it is 1 … 32 over 1, 2, 4, 8 or 16.
        """
        return _parsed(text)

    @property
    def beat_ticks(self) -> int:
        """Ticks in one beat."""
        return TICKS_PER_QUARTER * 4 // self.denominator

    @property
    def bar_ticks(self) -> int:
        """Ticks in one bar."""
        return self.beat_ticks * self.numerator

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


@lru_cache(maxsize=256)
def _parsed(text: str) -> Metre:
    top, slash, bottom = text.partition("/")
    if not (slash and top.strip().isdecimal() and bottom.strip().isdecimal()):
        raise ValueError(f"metre {text!r} is not like '4/4'")
    metre = Metre(int(top), int(bottom))
    if not 1 <= metre.numerator <= 32 or metre.denominator not in (1, 2, 4, 8, 16):
        raise ValueError(f"metre {text!r} is out of range: 1 to 32 over 1, 2, 4, 8 or 16")
    return metre
