"""The whole review: every row, under the bars that the set sets otherwise."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from affekt.arrange.manifest import StemSet
from affekt.review.ducking import ducking
from affekt.review.form import form
from affekt.review.harmony import harmony
from affekt.review.palette import palette
from affekt.review.piece import Piece
from affekt.review.rows import Fault, Row, passes
from affekt.review.silence import no_parts, silence
from affekt.review.steps import steps
from affekt.review.stingers import stingers
from affekt.review.themes import themes
from affekt.review.voices import voices

Rule = Callable[[Piece], Iterable[Row]]
WRITTEN: tuple[tuple[str, Rule], ...] = (
    ("form", form),
    ("layers", steps),
    ("harmony", harmony),
    ("voices", voices),
    ("themes", themes),
    ("silence", silence),
    ("palette and takes", palette),
    ("stingers", stingers),
    ("room for speech", ducking),
    ("parts", no_parts),
)
"""What is read from the manifest and the written parts."""
WRITTEN_ONLY = ("form", "layers", "harmony", "voices", "themes", "silence", "fatigue", "duck", "parts")
"""Beginnings of ids that no recording is needed for."""


def written(piece: Piece, progress: Callable[[str, float], None] = lambda what, done: None) -> Iterator[Row]:
    """Yield every row that needs no recording."""
    for index, (name, rule) in enumerate(WRITTEN):
        progress(name, index / len(WRITTEN))
        yield from rule(piece)


def declared(rows: Iterable[Row], manifest: StemSet) -> Iterator[Row]:
    """Yield the rows under the bars that `[review]` declares."""
    for one in rows:
        for figure in manifest.review.figures:
            if figure.id == one.id and (not figure.sections or one.section in figure.sections):
                one = _under(one, figure.bar, figure.reason)
        yield one


def _under(one: Row, bar: str, reason: str) -> Row:
    if one.value is None:
        return one
    ok = passes(one.value, bar)
    told = f"{one.why}; " if one.why else ""
    faults = one.faults
    if ok is False and not faults:
        faults = (Fault(f"{one.value:g}{f' {one.unit}' if one.unit else ''}, wanted {bar}", one.section),)
    return replace(one, bar=bar, ok=ok, faults=faults if ok is False else (), why=f"{told}the set's own bar: {reason}")


def chosen(rows: Iterable[Row], section: str | None = None, only: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of one section (the set's own rows are left out), and of ids that begin so."""
    for one in rows:
        if section is not None and one.section != section:
            continue
        if not only or any(one.id.startswith(word) for word in only):
            yield one
