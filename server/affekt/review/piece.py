"""The piece under review: its sections, their written parts a take at a time, and what sounds together in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from affekt.arrange.manifest import Instrument, Role, Section, StemSet, Stinger
from affekt.arrange.manifest_review import Kind
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.arrange.timing import body_ticks
from affekt.arrange.unequal import gone_round, laid_out
from affekt.core.harmony import ChordSymbol, parse_chord
from affekt.render.build import stinger_section
from affekt.review.kinds import DEMANDS, Demand, kind_of

Notes = tuple[PartNote, ...]
MELODIC: tuple[Role, ...] = ("theme", "answer")
PERCUSSION: tuple[Role, ...] = ("low_percussion", "high_percussion")
SILENCE_DB = -60.0
"""A curve's value from which on a layer is silent."""


@dataclass(frozen=True, slots=True)
class Line:
    """One take of a layer in a section, as written."""

    layer: str
    take: str
    role: Role
    pitched: bool
    notes: Notes


@dataclass(frozen=True)
class Score:
    """A section with its written parts; `lines` is empty where it has none."""

    name: str
    section: Section
    kind: Kind
    lines: tuple[Line, ...] = ()

    @property
    def demand(self) -> Demand:
        """What its kind is held to."""
        return DEMANDS[self.kind]

    @property
    def bar_ticks(self) -> int:
        """Ticks in a bar."""
        return self.section.time_signature.bar_ticks

    @property
    def seconds(self) -> float:
        """One pass through the body at its own tempo."""
        return body_ticks(self.section) / 960.0 * 60.0 / self.section.tempo

    def bar_of(self, tick: int) -> int:
        """Return the bar, from 1, in which a tick stands; a pick-up counts as bar 1."""
        return max(tick, 0) // self.bar_ticks + 1

    @cached_property
    def chords(self) -> list[tuple[ChordSymbol, ...]]:
        """The declared chords of each bar; empty where there are none."""
        return [tuple(map(parse_chord, bar)) for bar in self.section.chords()]

    def chord_at(self, tick: int) -> ChordSymbol | None:
        """Return the declared chord that sounds at a tick of the body."""
        if not self.chords:
            return None
        bar, rest = divmod(min(max(tick, 0), body_ticks(self.section) - 1), self.bar_ticks)
        symbols = self.chords[bar]
        return symbols[rest * len(symbols) // self.bar_ticks]

    def of(self, *roles: Role) -> list[Line]:
        """Return the lines of some roles, every take."""
        return [one for one in self.lines if one.role in roles]

    def first_takes(self, *, pitched: bool | None = None) -> list[Line]:
        """Return one line a layer, its first take."""
        chosen: dict[str, Line] = {}
        for line in self.lines:
            if pitched is None or line.pitched == pitched:
                chosen.setdefault(line.layer, line)
        return list(chosen.values())

    def together(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield ensembles of pitched lines, light or dark harmony, in which each two takes that can meet do meet."""
        layers: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.pitched:
                layers.setdefault(line.layer, []).append(line)
        for harmony, other in (("light_harmony", "dark_harmony"), ("dark_harmony", "light_harmony")):
            used = {n: ls for n, ls in layers.items() if ls[0].role != other}
            if harmony == "dark_harmony" and len(used) == len(layers):
                continue
            for lines in _meetings(list(used.values())):
                takes = "".join(dict.fromkeys(f" {x.layer}:{x.take}" for x in lines if len(used[x.layer]) > 1))
                yield f"{harmony}{takes}", lines


def _meetings(layers: list[list[Line]]) -> Iterator[list[Line]]:
    """Yield one line a layer, so often that each two lines of different layers stand together once."""
    places = [(i, k) for i, lines in enumerate(layers) for k in range(len(lines))]
    left = {(a, b): None for a in places for b in places if a[0] < b[0] or a == b}
    while left:
        a, b = next(iter(left))
        chosen = dict((a, b))
        for i, lines in enumerate(layers):
            if i not in chosen:
                new = [sum(_ordered((i, k), other) in left for other in chosen.items()) for k in range(len(lines))]
                chosen[i] = new.index(max(new))
        for one in chosen.items():
            for two in chosen.items():
                left.pop((one, two), None)
        yield [lines[chosen[i]] for i, lines in enumerate(layers)]


def _ordered(one: tuple[int, int], two: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (one, two) if one < two else (two, one)


@dataclass(frozen=True)
class Sting:
    """A stinger with its written takes."""

    name: str
    stinger: Stinger
    takes: dict[str, Notes] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """A whole set as the review reads it."""

    folder: Path
    manifest: StemSet
    scores: dict[str, Score]
    stings: dict[str, Sting]

    @property
    def home(self) -> Score:
        """The section that the set starts in; it says which key is home."""
        start = self.manifest.start
        while start in self.manifest.playlists:
            start = self.manifest.playlists[start].items[0].section
        return self.scores[start]

    def instrument(self, score: Score, layer: str) -> Instrument | None:
        """Return the instrument that plays a layer in a section."""
        name = score.section.layers[layer].instrument or self.manifest.layers[layer].instrument
        return self.manifest.instruments.get(name or "")

    @property
    def journey(self) -> bool:
        """Whether it is a game's whole journey: a scene leads, and there are four sections and more to stay in."""
        return self.manifest.lead == "scene" and len(self.mains()) >= 4

    def mains(self) -> list[Score]:
        """Return the sections in which people stay."""
        return [s for s in self.scores.values() if s.demand.main]


def open_piece(folder: Path, manifest: StemSet) -> Piece:
    """Read a set's written parts.

    Raises:
        AffektError: BAD_SET where a part cannot be read.
    """
    scores = {}
    for name, section in manifest.sections.items():
        lines: list[Line] = []
        if section.parts is not None:
            tracks = read_parts(folder / section.parts, section)
            for layer, use in section.layers.items():
                whole, track = manifest.layers[layer], use.track or layer
                for take in [t.name for t in use.takes] or ["a"]:
                    notes = gone_round(tracks.get(f"{track}_{take}", tracks.get(track, ())), section, layer)
                    if not any(x.layer == layer and x.notes == notes for x in lines):
                        lines.append(Line(layer, take, whole.role, whole.pitched, notes))
        scores[name] = Score(name, laid_out(section), kind_of(manifest, name), tuple(lines))
    stings = {}
    for name, stinger in manifest.stingers.items():
        takes: dict[str, Notes] = {}
        for one in stinger.takes if stinger.parts else ():
            tracks = read_parts(folder / str(stinger.parts), stinger_section(stinger, one.pickup_beats))
            track = stinger.track or name
            takes[one.name] = tracks.get(f"{track}_{one.name}", tracks.get(track, ()))
        stings[name] = Sting(name, stinger, takes)
    return Piece(folder, manifest, scores, stings)
