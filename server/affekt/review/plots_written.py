"""Plots of what is written: form, theme map, the matrix of changes, and a piano roll a section."""

from affekt.arrange.tails import exit_ticks
from affekt.review.drawing import COLOURS, FAINT, INK, RED, Page, shade
from affekt.review.harmony import matrix, name_of
from affekt.review.piece import Piece, Score
from affekt.review.silence import sung
from affekt.review.statements import head_of
from affekt.review.themes import heard

_LEFT = 200
_CELL = 22


def form_plot(piece: Piece) -> str:
    """Return which layers have notes in which bar of each section, its chords and its exits."""
    most = max((s.section.bars for s in piece.scores.values()), default=1)
    page = Page(_LEFT + most * _CELL + 20, f"Form of {piece.manifest.name}: layers by bar; a red foot is an exit")
    y = 44
    for score in piece.scores.values():
        page.words(10, y + 10, score.name, size=12, bold=True)
        page.words(10, y + 24, f"{score.section.bars} bars, {score.seconds:.0f} s", size=8)
        for bar, chords in enumerate(score.chords):
            page.words(_LEFT + bar * _CELL + 1, y + 10, " ".join(c.symbol for c in chords)[:7], size=5.5)
        lines = score.first_takes()
        for row, line in enumerate(lines):
            top = y + 16 + row * 9
            page.words(_LEFT - 4, top + 7, line.layer, size=7.5, anchor="end")
            for bar in sung(score, [line]):
                page.box(
                    _LEFT + (bar - 1) * _CELL,
                    top,
                    _CELL - 1,
                    7,
                    COLOURS[row % len(COLOURS)],
                    hint=f"{line.layer} bar {bar}",
                )
        foot = y + 18 + max(len(lines), 2) * 9
        for tick in exit_ticks(score.section):
            page.box(_LEFT + tick / score.bar_ticks * _CELL - 1, foot, 2, 4, RED)
        for phrase in range(0, score.section.bars, score.section.phrase_bars):
            page.line([(_LEFT + phrase * _CELL, y + 12), (_LEFT + phrase * _CELL, foot)], INK, width=0.5)
        y = foot + 22
    return page.text()


def theme_plot(piece: Piece) -> str:
    """Return where each theme is stated: whole or in part, in which layer."""
    most = max((s.section.bars for s in piece.scores.values()), default=1)
    page = Page(
        _LEFT + most * _CELL + 20, f"Themes of {piece.manifest.name}: full height is the whole head, half a fragment"
    )
    themes = {name: heard(piece, head_of(name, theme)) for name, theme in piece.manifest.themes.items()}
    for place, name in enumerate(themes):
        page.box(_LEFT + place * 110, 40, 12, 10, COLOURS[place % len(COLOURS)])
        page.words(_LEFT + place * 110 + 16, 49, name)
    y = 62
    for score in piece.scores.values():
        page.words(10, y + 10, score.name, size=11, bold=True)
        for place, (name, found) in enumerate(themes.items()):
            top = y + place * 13
            page.line([(_LEFT, top + 12), (_LEFT + score.section.bars * _CELL, top + 12)], FAINT, width=0.6)
            for one in found:
                if one.section != score.name:
                    continue
                x = _LEFT + max(one.said.tick, 0) / score.bar_ticks * _CELL
                long = max((one.said.until - one.said.tick) / score.bar_ticks * _CELL, 3.0)
                high = 11.0 if one.said.whole else 5.5
                ways = ", ".join(sorted(one.ways)) or "as it is"
                hint = f"{name}, bar {one.bar}, {one.layer} {one.take}: {ways} ({one.said.alike:.2f})"
                page.box(x, top + 12 - high, long, high, COLOURS[place % len(COLOURS)], hint=hint, opacity=0.8)
        y += 13 * max(len(themes), 1) + 10
    return page.text()


def transition_plot(piece: Piece) -> str:
    """Return for each pair of sections the share of exits whose chord leads into the entry's."""
    table = matrix(piece)
    names = list(dict.fromkeys([s for s, _ in table] + [t for _, t in table]))
    page = Page(
        _LEFT + len(names) * 62 + 20, f"Changes of {piece.manifest.name}: exits whose chord leads into the entry's"
    )
    for column, target in enumerate(names):
        page.words(_LEFT + column * 62 + 30, 56, target[:12], size=8, anchor="middle")
    for row, source in enumerate(names):
        top = 62 + row * 26
        page.words(_LEFT - 6, top + 16, source, anchor="end")
        for column, target in enumerate(names):
            found = table.get((source, target))
            if not found:
                page.box(_LEFT + column * 62, top, 60, 24, "#f4f4f4")
                continue
            good = sum(ok for *_, ok in found)
            whole = good == len(found)
            bad = ", ".join(f"bar {bar} {one}→{two}" for bar, one, two, ok in found if not ok)
            page.box(_LEFT + column * 62, top, 60, 24, shade(0.35) if whole else RED, hint=bad or f"into {found[0][2]}")
            page.words(_LEFT + column * 62 + 30, top + 16, f"{good}/{len(found)}", size=9, anchor="middle")
    return page.text()


def roll_plot(piece: Piece, score: Score) -> str:
    """Return a section's notes by time and pitch, a colour a layer; drums stand below."""
    lines = score.first_takes()
    pitched = [n for line in lines if line.pitched for n in line.notes]
    low = min((n.pitch for n in pitched), default=60) - 1
    high = max((n.pitch for n in pitched), default=72) + 1
    step, wide = 5, 24
    page = Page(_LEFT + score.section.bars * wide + 20, f"{piece.manifest.name}: {score.name}, first takes")
    for place, line in enumerate(lines):
        page.box(10 + place * 105, 36, 10, 8, COLOURS[place % len(COLOURS)])
        page.words(24 + place * 105, 44, line.layer, size=9)
    top, bottom = 54, 54 + (high - low + 1) * step
    for pitch in range(low, high + 1):
        if pitch % 12 == 0:
            y = top + (high - pitch) * step
            page.line([(_LEFT, y + step), (_LEFT + score.section.bars * wide, y + step)], FAINT, width=0.6)
            page.words(_LEFT - 4, y + step, name_of(pitch), size=8, anchor="end")
    for bar in range(score.section.bars + 1):
        heavy = bar % score.section.phrase_bars == 0
        page.line([(_LEFT + bar * wide, top), (_LEFT + bar * wide, bottom)], INK if heavy else FAINT, width=0.6)
        if heavy:
            page.words(_LEFT + bar * wide + 2, bottom + 10, str(bar + 1), size=8)
    drums = bottom + 16
    for place, line in enumerate(lines):
        keys = sorted({n.pitch for n in line.notes})
        for note in line.notes:
            x = _LEFT + note.tick / score.bar_ticks * wide
            y = top + (high - note.pitch) * step if line.pitched else drums + keys.index(note.pitch) * 4
            long = note.ticks / score.bar_ticks * wide if line.pitched else 1.5
            colour = COLOURS[place % len(COLOURS)]
            page.box(x, y, long, step - 1 if line.pitched else 3, colour, opacity=0.35 + 0.65 * note.velocity / 127)
        drums += 0 if line.pitched else len(keys) * 4 + 4
    return page.text()
