"""Dice: draws that depend on nothing but the seed, a purpose, a bar and an attempt."""

from collections.abc import Sequence
from dataclasses import dataclass

from affekt.core import chance


@dataclass(frozen=True, slots=True)
class Dice:
    """Draws for one purpose in one bar (or one phrase, named by its first bar)."""

    seed: int
    scope: str
    bar: int
    attempt: int = 0

    def share(self, what: str) -> float:
        """Return a draw from [0, 1)."""
        return chance.uniform(self.seed, f"compose.{self.scope}.{what}", self.bar, self.attempt)

    def pick(self, weights: Sequence[float], what: str) -> int:
        """Return an index in proportion to `weights`; at least one of them is positive."""
        return chance.pick(weights, self.seed, f"compose.{self.scope}.{what}", self.bar, self.attempt)

    def pair(self, what: str) -> tuple[float, float]:
        """Return two nearly normal draws (mean 0, standard deviation 1, within ±3.5) from one hash."""
        bits = chance.bits(self.seed, f"compose.{self.scope}.{what}", self.bar, self.attempt)
        words = [(bits >> shift) & 0xFFFF for shift in (0, 16, 32, 48)]
        scale = 1.0 / (65535 * 0.4083)
        return (words[0] + words[1] - 65535) * scale, (words[2] + words[3] - 65535) * scale
