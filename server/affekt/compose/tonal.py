"""Which notes fit: the sounding scale, bent by each chord that borrows from elsewhere."""

from dataclasses import dataclass
from functools import lru_cache

from affekt.core.harmony import ChordSymbol, parse_chord, scale
from affekt.core.values import quick


@quick
@dataclass(frozen=True, slots=True)
class Harmony:
    """A chord as a melody sees it."""

    symbol: str
    chord: frozenset[int]
    """Pitch classes of the chord, its bass among them."""
    scale: frozenset[int]
    """Pitch classes that may be sung over it: the chord, and the scale's notes that it does not bend."""
    root: int
    bass: int
    guides: tuple[int, ...]
    """Third and seventh (or what stands for them), the tones that tell the chord apart."""
    steps: tuple[int, ...]
    """What to add to each pitch class (0 … 11) to reach the scale, at most a semitone or two."""
    soft: frozenset[int]
    """Scale notes outside the chord that do not lie a semitone above a chord tone, and so may be held."""

    def fit(self, pitch: int) -> int:
        """Return the note of the scale that stands for `pitch`."""
        return pitch + self.steps[pitch % 12]


@lru_cache(maxsize=2048)
def harmony(tonic: str, mode: str, symbol: str) -> Harmony:
    """Return what fits over a chord in a key.

    A chord tone from outside the scale replaces the scale's note of the same letter, as G# does G over E7 in A minor.

    Raises:
        ValueError: if tonic, mode or chord is not known.
    """
    parsed = parse_chord(symbol)
    key = scale(tonic, mode)
    chord = frozenset((*parsed.pitch_classes, parsed.bass))
    bent = set(key)
    for tone in sorted(chord - bent):
        bent.discard(_replaced(tone, symbol, parsed, tonic, key, chord))
    bent |= chord
    steps = tuple(_step(pc, bent, chord) for pc in range(12))
    guides = tuple(
        (parsed.root + t) % 12 for t in parsed.tones if t % 12 in (3, 4, 10, 11) or (t in (2, 5, 9) and len(chord) < 5)
    ) or ((parsed.root + parsed.tones[-1]) % 12,)
    soft = frozenset(pc for pc in bent - chord if (pc - 1) % 12 not in chord)
    return Harmony(symbol, chord, frozenset(bent), parsed.root, parsed.bass, guides, steps, soft)


_LETTERS = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 4, 8: 4, 9: 5, 10: 6, 11: 6, 13: 1, 14: 1, 17: 3, 18: 3, 21: 5}
"""How many letters above its root a chord tone is written, by its semitones."""


def _replaced(
    tone: int, symbol: str, parsed: ChordSymbol, tonic: str, key: tuple[int, ...], chord: frozenset[int]
) -> int:
    """Return the scale note that gives way to a borrowed tone; -1 where none does."""
    interval = next((t for t in parsed.tones if (parsed.root + t) % 12 == tone), None)
    if interval is not None:
        place = ("CDEFGAB".index(symbol[0]) + _LETTERS.get(interval, 0) - "CDEFGAB".index(tonic[0])) % 7
        if (key[place] - tone) % 12 in (1, 11) and key[place] not in chord:
            return key[place]
    near = [pc for pc in ((tone - 1) % 12, (tone + 1) % 12) if pc in key and pc not in chord]
    return near[0] if near else -1


def _step(pc: int, scale_: set[int], chord: frozenset[int]) -> int:
    if pc in scale_:
        return 0
    for distance in (1, 2, 3, 4, 5, 6):
        near = [d for d in (distance, -distance) if (pc + d) % 12 in scale_]
        if near:
            return min(near, key=lambda d: ((pc + d) % 12 not in chord, d))
    return 0


@lru_cache(maxsize=256)
def ladder(tonic: str, mode: str) -> tuple[int, ...]:
    """Return every MIDI note of the scale, upward; seven steps are an octave and step 0 lies at or above note 0.

    The index of the tonic is a multiple of seven plus `ladder_root`.
    """
    pcs = set(scale(tonic, mode))
    return tuple(p for p in range(128) if p % 12 in pcs)


@lru_cache(maxsize=256)
def ladder_root(tonic: str, mode: str) -> int:
    """Return the index of the lowest tonic in `ladder`."""
    home = scale(tonic, mode)[0]
    return ladder(tonic, mode).index(home)


@quick
@dataclass(frozen=True, slots=True)
class Span:
    """A chord's share of the bar, in ticks."""

    start: int
    end: int
    harmony: Harmony


def spans(tonic: str, mode: str, chords: tuple[str, ...], bar_ticks: int) -> tuple[Span, ...]:
    """Divide a bar equally among its chords."""
    count = len(chords)
    return tuple(
        Span(bar_ticks * i // count, bar_ticks * (i + 1) // count, harmony(tonic, mode, symbol))
        for i, symbol in enumerate(chords)
    )


def at(bar: tuple[Span, ...], tick: int) -> Span:
    """Return the span that holds a tick."""
    for span in bar:
        if tick < span.end:
            return span
    return bar[-1]
