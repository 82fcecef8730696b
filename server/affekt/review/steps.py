"""Steps of energy, as written: more is more layers and more onsets, and the two harmonies are never both heard."""

from collections.abc import Iterator

from affekt.review.levels import by_energy, reachable
from affekt.review.piece import Piece, Score
from affekt.review.rows import Fault, Row, row


def steps(piece: Piece) -> Iterator[Row]:
    """Yield the rows about what rises with energy."""
    for score in piece.scores.values():
        if not score.section.layers:
            continue
        yield _pair(piece, score)
        if score.demand.main:
            yield from _rising(piece, score)


def _rising(piece: Piece, score: Score) -> Iterator[Row]:
    counts: list[tuple[int, int]] = []
    dips: list[Fault] = []
    notes: dict[str, int] = {}
    for line in score.first_takes():
        notes[line.layer] = len(line.notes)
    for one in by_energy(piece.manifest, score.name):
        count = (len(one.layers), sum(notes.get(n, 0) for n in one.layers))
        if counts and (count[0] < counts[-1][0] or count[1] < counts[-1][1]):
            dips.append(
                Fault(
                    f"energy {one.energy:.2f} has {count[0]} layers and {count[1]} onsets, less than below", score.name
                )
            )
        if not counts or count != counts[-1]:
            counts.append(count)
    told = " → ".join(f"{a}/{b}" if score.lines else str(a) for a, b in counts)
    bar = ">= 4"
    yield row(
        "layers.steps",
        "steps of energy within the box",
        score.name,
        len(counts),
        bar,
        why=f"layers/onsets {told}",
        faults=[Fault(f"{len(counts)} steps: {told}", score.name)],
    )
    yield row("layers.rising", "steps of energy that thin the music", score.name, len(dips), "== 0", faults=dips)


def _pair(piece: Piece, score: Score) -> Row:
    role = {n: piece.manifest.layers[n].role for n in score.section.layers}
    both = 0
    for one in reachable(piece.manifest, score.name):
        heard = {role[n] for n, gain in one.gains if gain > -40}
        both += {"light_harmony", "dark_harmony"} <= heard
    return row(
        "layers.harmony_pair",
        "combinations with light and dark harmony at once",
        score.name,
        both,
        "== 0",
        faults=[Fault("light and dark harmony are heard together", score.name, 0, "light_harmony")],
    )
