"""Fatigue: whether eight bars are heard again, note for note, within three minutes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.bench.sets_walk import MINUTES, open_walk, walk
from affekt.core.inputs import GameEvent, GameState, Said, StateFeeling
from affekt.core.score import Beat, Layer, Note, ScoreEvent, Section
from affekt.core.units import SAMPLE_RATE, SILENCE_DB
from affekt.review.piece import Piece, Score, open_piece

WINDOW = 8
"""Bars."""
WITHIN_S = 180.0
ALIKE = 0.9
_GRID = 240
"""Ticks: notes within a sixteenth of one another stand in the same place."""
_FEW = 8
"""Notes under which a window is silence rather than music."""

Place = tuple[int, int]
"""(sixteenth of the bar, MIDI note or drum key)."""


@dataclass(slots=True)
class Bar:
    """A bar as it sounded."""

    seconds: float
    section: str
    number: int
    """In the section, from 1."""
    notes: set[Place] = field(default_factory=set)


def fatigue(setting: Setting) -> Iterator[Row]:
    """Walk for 20 minutes at one feeling, and look for eight bars that come again."""
    loaded = open_walk(setting.stem_set)
    piece = open_piece(loaded.folder, loaded.manifest)
    text = "8-bar windows over .9 like one in the 180 s before"
    if not any(score.lines for score in piece.scores.values()):
        yield unmeasured("fatigue", text, "the set has no written parts")
        return
    bars = heard(piece, loaded, walk(loaded, still(loaded.manifest), MINUTES * 60.0))
    again = repeats(bars)
    worst = max(again, key=lambda one: one[0], default=(0.0, bars[0], bars[0]))
    over = [one for one in again if one[0] > ALIKE]
    where = sorted({f"{one.section} bar {one.number}" for _, one, _ in over})
    told = f"{len(bars)} bars; the most alike {worst[0]:.2f}, {worst[1].section} bar {worst[1].number}"
    told += f" after {worst[1].seconds - worst[2].seconds:.0f} s"
    if where:
        told += f"; at {', '.join(where[:12])}{' …' if len(where) > 12 else ''}"
    yield judged("fatigue-windows", text, len(over), "windows", "== 0", why=told)
    yield judged("fatigue-worst", "how alike the most alike two are", worst[0], "of 1", f"<= {ALIKE:g}", why=told)


def first_section(manifest: StemSet) -> str:
    """Return the section that a set starts in."""
    name = manifest.start
    while name in manifest.playlists:
        name = manifest.playlists[name].items[0].section
    return name


def still(manifest: StemSet) -> list[tuple[float, Said]]:
    """Return what a walk at one feeling says: that the road is walked on, and how it feels."""
    target = manifest.sections[first_section(manifest)].target
    return [
        (0.0, GameEvent("explore")),
        (0.0, GameState((("speed", 0.4),))),
        (0.0, StateFeeling(target.valence, target.arousal, target.dominance, hold_s=0.0)),
    ]


def heard(piece: Piece, loaded: LoadedSet, events: list[ScoreEvent]) -> list[Bar]:
    """Return the bars of a session with all that sounds in them: recorded layers by their parts, and live notes."""
    written = {name: _by_bar(score) for name, score in piece.scores.items()}
    found: list[Bar] = []
    levels: dict[str, tuple[float, str]] = {}
    section = ""
    order = {Section: 0, Layer: 1, Beat: 2}
    for event in sorted(events, key=lambda e: (e.frame, order.get(type(e.act), 3), e.id)):
        act = event.act
        if isinstance(act, Section):
            section, levels = act.section, {}
        elif isinstance(act, Layer):
            take = act.take or levels.get(act.layer, (0.0, ""))[1]
            levels[act.layer] = act.gain_db, take
        elif isinstance(act, Beat) and event.beat == 1.0 and section:
            bar = Bar(event.frame / SAMPLE_RATE, section, event.section_bar)
            for layer, (level, take) in levels.items():
                if level > SILENCE_DB:
                    bar.notes |= written[section].get((layer, take, event.section_bar), set())
            found.append(bar)
        elif isinstance(act, Note) and found:
            found[-1].notes.add((round((event.beat - 1.0) * 4), act.pitch))
    return found


def _by_bar(score: Score) -> dict[tuple[str, str, int], set[Place]]:
    """Return the notes of (layer, take, bar); the first take also under no name."""
    found: dict[tuple[str, str, int], set[Place]] = {}
    takes = {layer: [t.name for t in use.takes] or ["a"] for layer, use in score.section.layers.items()}
    lines = {(line.layer, line.take): line for line in score.lines}
    firsts = {line.layer: line for line in reversed(score.lines)}
    for layer, names in takes.items():
        for name in (*names, ""):
            line = lines.get((layer, name)) or firsts.get(layer)
            for note in line.notes if line else ():
                bar, rest = divmod(max(note.tick, 0), score.bar_ticks)
                found.setdefault((layer, name, bar + 1), set()).add((round(rest / _GRID), note.pitch))
    return found


def repeats(bars: list[Bar]) -> list[tuple[float, Bar, Bar]]:
    """Return, for each window, how alike it and the most alike of the 180 s before it are, and where both begin."""
    windows = [
        {(k, *place) for k, bar in enumerate(bars[i : i + WINDOW]) for place in bar.notes}
        for i in range(len(bars) - WINDOW + 1)
    ]
    found = []
    for now in range(WINDOW, len(windows)):
        best, match = 0.0, now
        for before in range(now - WINDOW, -1, -1):
            if bars[now].seconds - bars[before].seconds > WITHIN_S:
                break
            one, two = windows[now], windows[before]
            if min(len(one), len(two)) >= _FEW:
                like = 2.0 * len(one & two) / (len(one) + len(two))
                if like > best:
                    best, match = like, before
        found.append((best, bars[now], bars[match]))
    return found
