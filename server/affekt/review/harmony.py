"""Harmony: chords enough and not in circles, cadences, keys near home, and how each exit leads into each entry."""

from collections.abc import Iterator
from itertools import pairwise

from affekt.arrange.transitions import rule_for
from affekt.core.harmony import MODES, NAMES, ChordSymbol, pitch_class
from affekt.render.overlap import arrivals, departures
from affekt.review.piece import Piece, Score
from affekt.review.rows import Fault, Row, row, skipped

_WINDOW = 32
_FIFTHS = {mode: place for place, mode in enumerate(
    ("lydian", "ionian", "mixolydian", "dorian", "aeolian", "phrygian", "locrian"))}  # fmt: skip
"""How many fifths a mode's signature lies under the Lydian's of the same tonic."""
_HALF = {"phrygian": (7, 10, 1), "lydian": (7, 2), "ionian": (7,), "mixolydian": (7, 10)}
"""Roots over the tonic on which a phrase may pause unfinished."""


def harmony(piece: Piece) -> Iterator[Row]:
    """Yield the rows about harmony."""
    for score in piece.scores.values():
        if not score.chords:
            if score.section.layers and score.demand.main:
                yield skipped("harmony.chords", "chords in 32 bars", score.name, "the section declares no progression")
            continue
        if score.demand.main:
            yield from _progression(score)
        yield _key(piece, score)
    yield from _seams(piece)
    yield from _resumed(piece)


def _progression(score: Score) -> Iterator[Row]:
    name, bars = score.name, score.chords
    symbols = [tuple(c.symbol for c in bar) for bar in bars]
    windows = [symbols[i : i + _WINDOW] for i in range(max(1, len(bars) - _WINDOW + 1))]
    counts = [len({s for bar in w for s in bar}) * _WINDOW / min(len(w), _WINDOW) for w in windows]
    fewest = min(counts)
    at = counts.index(fewest) + 1
    yield row(
        "harmony.chords",
        "different chords in 32 bars, the poorest 32",
        name,
        fewest,
        ">= 8",
        faults=[Fault(f"{fewest:g} chords from here on", name, at)],
    )
    runs, worst, where = 1, 1, 1
    for start in range(4):
        fours = [tuple(symbols[i : i + 4]) for i in range(start, len(bars) - 3, 4)]
        runs = 1
        for index, (one, two) in enumerate(pairwise(fours)):
            runs = runs + 1 if one == two else 1
            if runs > worst:
                worst, where = runs, start + 4 * (index + 2 - runs) + 1
    yield row(
        "harmony.cycle",
        "times one 4-bar cycle runs on end",
        name,
        worst,
        "<= 2",
        faults=[Fault(f"{' '.join(map(str, symbols[where - 1 : where + 3]))} {worst} times", name, where)],
    )
    tonic = pitch_class(score.section.key)
    open_roots = {(tonic + s) % 12 for s in _HALF.get(score.section.mode, (7, 10))}
    ends = [b for b in (8, 16) if b <= len(bars)]
    half = [b for b in ends if bars[b - 1][-1].root in open_roots]
    told = ", ".join(f"bar {b} {bars[b - 1][-1].symbol}" for b in ends)
    yield row(
        "harmony.half_cadence",
        "half cadences at bars 8 and 16",
        name,
        len(half),
        ">= 1",
        why=told,
        faults=[Fault(f"none: {told}", name, ends[0] if ends else 0)],
    )
    last = bars[-1][-1]
    home = last.root == tonic and last.bass == tonic
    yield row(
        "harmony.loop_end",
        "root-position tonics before the loop",
        name,
        float(home),
        "== 0",
        faults=[Fault(f"{last.symbol} closes before the loop", name, len(bars))],
    )


def signature(key: str, mode: str) -> int:
    """Return a key's sharps (flats are negative), of the nearest spelling to none."""
    if mode == "harmonic_minor":
        mode = "aeolian"
    major = (pitch_class(key) - {m: MODES["ionian"][d] for m, d in _DEGREE.items()}[mode]) % 12
    return (major * 7 + 6) % 12 - 6


_DEGREE = {"ionian": 0, "dorian": 1, "phrygian": 2, "lydian": 3, "mixolydian": 4, "aeolian": 5, "locrian": 6}


def _key(piece: Piece, score: Score) -> Row:
    home, here = piece.home.section, score.section
    if here.key in piece.manifest.review.mediants:
        return row("harmony.keys", "fifths from home", score.name, 0, "<= 2", why=f"{here.key} is a named mediant")
    away = abs(signature(here.key, here.mode) - signature(home.key, home.mode))
    away = min(away, 12 - away)
    return row("harmony.keys", "fifths from home", score.name, away, "<= 2", why=f"{here.key} {here.mode}")


def leads(source: ChordSymbol, target: ChordSymbol) -> bool:
    """Return whether one chord goes into another: by a common tone, or a bass that moves by fifth or step or stays."""
    move = (target.bass - source.bass) % 12
    return bool(set(source.pitch_classes) & set(target.pitch_classes)) or move in (0, 1, 2, 5, 7, 10, 11)


def pairs(piece: Piece) -> Iterator[tuple[Score, Score]]:
    """Yield the (source, target) between which the music may go: loops to all, what plays once to what follows it."""
    follow = ("ending",)
    for source in piece.scores.values():
        section = source.section
        if source.kind in follow or not source.chords:
            continue
        for target in piece.scores.values():
            if target.name == source.name or not target.chords:
                continue
            own = target.name in (section.ending, section.loops.then)
            if own or (target.kind not in ("ending", "bridge") and not section.once):
                yield source, target


def matrix(piece: Piece, *, resumed: bool = False) -> dict[tuple[str, str], list[tuple[int, str, str, bool]]]:
    """Return for each pair its exits, as its rule has them: (bar that is left, its chord, the entry's chord, whether it
    leads). `resumed` adds the bars in which a section that was left a short while ago goes on."""
    table = {}
    for source, target in pairs(piece):
        rule = rule_for(piece.manifest, source.name, target.name)
        entered_section = target.section if resumed else target.section.model_copy(update={"resume_s": 0.0})
        found: dict[tuple[int, str, str, bool], None] = {}
        for tick in sorted(departures(rule, source.section)):
            for at in arrivals(rule, source.section, entered_section, tick):
                left, entered = source.chord_at(tick - 1), target.chord_at(at)
                if left is not None and entered is not None:
                    found[source.bar_of(tick - 1), left.symbol, entered.symbol, leads(left, entered)] = None
        table[source.name, target.name] = list(found)
    return table


def _seams(piece: Piece) -> Iterator[Row]:
    table = matrix(piece)
    for source in dict.fromkeys(s for s, _ in table):
        mine = {t: found for (s, t), found in table.items() if s == source}
        bad = [
            Fault(f"{left} does not lead to {entered} of {target}", source, bar)
            for target, found in mine.items()
            for bar, left, entered, good in found
            if not good
        ]
        count = sum(map(len, mine.values()))
        yield row(
            "harmony.exits",
            "exits that lead nowhere",
            source,
            len(bad),
            "== 0",
            why=f"{count} to {len(mine)} sections",
            faults=bad,
        )


def _resumed(piece: Piece) -> Iterator[Row]:
    """Tell how many of the ways back into the middle of a section lead nowhere; no set is held to a figure."""
    every = [good for found in matrix(piece, resumed=True).values() for *_, good in found]
    if every:
        share = 100.0 * every.count(False) / len(every)
        told = "ways into any bar of a section resumed that lead nowhere"
        yield row("harmony.resumed", told, "", share, unit="%", why=f"{every.count(False)} of {len(every)}")


def name_of(pitch: int) -> str:
    """Return a MIDI note's name, such as `D4`."""
    return f"{NAMES[pitch % 12]}{pitch // 12 - 1}"
