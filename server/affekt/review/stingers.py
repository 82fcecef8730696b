"""Stingers: how many there are, how long they may be, and whether they fit what sounds."""

from collections.abc import Iterator

from affekt.review.piece import Piece, Sting
from affekt.review.rows import Fault, Row, row


def stingers(piece: Piece) -> Iterator[Row]:
    """Yield the rows about the stingers' words and notes."""
    stings = piece.stings
    if not stings:
        yield Row("stingers.kinds", "kinds of stingers", "", None, why="the set has no stingers")
        return
    yield row(
        "stingers.kinds", "kinds of stingers", "", len(stings), ">= 10" if piece.journey else "", why=", ".join(stings)
    )
    yield _least(
        "stingers.takes", "takes of each kind, the fewest", {n: len(_own(s)) for n, s in stings.items()}, ">= 3"
    )
    lengths = {n: s.stinger.length_beats for n, s in stings.items()}
    faults = [Fault(f"{beats:g} beats", "", 0, n) for n, beats in lengths.items() if not 1 <= beats <= 4]
    yield row(
        "stingers.length", "stingers shorter than 1 beat or longer than 4", "", len(faults), "== 0", faults=faults
    )
    yield _least(
        "stingers.cooldown",
        "cool-down of each kind, the shortest",
        {n: s.stinger.cooldown_s for n, s in stings.items()},
        ">= 6",
    )
    leading = [n for n, s in stings.items() if any(t.pickup_beats > 0 for t in s.stinger.takes)]
    yield row(
        "stingers.pickups",
        "stingers with a pick-up",
        "",
        len(leading),
        ">= 1" if piece.journey else "",
        why=", ".join(leading),
    )
    lost = [Fault("it is pitched and says no key", "", 0, n) for n, s in stings.items()
            if s.stinger.pitched and not (s.stinger.key or all(t.key for t in s.stinger.takes))]  # fmt: skip
    yield row(
        "stingers.key", "pitched stingers that cannot follow the sounding key", "", len(lost), "== 0", faults=lost
    )


def _own(sting: Sting) -> list[str]:
    """Return the takes that differ in their notes, or all where nothing is written."""
    names = [t.name for t in sting.stinger.takes]
    if not sting.takes:
        return names
    keys = {t.name: t.key for t in sting.stinger.takes}
    seen: dict[object, str] = {}
    for name in names:
        if keys[name] in (None, sting.stinger.key):
            seen.setdefault(sting.takes.get(name), name)
    return list(seen.values())


def _least(id: str, measure: str, values: dict[str, float] | dict[str, int], bar: str) -> Row:
    least = min(values.values())
    floor = float(bar.split()[1])
    return row(id, measure, "", least, bar, faults=[Fault(f"{v:g}", "", 0, n) for n, v in values.items() if v < floor])
