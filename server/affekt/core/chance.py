"""Chance without state: every draw is a pure function of (seed, purpose, bar, attempt)."""

from collections.abc import Sequence
from hashlib import blake2b


def bits(seed: int, purpose: str, bar: int, attempt: int = 0) -> int:
    """Return 64 random bits that depend on nothing but the arguments, on every platform."""
    key = f"{seed}\x1f{purpose}\x1f{bar}\x1f{attempt}".encode()
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "little")


def uniform(seed: int, purpose: str, bar: int, attempt: int = 0) -> float:
    """Return a draw from [0, 1)."""
    return (bits(seed, purpose, bar, attempt) >> 11) * 2.0**-53


def pick(weights: Sequence[float], seed: int, purpose: str, bar: int, attempt: int = 0) -> int:
    """Return an index drawn in proportion to `weights`.

    Raises:
        ValueError: if no weight is positive.
    """
    total = sum(w for w in weights if w > 0)
    if total <= 0:
        raise ValueError("pick needs at least one positive weight")
    mark = uniform(seed, purpose, bar, attempt) * total
    last = 0
    for index, weight in enumerate(weights):
        if weight <= 0:
            continue
        last = index
        mark -= weight
        if mark < 0:
            break
    return last
