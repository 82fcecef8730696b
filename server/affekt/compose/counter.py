"""The counter voice's long notes: guide tones that move against the melody."""

from affekt.compose.context import VoiceBrief
from affekt.compose.grid import Grid
from affekt.compose.leading import Line, Tone, parallel, sounding
from affekt.compose.melody import centre_of
from affekt.compose.memory import Mood, Place
from affekt.compose.mood import notes_wanted
from affekt.compose.tonal import Span, at


def held_bar(
    voice: VoiceBrief, mood: Mood, grid: Grid, chords: tuple[Span, ...], place: Place,
    leader: Line, leader_before: int | None, bass: Line, bass_before: int | None,
) -> tuple[list[Tone], str]:  # fmt: skip
    """Write one or two guide tones a bar, contrary to the leader and without parallels to it or the bass."""
    starts = [s.start for s in chords]
    middle = next((u * grid.unit for u in range(1, grid.units) if grid.strength[u] >= 2), 0)
    if len(starts) == 1 and middle and notes_wanted(mood, voice.role, grid.ticks) >= 1.3:
        starts.append(middle)
    tones: list[Tone] = []
    before = place.pitches[-1] if place.pitches else None
    centre = centre_of(voice, mood)
    for index, tick in enumerate(starts):
        here = at(chords, tick).harmony
        lead_from, lead_to = sounding(leader, tick - 1, leader_before), sounding(leader, tick, leader_before)
        low_from, low_to = sounding(bass, tick - 1, bass_before), sounding(bass, tick, bass_before)
        best, best_cost = None, 1e9
        for pitch in range(voice.low, voice.high + 1):
            if pitch % 12 not in here.chord:
                continue
            cost = 0.12 * abs(pitch - centre) + (0.0 if pitch % 12 in here.guides else 1.0)
            if before is not None:
                cost += 0.5 * abs(pitch - before) + (4.0 if abs(pitch - before) > 7 else 0.0)
                cost += 1.0 if pitch == before and index else 0.0
                if lead_from is not None and lead_to is not None:
                    cost += 1.5 if (pitch - before) * (lead_to - lead_from) > 0 else 0.0
                    cost += 12.0 if parallel(before, pitch, lead_from, lead_to) else 0.0
                cost += 12.0 if parallel(before, pitch, low_from, low_to) else 0.0
            if lead_to is not None:
                cost += 6.0 if abs(pitch - lead_to) in (0, 1, 13) else 0.0
            if cost < best_cost:
                best, best_cost = pitch, cost
        if best is not None:
            end = starts[index + 1] if index + 1 < len(starts) else grid.ticks
            tones.append(Tone(tick, end - tick, best))
            before = best
    return tones, "holds guide tones"
