"""Themes: how far apart they are, where each is heard and in what guise, and where one is heard complete."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from affekt.core.harmony import scale
from affekt.review.piece import Line, Piece, Score
from affekt.review.rows import Fault, Row, row, skipped
from affekt.review.statements import SPEEDS, Head, Statement, apart, find, head_of
from affekt.review.voices import melody

_PARAGRAPH = 16
"""Bars: statements nearer than this are one saying and its answer."""
_SPACING = 32
_ANSWER = 8
"""Bars: a statement so near behind another is its answer."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement in its place."""

    section: str
    layer: str
    take: str
    role: str
    bar: int
    said: Statement
    ways: frozenset[str]
    """How it is changed: mode, augmentation, diminution, fragment, reharmonised, bass, key."""


def heard(piece: Piece, head: Head) -> list[Heard]:
    """Return every statement of a theme in the sections, each take of each pitched layer."""
    found: list[Heard] = []
    home = piece.home.section
    own = _shape(home.key, home.mode)
    first: tuple[str, ...] | None = None
    for score in piece.scores.values():
        key, mode = score.section.key, score.section.mode
        for line in score.lines:
            if not line.pitched:
                continue
            for said in find(head, melody(line), key, mode):
                chords = _chords(score, said)
                ways = set[str]()
                if _shape(key, mode) != own:
                    ways.add("mode")
                if said.speed != 1.0:
                    ways.add("augmentation" if said.speed > 1 else "diminution")
                if not said.whole:
                    ways.add("fragment")
                if line.role == "bass":
                    ways.add("bass")
                if first is None and said.whole:
                    first = chords
                elif said.whole and chords and first and chords != first:
                    ways.add("reharmonised")
                found.append(
                    Heard(score.name, line.layer, line.take, line.role, score.bar_of(said.tick), said, frozenset(ways))
                )
    return found


def _shape(key: str, mode: str) -> tuple[int, ...]:
    tones = scale(key, mode)
    return tuple((t - tones[0]) % 12 for t in tones)


def _chords(score: Score, said: Statement) -> tuple[str, ...]:
    beat = score.section.time_signature.beat_ticks
    chords = [score.chord_at(t) for t in range(max(said.tick, 0), said.until + 1, beat)]
    return tuple(dict.fromkeys(c.symbol for c in chords if c))


def themes(piece: Piece) -> Iterator[Row]:
    """Yield the rows about themes."""
    named = piece.manifest.themes
    if not named:
        yield skipped("themes.heads", "themes", "", "the set names no themes")
        return
    heads = {name: head_of(name, theme) for name, theme in named.items()}
    for name, head in heads.items():
        count = len(head.notes)
        yield row(
            "themes.heads",
            f"notes of the head of {name}",
            "",
            count,
            "4 .. 8",
            faults=[Fault(f"{name} has {count} notes")],
        )
    for one, two in combinations(heads.values(), 2):
        far = apart(one, two)
        yield row(
            "themes.distance",
            f"{one.name} from {two.name}",
            "",
            far,
            ">= 0.5",
            faults=[Fault(f"{one.name} and {two.name} are alike")],
        )
    if not any(score.lines for score in piece.scores.values()):
        yield skipped("themes.sections", "sections with the theme", "", "the set has no written parts")
        return
    said = {name: heard(piece, head) for name, head in heads.items()}
    for name, head in heads.items():
        yield from _theme(piece, name, head, said[name])
        if named[name].close_degrees:
            yield _complete(piece, name, said[name])
    yield from _spacing(piece, said)
    yield from _again(piece, said)


def _theme(piece: Piece, name: str, head: Head, found: list[Heard]) -> Iterator[Row]:
    sections = list(dict.fromkeys(h.section for h in found))
    yield row(
        "themes.sections",
        f"sections with {name}",
        "",
        len(sections),
        ">= 4" if piece.journey else "",
        why=", ".join(sections),
        faults=[Fault(f"{name} is heard in {', '.join(sections) or 'none'}")],
    )
    stings = [n for n, s in piece.stings.items() if s.stinger.pitched and _in_sting(piece, n, head)]
    yield row(
        "themes.stingers",
        f"stingers with {name}",
        "",
        len(stings),
        ">= 2" if piece.journey else "",
        why=", ".join(stings),
        faults=[Fault(f"{name} is heard in {', '.join(stings) or 'none'}")],
    )
    ways = sorted({w for h in found for w in h.ways})
    yield row(
        "themes.ways",
        f"transformations of {name}",
        "",
        len(ways),
        ">= 4" if piece.journey else "",
        why=", ".join(ways),
        faults=[Fault(f"{name}: {', '.join(ways) or 'none'}")],
    )


def _spacing(piece: Piece, said: dict[str, list[Heard]]) -> Iterator[Row]:
    """In each main section, how far apart the theme that leads it is stated."""
    for score in piece.mains():
        here = {name: sorted({h.bar for h in found if h.section == score.name}) for name, found in said.items()}
        name = _leading(score, said)
        if not score.lines or not name:
            continue
        bars = here[name]
        starts = bars[:1]
        for bar in bars[1:]:
            if bar - starts[-1] >= _PARAGRAPH:
                starts.append(bar)
        gaps = [b - a for a, b in pairwise([*starts, starts[0] + score.section.bars])]
        widest = max(gaps)
        yield row(
            "themes.spacing",
            "most bars from one statement of its leading theme to the next",
            score.name,
            widest,
            f"<= {_SPACING}",
            why=f"{name} in bars {', '.join(map(str, bars))}",
            faults=[Fault(f"{name} is not heard for {widest} bars", score.name, starts[gaps.index(widest)])],
        )


def _leading(score: Score, said: dict[str, list[Heard]]) -> str:
    """Return the theme that leads a section: heard whole most often; empty where none is."""
    whole = {n: len({h.bar for h in found if h.section == score.name and h.said.whole}) for n, found in said.items()}
    bars = {n: len({h.bar for h in found if h.section == score.name}) for n, found in said.items()}
    return max(bars, key=lambda n: (whole[n], bars[n])) if any(bars.values()) else ""


def _again(piece: Piece, said: dict[str, list[Heard]]) -> Iterator[Row]:
    """In each main section, how soon its theme's layer says the leading theme again, whole and not as an answer."""
    for score in piece.mains():
        name = _leading(score, said)
        length, soonest, faults = score.section.bars, float("inf"), list[Fault]()
        for line in score.of("theme") if name else ():
            mine = (h for h in said[name] if h.section == score.name and (h.layer, h.take) == (line.layer, line.take))
            bars = sorted({h.bar for h in mine if h.said.whole})
            before = [b - a for a, b in zip([x - length for x in bars[-1:]] + bars, bars, strict=False)]
            starts = [bar for bar, gap in zip(bars, before, strict=True) if gap > _ANSWER] or bars
            for one, two in pairwise([*starts, *(bar + length for bar in starts[:1])]):
                soonest = min(soonest, two - one)
                if two - one < _PARAGRAPH:
                    text = f"take {line.take} says {name} again after {two - one} bars"
                    faults.append(Fault(text, score.name, (two - 1) % length + 1, line.layer))
        if soonest < float("inf"):
            measure = "fewest bars from one saying of its leading theme to the next, in one take"
            yield row("themes.again", measure, score.name, soonest, f">= {_PARAGRAPH}", why=name, faults=faults)


def _in_sting(piece: Piece, name: str, head: Head) -> bool:
    sting = piece.stings[name]
    key, mode = sting.stinger.key or piece.home.section.key, piece.home.section.mode
    lines = [Line(name, take, "theme", True, notes) for take, notes in sting.takes.items()]
    return any(find(head, melody(line), key, mode, speeds=(*SPEEDS, 0.25)) for line in lines)


def _complete(piece: Piece, name: str, found: list[Heard]) -> Row:
    """Where head and close are heard on end: only, and at least once, where the set says (wonders and victories)."""
    theme = piece.manifest.themes[name]
    whole, head = head_of(name, theme, close=True), head_of(name, theme)
    rest = len(head.notes)
    there: list[Heard] = []
    for one in found:
        if not one.said.whole:
            continue
        score = piece.scores[one.section]
        lines = [x for x in score.lines if x.layer == one.layer and x.take == one.take]
        key, mode = score.section.key, score.section.mode
        notes = [n for n in melody(lines[0]) if n.tick >= one.said.tick]
        full = find(whole, notes, key, mode, fragments=False)
        if any(f.tick == one.said.tick for f in full) and len(whole.notes) > rest:
            there.append(one)
    wanted = piece.manifest.review.complete.get(name) or [
        s.name for s in piece.scores.values() if s.kind in ("wonder", "victory")
    ]
    faults = [
        Fault(f"{name} is complete here already", h.section, h.bar, h.layer) for h in there if h.section not in wanted
    ]
    faults += [Fault(f"{name} is never complete here", s) for s in wanted if s not in {h.section for h in there}]
    told = ", ".join(dict.fromkeys(f"{h.section} bar {h.bar}" for h in there))
    return row(
        "themes.complete",
        f"places where {name} is complete and should not be, or the reverse",
        "",
        len(faults),
        "== 0",
        why=told,
        faults=faults,
    )
