"""Where a section has no progression: a phrase of chords that leaves home, prepares, and comes back."""

from functools import lru_cache

from affekt.compose.dice import Dice
from affekt.core.harmony import MODES, NAMES, pitch_class

_TONIC, _SUB, _DOM = "T", "S", "D"
_FUNCTIONS: dict[str, dict[str, tuple[tuple[int, float], ...]]] = {
    "ionian": {"T": ((1, 3), (6, 2), (3, 1)), "S": ((4, 3), (2, 3), (6, 1)), "D": ((5, 4), (7, 0.15))},
    "lydian": {"T": ((1, 4), (3, 1), (6, 1)), "S": ((2, 3), (6, 1)), "D": ((5, 2), (2, 2))},
    "mixolydian": {"T": ((1, 4), (6, 1)), "S": ((4, 3), (2, 1)), "D": ((7, 4), (5, 2))},
    "dorian": {"T": ((1, 4), (3, 1)), "S": ((4, 4), (2, 1)), "D": ((7, 3), (5, 2))},
    "aeolian": {"T": ((1, 4), (3, 2), (6, 1)), "S": ((4, 3), (6, 2)), "D": ((7, 2), (5, 3))},
    "phrygian": {"T": ((1, 4), (3, 1), (6, 2)), "S": ((4, 3), (6, 1)), "D": ((2, 4), (7, 2))},
    "locrian": {"T": ((1, 2), (3, 3)), "S": ((4, 2), (6, 2)), "D": ((2, 3), (5, 2))},
    "harmonic_minor": {"T": ((1, 4), (6, 1)), "S": ((4, 3), (2, 1), (6, 1)), "D": ((5, 5), (7, 0.5))},
}
"""Degrees by function in each mode, with weights: what leans home differs from mode to mode."""

_TRIADS: dict[tuple[int, ...], str] = {(0, 4, 7): "", (0, 3, 7): "m", (0, 3, 6): "dim", (0, 4, 8): "aug"}


def degree_chord(tonic: str, mode: str, degree: int) -> str:
    """Return the triad on a scale degree (from 1) as a chord symbol."""
    steps = MODES[mode]
    tones = [steps[(degree - 1 + i) % 7] + 12 * ((degree - 1 + i) // 7) for i in (0, 2, 4)]
    quality = _TRIADS.get(tuple(t - tones[0] for t in tones), "sus4")
    return NAMES[(pitch_class(tonic) + tones[0]) % 12] + quality


@lru_cache(maxsize=512)
def plan_chords(
    seed: int, phrase_bar: int, bars: int, full_cadence: bool, tonic: str, mode: str
) -> tuple[tuple[str, ...], ...]:
    """Return one phrase of chords, a tuple a bar.

    It opens at home, moves by tonic, subdominant and dominant function without repeating a chord, and ends at home
    (`full_cadence`) or on the dominant (a half cadence). Depends on the arguments alone.

    Raises:
        ValueError: if tonic or mode is not known.
    """
    if mode not in MODES:
        raise ValueError(f"mode {mode!r} is not known; choose one of {', '.join(MODES)}")
    dice = Dice(seed, "chords", phrase_bar)
    functions = _route(dice, bars, full_cadence)
    degrees: list[int] = []
    for place, function in enumerate(functions):
        choices = _FUNCTIONS[mode][function]
        ends = place in (0, bars - 1)
        if ends and function == _TONIC:
            degrees.append(1)
            continue
        weights = [w * (0.02 if degrees and d == degrees[-1] else 1.0) for d, w in choices]
        degrees.append(choices[dice.pick(weights, f"degree.{place}")][0])
    return tuple((degree_chord(tonic, mode, d),) for d in degrees)


def _route(dice: Dice, bars: int, full_cadence: bool) -> list[str]:
    if bars <= 1:
        return [_TONIC] if full_cadence else [_DOM]
    close = [_DOM, _TONIC] if full_cadence else [_SUB, _DOM]
    route = [_TONIC]
    while len(route) < bars - 2:
        last = route[-1]
        weights = {_TONIC: (0.9, 2.0, 0.6), _SUB: (0.5, 0.6, 1.6), _DOM: (2.0, 0.3, 0.5)}[last]
        route.append((_TONIC, _SUB, _DOM)[dice.pick(weights, f"function.{len(route)}")])
    if bars > 3 and full_cadence:
        route[-1] = _SUB
    return [*route, *close][-bars:] if bars > 2 else ([_TONIC, _DOM] if not full_cadence else close)
