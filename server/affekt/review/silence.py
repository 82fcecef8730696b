"""Silence: how much a theme sings, how long melodies rest, and how often the music is nearly bare."""

from collections.abc import Iterator, Sequence

from affekt.review.levels import at_target
from affekt.review.piece import MELODIC, Line, Piece, Score
from affekt.review.rows import Fault, Row, row, skipped


def silence(piece: Piece) -> Iterator[Row]:
    """Yield the rows about silence."""
    for score in piece.scores.values():
        if score.demand.main and score.lines:
            yield from _melodies(score)
        if score.kind in ("exploration", "drift") and score.lines:
            yield from _bare(piece, score)
        if score.kind == "exploration":
            yield from _rest(score)


def sung(score: Score, lines: Sequence[Line]) -> set[int]:
    """Return the bars, from 1, in which any of some lines sounds."""
    ticks = score.bar_ticks
    return {
        bar + 1
        for line in lines
        for n in line.notes
        for bar in range(max(n.tick, 0) // ticks, -(-(n.tick + n.ticks) // ticks))
        if bar < score.section.bars
    }


def _melodies(score: Score) -> Iterator[Row]:
    bars = score.section.bars
    for line in score.of(*MELODIC):
        share = 100.0 * len(sung(score, [line])) / bars
        if line.role == "theme":
            fault = Fault(f"take {line.take} sings in {share:.0f} % of bars", score.name, 0, line.layer)
            yield row(
                "silence.theme",
                f"bars in which {line.layer} {line.take} sings",
                score.name,
                share,
                "25 .. 45",
                unit="%",
                faults=[fault],
            )
        fault = Fault(f"take {line.take} rests in {100 - share:.0f} % of bars", score.name, 0, line.layer)
        yield row(
            "silence.melody",
            f"bars in which {line.layer} {line.take} rests",
            score.name,
            100 - share,
            ">= 40",
            unit="%",
            faults=[fault],
        )


def _bare(piece: Piece, score: Score) -> Iterator[Row]:
    """At the section's own feeling: bars of three layers and fewer, and time with the bed alone."""
    on = set(at_target(piece.manifest, score.name).layers)
    lines = [x for x in score.first_takes() if x.layer in on]
    bars = score.section.bars
    sounding = {line.layer: sung(score, [line]) for line in lines}
    counts = [sum(bar in s for s in sounding.values()) for bar in range(1, bars + 1)]
    thin = 100.0 * sum(c <= 3 for c in counts) / bars
    yield row(
        "silence.thin",
        "bars of at most three layers, at the section's own feeling",
        score.name,
        thin,
        ">= 25",
        unit="%",
        why=f"layers a bar: {min(counts)} … {max(counts)}",
        faults=[Fault(f"at most three layers in {thin:.0f} % of bars", score.name)],
    )
    beds = {x.layer for x in lines if x.role == "bed"}
    longest = _alone(score, [x for x in lines if x.layer not in beds])
    every = max(score.seconds, 180.0)
    yield row(
        "silence.bed",
        "longest time with the bed alone or nothing, in 3 minutes",
        score.name,
        longest * 180.0 / every,
        ">= 10" if score.kind == "exploration" else "",
        unit="s",
        faults=[Fault(f"the bed is never alone for more than {longest:.1f} s", score.name)],
    )


def _alone(score: Score, lines: Sequence[Line]) -> float:
    """Return the longest time in seconds in which none of some lines sounds, across the loop too."""
    body = score.section.bars * score.bar_ticks
    spans = sorted((max(n.tick, 0), min(n.tick + n.ticks, body)) for line in lines for n in line.notes)
    if not spans:
        return score.seconds
    longest, reach = 0, 0
    for begin, end in spans:
        longest = max(longest, begin - reach)
        reach = max(reach, end)
    longest = max(longest, body - reach + spans[0][0])
    return longest / 960.0 * 60.0 / score.section.tempo


def _rest(score: Score) -> Iterator[Row]:
    rest = score.section.rest
    if rest is None:
        yield row(
            "silence.rest",
            "falls silent after quiet minutes",
            score.name,
            0,
            "== 1",
            faults=[Fault("it has no rest", score.name)],
        )
        return
    good = rest.after_s[0] >= 120 and rest.after_s[1] <= 240 and rest.for_s[0] >= 30 and rest.for_s[1] <= 90
    text = f"after {rest.after_s[0]:g} … {rest.after_s[1]:g} s for {rest.for_s[0]:g} … {rest.for_s[1]:g} s"
    yield row(
        "silence.rest",
        "falls silent after 2 to 4 quiet minutes, for 30 to 90 s",
        score.name,
        float(good),
        "== 1",
        why=text,
        faults=[Fault(text, score.name)],
    )


def no_parts(piece: Piece) -> Iterator[Row]:
    """Yield a word about each section whose written parts are not there."""
    for score in piece.scores.values():
        if not score.lines and score.section.layers:
            yield skipped("parts", "written parts", score.name, "no parts: rows about notes are skipped")
