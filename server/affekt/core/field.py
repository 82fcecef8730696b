"""A mergeable summary of many feelings; the collective feeling is read from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """Sums over listeners, so that two fields merge by addition in any order."""

    weight: float = 0.0
    valence: float = 0.0
    arousal: float = 0.0
    dominance: float = 0.0
    """Weighted sums, not means."""
