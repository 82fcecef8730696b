"""The built-in synthesiser's drum kit: each key of General MIDI's percussion map."""

from dataclasses import dataclass

from affekt.render.builtin_sounds import BAR, SHAKER, SKIN, TAIKO, Modes, Skin, Sound, Struck

CYMBAL: Modes = tuple((r, 0.5 / (k + 1) ** 0.4, 1.0 - 0.04 * k) for k, r in enumerate(
    (1.0, 1.483, 1.932, 2.546, 2.63, 3.897, 4.41, 5.13, 6.29, 7.17, 8.02, 9.61)
))  # fmt: skip
CLAVE: Modes = ((1.0, 1.0, 1.0), (2.71, 0.3, 0.4))
CUP: Modes = ((1.0, 1.0, 1.0), (1.48, 0.8, 0.7), (2.27, 0.35, 0.5))


@dataclass(frozen=True, slots=True)
class Drum:
    """A key's sound, its pitch in Hz, and how long it is heard in seconds, whatever the note's length."""

    sound: Sound
    hertz: float
    seconds: float


def _tom(hertz: float) -> Drum:
    return Drum(Skin(0.45, 0.5 + 20.0 / hertz, SKIN[:3], 0.12, 150.0, 2_500.0, 0.06), hertz, 0.9)


def _metal(hertz: float, decay: float, low: float, loud: float = 1.0) -> Drum:
    return Drum(Skin(0.0, 0.02, (), loud, low, 15_000.0, decay, 0.1), hertz, 1.2 * decay)


def _hand(hertz: float, decay: float) -> Drum:
    return Drum(Skin(0.25, decay, SKIN[:3], 0.25, 500.0, 5_000.0, 0.02), hertz, 0.5)


KICK = Drum(Skin(2.2, 0.38, (), 0.12, 800.0, 5_000.0, 0.012), 48.0, 0.5)
SNARE = Drum(Skin(0.3, 0.16, ((1.0, 1.0, 1.0), (1.63, 0.6, 0.8)), 0.75, 1_200.0, 11_000.0, 0.2), 185.0, 0.4)
KIT: dict[int, Drum] = {
    35: Drum(Skin(1.8, 0.5, (), 0.06, 600.0, 3_000.0, 0.01), 42.0, 0.6), 36: KICK,
    37: Drum(Struck(((1.0, 1.0, 1.0), (1.9, 0.6, 0.6)), 0.06, 0.6, 0.05), 1_150.0, 0.1), 38: SNARE,
    39: Drum(Skin(0.0, 0.02, (), 1.0, 900.0, 4_500.0, 0.16, 0.1, 0.012), 1_000.0, 0.3),
    40: Drum(Skin(0.25, 0.12, ((1.0, 1.0, 1.0), (1.63, 0.6, 0.8)), 0.9, 1_600.0, 12_000.0, 0.17), 215.0, 0.35),
    41: _tom(80.0), 43: _tom(98.0), 45: _tom(120.0), 47: _tom(147.0), 48: _tom(180.0), 50: _tom(215.0),
    42: _metal(8_000.0, 0.05, 7_500.0), 44: _metal(7_000.0, 0.07, 6_500.0, 0.7), 46: _metal(8_000.0, 0.45, 7_000.0),
    49: _metal(5_000.0, 1.5, 4_000.0), 57: _metal(5_500.0, 1.3, 4_600.0), 52: _metal(4_000.0, 1.6, 3_000.0),
    55: _metal(6_500.0, 0.6, 5_500.0), 51: Drum(Skin(0.0, 0.9, CYMBAL, 0.25, 5_000.0, 14_000.0, 0.5, 0.3), 620.0, 1.0),
    59: Drum(Skin(0.0, 0.8, CYMBAL, 0.3, 5_500.0, 14_000.0, 0.45, 0.3), 700.0, 0.9),
    53: Drum(Struck(CUP, 0.9, 0.1, 0.3), 1_480.0, 0.9), 54: _metal(7_000.0, 0.14, 6_500.0),
    56: Drum(Struck(((1.0, 1.0, 1.0), (1.5, 0.9, 0.8), (2.4, 0.3, 0.5)), 0.3, 0.15, 0.1), 560.0, 0.3),
    60: _hand(400.0, 0.16), 61: _hand(300.0, 0.2), 62: _hand(350.0, 0.08), 63: _hand(300.0, 0.25),
    64: _hand(200.0, 0.3),
    65: _tom(330.0), 66: _tom(250.0), 67: Drum(Struck(CUP, 0.4, 0.15, 0.2), 1_050.0, 0.4),
    68: Drum(Struck(CUP, 0.45, 0.15, 0.2), 780.0, 0.45), 69: Drum(SHAKER, 1_000.0, 0.16),
    70: Drum(SHAKER, 1_000.0, 0.12),
    75: Drum(Struck(CLAVE, 0.09, 0.2, 0.05), 2_500.0, 0.12), 76: Drum(Struck(CLAVE, 0.1, 0.3, 0.05), 1_250.0, 0.12),
    77: Drum(Struck(CLAVE, 0.12, 0.3, 0.05), 880.0, 0.14), 80: Drum(Struck(BAR, 0.15, 0.05, 0.1), 4_200.0, 0.2),
    81: Drum(Struck(BAR, 2.0, 0.05, 0.5), 4_200.0, 1.6), 82: Drum(SHAKER, 1_000.0, 0.14), 86: Drum(TAIKO, 75.0, 1.0),
    87: Drum(TAIKO, 62.0, 1.3),
}  # fmt: skip
"""Other keys are the nearest key that is here."""


def drum(key: int) -> Drum:
    """Return a key's drum."""
    return KIT[min(KIT, key=lambda k: (abs(k - key), k))]
