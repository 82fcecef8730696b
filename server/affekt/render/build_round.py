"""The build's touch: no two strokes of a key in a row sound the same, as on a real instrument."""

from affekt.core.chance import uniform

ROUND = 24
"""Shades that a key's strokes go round in."""
FANS = 5
"""Places between left and right over which a wide instrument's range is fanned out."""
_STRIDE = 11
"""Shades between two strokes in a row: nearly half the way round, and every one is met."""
_DULL = 900.0
"""Cents by which the dullest shade's low-pass lies lower."""
_DRUM_CENTS = 16.0
_CHOKED = {46: (42, 44), 72: (71,), 74: (73,), 79: (78,), 81: (80,)}
"""Drum keys that ring until one of others stops them: they must be struck in the same channel."""


class Rounds:
    """Gives each stroke of a layer its shade, 0 … ROUND - 1."""

    def __init__(self, purpose: str, *, drums: bool) -> None:
        self._purpose = purpose
        self._next: dict[int, int] = {}
        self._stops = {key: ring for ring, keys in _CHOKED.items() for key in keys} if drums else {}
        self._ringing: dict[int, int] = {}

    def of(self, key: int) -> int:
        """Return the shade of the next stroke of a key."""
        shade = self._next.get(key)
        if shade is None:
            shade = int(uniform(1, f"{self._purpose}/round", key) * ROUND)
        shade = self._ringing.pop(self._stops.get(key, -1), shade)
        if key in _CHOKED:
            self._ringing[key] = shade
        self._next[key] = (shade + _STRIDE) % ROUND
        return shade


def shade(turn: int, key: float, *, percussive: bool) -> tuple[float, float]:
    """Return a shade's pitch in cents, and its low-pass in cents: low keys stray further, where the ear hears less."""
    widest = _DRUM_CENTS if percussive else max(3.0, min(8.0, 3.0 + 0.15 * (69.0 - key)))
    cents = widest * (2.0 * turn / (ROUND - 1) - 1.0)
    return cents, -_DULL * ((turn * 7) % ROUND) / (ROUND - 1)
