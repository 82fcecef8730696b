"""What every bar must pass before it is played, and the plain bar that plays when one does not."""

from collections.abc import Sequence

from affekt.compose.context import VoiceBrief
from affekt.compose.grid import Grid
from affekt.compose.leading import Tone
from affekt.compose.tonal import Span, at

MOST_NOTES_PER_UNIT = 2
"""A line never has more onsets than this in a unit of the grid."""

WIDEST_LEAP = 12
"""Semitones; an octave."""


def faults(tones: Sequence[Tone], voice: VoiceBrief, grid: Grid, chords: tuple[Span, ...]) -> tuple[str, ...]:
    """Return what is wrong with a voice's bar, in words; empty when it may be played."""
    found: dict[str, None] = {}
    melodic = voice.role in ("melody", "counter")
    last = None
    end = 0
    for tone in tones:
        here = at(chords, tone.tick).harmony
        if not voice.low <= tone.pitch <= voice.high or not 0 <= tone.pitch <= 127:
            found["range"] = None
        if not tone.tension and tone.pitch % 12 not in here.scale:
            found["scale"] = None
        if tone.tick < 0 or tone.ticks < 1 or tone.tick + tone.ticks > grid.ticks:
            found["length"] = None
        if melodic:
            if last is not None and abs(tone.pitch - last) > WIDEST_LEAP:
                found["leap"] = None
            if tone.tick < end:
                found["overlap"] = None
            if grid.strength_at(tone.tick) >= 3 and tone.tension:
                found["downbeat"] = None
        last, end = tone.pitch, tone.tick + tone.ticks
    if len({t.tick for t in tones}) > MOST_NOTES_PER_UNIT * grid.units:
        found["density"] = None
    return tuple(found)


def plain(voice: VoiceBrief, grid: Grid, chords: tuple[Span, ...], before: int | None) -> list[Tone]:
    """Return the bar that cannot be wrong: one chord tone, nearest to the last note, held through the first chord."""
    span = chords[0]
    tones = [p for p in range(max(voice.low, 0), min(voice.high, 127) + 1) if p % 12 in span.harmony.chord]
    if not tones:
        return []
    aim = before if before is not None else (voice.low + voice.high) // 2
    return [Tone(span.start, min(span.end, grid.ticks) - span.start, min(tones, key=lambda p: abs(p - aim)))]
