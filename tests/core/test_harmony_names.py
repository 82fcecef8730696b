"""Harmony: chord symbols, scales and metres say what musicians mean."""

import pytest

from affekt.core.harmony import parse_chord, pitch_class, scale
from affekt.core.metre import Metre


@pytest.mark.parametrize(
    ("symbol", "tones", "bass"),
    [
        ("Dm9", (2, 5, 9, 0, 4), 2),
        ("G/D", (7, 11, 2), 2),
        ("Bbmaj7", (10, 2, 5, 9), 10),
        ("Asus4", (9, 2, 4), 9),
        ("F6/9", (5, 9, 0, 2, 7), 5),
        ("C#m7b5/E", (1, 4, 7, 11), 4),
    ],
)
def test_chord_symbols_are_read(symbol: str, tones: tuple[int, ...], bass: int) -> None:
    chord = parse_chord(symbol)
    assert chord.pitch_classes == tones
    assert chord.bass == bass


@pytest.mark.parametrize("symbol", ["", "H", "Dmin", "D/", "D/H", "dm", "C" * 200])
def test_what_is_no_chord_is_refused(symbol: str) -> None:
    with pytest.raises(ValueError, match="not known"):
        parse_chord(symbol)


def test_scales_begin_on_their_tonic() -> None:
    assert scale("D", "dorian") == (2, 4, 5, 7, 9, 11, 0)
    assert scale("Bb", "ionian")[0] == pitch_class("A#")
    with pytest.raises(ValueError, match="mode"):
        scale("D", "blues")


@pytest.mark.parametrize(("text", "bar"), [("4/4", 3840), ("6/8", 2880), ("5/4", 4800), ("7/16", 1680)])
def test_metres_know_their_bars(text: str, bar: int) -> None:
    assert Metre.parse(text).bar_ticks == bar
    assert str(Metre.parse(text)) == text


@pytest.mark.parametrize("text", ["4", "4/3", "0/4", "4/4/4", "a/b", "-4/4"])
def test_what_is_no_metre_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="metre"):
        Metre.parse(text)
