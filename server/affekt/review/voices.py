"""Voices: what the written layers do together: outer lines, the low register, rubs, ranges and melodic steps."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from affekt.arrange.notation import PartNote
from affekt.core.units import TICKS_PER_QUARTER
from affekt.review.harmony import name_of
from affekt.review.piece import MELODIC, Line, Piece, Score
from affekt.review.rows import Fault, Row, row

_FIFTH = 7
_BREATH = TICKS_PER_QUARTER
"""A rest so long parts two phrases: what is between them is no step."""
_STEP = 2


def voices(piece: Piece) -> Iterator[Row]:
    """Yield the rows about voices, for sections with written parts."""
    for score in piece.scores.values():
        if not score.lines:
            continue
        yield _parallels(score)
        yield _low(score)
        yield _clashes(score)
        yield _range(piece, score)
        yield from _melody(score)
        yield from _bed(score)


def overlap(a: PartNote, b: PartNote) -> int:
    """Return the ticks for which two notes sound together; 0 or less where they do not."""
    return min(a.tick + a.ticks, b.tick + b.ticks) - max(a.tick, b.tick)


def outer(lines: Sequence[Line]) -> list[tuple[int, tuple[int, str], tuple[int, str]]]:
    """Return (tick, lowest, highest) wherever either changes, each as (pitch, layer); only where two layers sound."""
    notes = sorted((n.tick, n.tick + n.ticks, n.pitch, line.layer) for line in lines for n in line.notes)
    moments = sorted({n[0] for n in notes})
    found: list[tuple[int, tuple[int, str], tuple[int, str]]] = []
    active: list[tuple[int, int, int, str]] = []
    at = 0
    for moment in moments:
        while at < len(notes) and notes[at][0] <= moment:
            active.append(notes[at])
            at += 1
        active = [n for n in active if n[1] > moment]
        low, high = min((n[2], n[3]) for n in active), max((n[2], n[3]) for n in active)
        if not found or found[-1][1][0] != low[0] or found[-1][2][0] != high[0]:
            found.append((moment, low, high))
    return found


def _parallels(score: Score) -> Row:
    worst, faults, counted = 0.0, list[Fault](), 0
    for told, lines in score.together():
        moves = [(a, b) for a, b in pairwise(outer(lines)) if b[0] - a[0] <= score.bar_ticks * 2]
        bad = []
        for (_, low, high), (tick, low2, high2) in moves:
            interval = (high[0] - low[0]) % 12
            if (
                interval in (0, _FIFTH)
                and interval == (high2[0] - low2[0]) % 12
                and (low2[0] - low[0]) * (high2[0] - high[0]) > 0
                and low[1] == low2[1] != high[1] == high2[1]
            ):
                kind = "fifths" if interval == _FIFTH else "octaves"
                was, now = (f"{name_of(a[0])}–{name_of(b[0])}" for a, b in ((low, high), (low2, high2)))
                text = f"parallel {kind} {was} to {now} ({told})"
                bad.append(Fault(text, score.name, score.bar_of(tick), f"{low2[1]} and {high2[1]}"))
        rate = 100.0 * len(bad) / len(moves) if moves else 0.0
        if rate > worst:
            worst, faults, counted = rate, bad, len(moves)
    return row(
        "voices.parallels",
        "outer parallels in 100 changes, the worst ensemble",
        score.name,
        worst,
        "< 1",
        why=f"{counted} changes" if counted else "",
        faults=faults,
    )


def _low(score: Score) -> Row:
    faults: dict[tuple[int, str], Fault] = {}
    for _, lines in score.together():
        notes = [(n, line.layer) for line in lines for n in line.notes if n.pitch < 48 + _FIFTH]
        for tick in sorted({n.tick for n, _ in notes}):
            active = sorted((n.pitch, layer) for n, layer in notes if n.tick <= tick < n.tick + n.ticks)
            for (low, one), (high, two) in pairwise(active):
                close = low < 48 and 0 < high - low < _FIFTH
                if close or (high < 40 and (high - low) % 12):
                    layer = one if one == two else f"{one} and {two}"
                    text = f"{name_of(low)} and {name_of(high)}"
                    faults.setdefault((score.bar_of(tick), layer), Fault(text, score.name, score.bar_of(tick), layer))
    return row(
        "voices.low",
        "closer than a fifth below C3, or no octave below E2",
        score.name,
        len(faults),
        "== 0",
        faults=[faults[k] for k in sorted(faults)],
    )


def _clashes(score: Score) -> Row:
    section, beat = score.section, score.section.time_signature.beat_ticks
    rubs: dict[int, Fault] = {}
    pitched = [x for x in score.lines if x.pitched]
    pairs = [
        (a, b) for a, b in combinations(pitched, 2)
        if a.layer != b.layer and {a.role, b.role} != {"light_harmony", "dark_harmony"}
    ]  # fmt: skip
    for one, two in pairs:
        ordered = sorted(two.notes)
        ticks = [n.tick for n in ordered]
        longest = max((n.ticks for n in ordered), default=0)
        for a in one.notes:
            first = bisect_right(ticks, a.tick - longest)
            for b in ordered[first : bisect_right(ticks, a.tick + a.ticks)]:
                shared = overlap(a, b)
                if abs(a.pitch - b.pitch) in (1, 13) and shared >= beat // 2:
                    begin = max(a.tick, b.tick, 0)
                    text = f"{name_of(a.pitch)} against {name_of(b.pitch)}"
                    fault = Fault(text, score.name, score.bar_of(begin), f"{one.layer} and {two.layer}")
                    for place in range(begin // beat, (begin + shared - 1) // beat + 1):
                        rubs.setdefault(place, fault)
    share = 100.0 * len(rubs) / (section.bars * section.time_signature.numerator)
    return row(
        "voices.clashes",
        "beats with a semitone or minor ninth of half a beat between layers",
        score.name,
        share,
        f"<= {score.demand.clash_percent:g}",
        unit="%",
        faults=dict.fromkeys(rubs[k] for k in sorted(rubs)),
    )


def _range(piece: Piece, score: Score) -> Row:
    faults: dict[tuple[str, int], Fault] = {}
    for line in score.lines:
        instrument = piece.instrument(score, line.layer)
        if instrument is None or instrument.drums:
            continue
        for note in line.notes:
            if not instrument.low <= note.pitch <= instrument.high:
                text = f"{name_of(note.pitch)} is outside {name_of(instrument.low)} … {name_of(instrument.high)}"
                bar = score.bar_of(note.tick)
                faults.setdefault((line.layer, bar), Fault(text, score.name, bar, line.layer))
    return row(
        "voices.range",
        "notes where their instrument sounds ill",
        score.name,
        len(faults),
        "== 0",
        faults=faults.values(),
    )


def melody(line: Line) -> list[PartNote]:
    """Return a line's top notes in order: what is sung."""
    top: dict[int, PartNote] = {}
    for note in line.notes:
        if note.tick not in top or note.pitch > top[note.tick].pitch:
            top[note.tick] = note
    return [top[k] for k in sorted(top)]


def phrases(line: Line) -> list[list[PartNote]]:
    """Return a melody cut where it breathes for a beat or more."""
    found: list[list[PartNote]] = []
    for note in melody(line):
        if found and note.tick - (found[-1][-1].tick + found[-1][-1].ticks) < _BREATH:
            found[-1].append(note)
        else:
            found.append([note])
    return found


def _melody(score: Score) -> Iterator[Row]:
    small = steps = leaps = recovered = 0
    wide: list[Fault] = []
    left: list[Fault] = []
    for line in score.of(*MELODIC):
        for phrase in phrases(line):
            moves = [(b.pitch - a.pitch, b) for a, b in pairwise(phrase)]
            for index, (move, note) in enumerate(moves):
                steps += 1
                if abs(move) <= _FIFTH:
                    small += 1
                    continue
                bar, text = (
                    score.bar_of(note.tick),
                    f"a leap of {abs(move)} semitones to {name_of(note.pitch)} (take {line.take})",
                )
                wide.append(Fault(text, score.name, bar, line.layer))
                leaps += 1
                after = moves[index + 1][0] if index + 1 < len(moves) else 0
                if after * move < 0 and abs(after) <= _STEP:
                    recovered += 1
                else:
                    left.append(Fault(f"{text} is not recovered", score.name, bar, line.layer))
    if steps:
        yield row(
            "voices.steps",
            "melodic steps of a fifth or less",
            score.name,
            100.0 * small / steps,
            ">= 90",
            unit="%",
            why=f"{steps} steps",
            faults=wide,
        )
    if leaps:
        yield row(
            "voices.leaps",
            "larger leaps recovered by a contrary step",
            score.name,
            100.0 * recovered / leaps,
            ">= 70",
            unit="%",
            why=f"{leaps} leaps",
            faults=left,
        )


def _bed(score: Score) -> Iterator[Row]:
    """No third in the bed; one rhythm of the two harmonies."""
    thirds: dict[int, Fault] = defaultdict()
    for line in score.of("bed"):
        for note in line.notes:
            for tick in range(max(note.tick, 0), note.tick + note.ticks, score.bar_ticks // 4):
                chord = score.chord_at(tick)
                if chord and (note.pitch - chord.bass) % 12 in (3, 4) and (note.pitch - chord.root) % 12 in (3, 4):
                    bar = score.bar_of(tick)
                    thirds.setdefault(
                        bar, Fault(f"{name_of(note.pitch)} is the third of {chord.symbol}", score.name, bar, line.layer)
                    )
    if score.of("bed") and score.chords:
        yield row(
            "layers.bed_thirds",
            "bars in which the bed has a third",
            score.name,
            len(thirds),
            "== 0",
            faults=[thirds[k] for k in sorted(thirds)],
        )
    light, dark = (score.of(role) for role in ("light_harmony", "dark_harmony"))
    if light and dark:
        one, two = ({(n.tick, n.ticks) for n in lines[0].notes} for lines in (light, dark))
        bars = sorted({score.bar_of(t) for t, _ in one ^ two})
        faults = [Fault("light and dark move apart", score.name, b, "dark_harmony") for b in bars]
        yield row(
            "layers.harmony_rhythm",
            "bars in which the two harmonies differ in rhythm",
            score.name,
            len(bars),
            "== 0",
            faults=faults,
        )
