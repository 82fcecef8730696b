"""The palette and its players: which sounds stand alone, how uneven the hands are, and how many takes there are."""

from collections.abc import Iterator
from statistics import pstdev

from affekt.core.units import SAMPLE_RATE
from affekt.render.build_play import Performance, humanised
from affekt.review.piece import PERCUSSION, Line, Piece, Score
from affekt.review.rows import Fault, Row, row

EXPOSED = {
    **dict.fromkeys(range(40, 44), "solo strings"),
    **dict.fromkeys(range(52, 55), "choir"),
    **dict.fromkeys(range(56, 64), "brass"),
    **dict.fromkeys(range(64, 68), "saxophone"),
}
"""General-MIDI programs that sound false where they stand alone."""
_ENOUGH = 60
"""Notes from which on an unevenness can be judged."""


def palette(piece: Piece) -> Iterator[Row]:
    """Yield the rows about sounds, players and takes."""
    yield _exposed(piece)
    for score in piece.scores.values():
        if score.demand.main:
            if score.lines:
                yield from _players(piece, score)
            yield _takes(piece, score)


def _exposed(piece: Piece) -> Row:
    used: dict[str, tuple[str, str]] = {}
    for score in piece.scores.values():
        for layer in score.section.layers:
            name = score.section.layers[layer].instrument or piece.manifest.layers[layer].instrument
            used.setdefault(name or "", (score.name, layer))
    for name, sting in piece.manifest.stingers.items():
        used.setdefault(sting.instrument or "", ("", f"stinger {name}"))
    for name, voice in piece.manifest.voices.items():
        used.setdefault(voice.instrument, ("", f"voice {name}"))
    faults = []
    for name, (section, layer) in used.items():
        instrument = piece.manifest.instruments.get(name)
        if instrument and not instrument.drums and instrument.program in EXPOSED and not instrument.doubled_by:
            faults.append(
                Fault(
                    f"{name} is {EXPOSED[instrument.program]} alone (program {instrument.program})", section, 0, layer
                )
            )
    return row(
        "palette.exposed",
        "General-MIDI solo strings, brass, saxophone or choir on their own",
        "",
        len(faults),
        "== 0",
        faults=faults,
    )


def _players(piece: Piece, score: Score) -> Iterator[Row]:
    """How far onsets stray from the written ones (ms) and velocities from their mean, the worst line of the section."""
    strays: dict[bool, list[tuple[float, Line]]] = {False: [], True: []}
    touches: list[tuple[float, Line]] = []
    for line in score.lines:
        instrument = piece.instrument(score, line.layer)
        if instrument is None or len(line.notes) < _ENOUGH:
            continue
        drums = not line.pitched
        who = f"{piece.manifest.name}/{score.name}/{line.layer}/{line.take}"
        played = humanised(line.notes, score.section, Performance(who, instrument, percussive=drums))
        beat = SAMPLE_RATE * 60 / score.section.tempo / 960
        lead = min(min(n.tick for n in line.notes), 0)
        written = sorted(((n.tick - lead) * beat, n.pitch) for n in line.notes)
        sounds = sorted((onset, key) for onset, _, key, _ in played)
        shift = sounds[0][0] - written[0][0] if lead else 0.0
        stray = [o - shift - w for (o, _), (w, _) in zip(sounds, written, strict=True)]
        strays[drums].append((pstdev(stray) / SAMPLE_RATE * 1000, line))
        if line.role != "bed":
            touches.append((pstdev(v for *_, v in played), line))
    for drums, low, high in ((False, 5.0, 15.0), (True, 3.0, 8.0)):
        if strays[drums]:
            worst = max(strays[drums], key=lambda one: max(low - one[0], one[0] - high))
            told = "drums" if drums else "pitched"
            yield row(
                f"palette.onsets_{told}",
                f"onsets stray ({told}, sd)",
                score.name,
                worst[0],
                f"{low:g} .. {high:g}",
                unit="ms",
                faults=[Fault(f"sd {worst[0]:.1f} ms", score.name, 0, worst[1].layer)],
            )
    if touches:
        least = min(touches, key=lambda one: one[0])
        yield row(
            "palette.velocity",
            "velocities stray (sd), the evenest layer",
            score.name,
            least[0],
            ">= 8",
            faults=[Fault(f"sd {least[0]:.1f}", score.name, 0, least[1].layer)],
        )


def _takes(piece: Piece, score: Score) -> Row:
    """Takes of theme and percussion, and none twice running; a take counts where its notes are its own."""
    counts: list[tuple[int, str]] = []
    for layer, use in score.section.layers.items():
        role = piece.manifest.layers[layer].role
        if role not in ("theme", *PERCUSSION):
            continue
        modes = {t.mode for t in use.takes}
        count = min(sum(t.mode == m for t in use.takes) for m in modes) if use.takes else 0
        if score.lines:
            count = min(count, len([x for x in score.lines if x.layer == layer]))
        counts.append((count if use.avoid_last else 0, layer))
    least = min((n for n, _ in counts), default=0)
    faults = [
        Fault(f"{n} takes" if n else "takes may be heard twice running", score.name, 0, layer)
        for n, layer in counts
        if n < 3
    ]
    if not counts:
        return Row("fatigue.takes", "takes of theme and percussion", score.name, None, why="no theme or percussion")
    return row("fatigue.takes", "takes of theme and percussion, the fewest", score.name, least, ">= 3", faults=faults)
