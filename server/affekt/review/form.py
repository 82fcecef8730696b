"""Form: lengths, endings, exits and tails of each section, and the layers it is made of."""

from collections.abc import Iterator

from affekt.arrange.tails import exit_ticks
from affekt.arrange.timing import body_ticks
from affekt.arrange.unequal import joint_seconds
from affekt.core.harmony import pitch_class
from affekt.review.piece import Piece, Score
from affekt.review.rows import Fault, Row, row


def form(piece: Piece) -> Iterator[Row]:
    """Yield the rows about form."""
    for score in piece.scores.values():
        yield from _lengths(score)
        yield from _ways_out(piece, score)
    sections = [s for s in piece.scores.values() if s.section.layers]
    for score in sections:
        if score.demand.main:
            count = len(score.section.layers)
            yield row("layers.count", "layers", score.name, count, "8 .. 10")


def _lengths(score: Score) -> Iterator[Row]:
    name, section, demand = score.name, score.section, score.demand
    yield row("form.bars", f"bars of a section of kind {score.kind}", name, section.bars, demand.bars, why=score.kind)
    if demand.seconds:
        yield row("form.seconds", "seconds of one pass", name, score.seconds, demand.seconds, unit="s")
    tail = section.tail_beats * section.time_signature.beat_ticks / 960.0 * 60.0 / section.tempo
    bar = ">= 1" if demand.whole_ending else "> 0"
    yield row("form.tail", "declared tail", name, tail, bar, unit="s")


def _ways_out(piece: Piece, score: Score) -> Iterator[Row]:
    name, section, demand = score.name, score.section, score.demand
    if demand.whole_ending:
        chord = score.chord_at(body_ticks(section) - 1)
        home = section.once and (chord is None or chord.root == pitch_class(section.key))
        fault = Fault(
            f"it {'ends on ' + chord.symbol if chord and section.once else 'does not play once'}", name, section.bars
        )
        yield row("form.close", "plays once and ends at home", name, float(home), "== 1", faults=[fault])
    if not demand.main and score.kind != "drift":
        return
    ending = piece.manifest.sections.get(section.ending or "")
    bars = ending.bars if ending else 0
    fault = Fault("it names no ending" if ending is None else f"its ending has {bars} bars", name)
    yield row("form.ending", "bars of its composed ending", name, bars, "1 .. 4", faults=[fault])
    if demand.exit_bars:
        cues = exit_ticks(section)
        gaps = [(b - a) / score.bar_ticks for a, b in zip([0, *cues], [*cues, body_ticks(section)], strict=True)]
        starts = [score.bar_of(a) for a in [0, *cues]]
        late = [
            Fault(f"no exit for {g:g} bars", name, s) for g, s in zip(gaps, starts, strict=True) if g > demand.exit_bars
        ]
        yield row(
            "form.exits",
            "most bars from one exit cue to the next",
            name,
            max(gaps),
            f"<= {demand.exit_bars}",
            faults=late,
        )
    written = piece.manifest.sections[name]
    if written.unequal:
        told = ", ".join(f"{layer} {use.loop_bars}" for layer, use in written.layers.items() if use.loop_bars)
        yield row(
            "form.period",
            "until its unequal loops meet again",
            name,
            joint_seconds(written) / 60.0,
            ">= 60",
            unit="min",
            why=f"{told} bars",
        )
