"""Fusion: evidence from many sources becomes one feeling with honest doubt."""

from affekt.fusion.filter import Fusion, advance, affect, free_feeling, state_feeling, update

__all__ = ["Fusion", "advance", "affect", "free_feeling", "state_feeling", "update"]
