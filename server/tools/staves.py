"""Draw bars of a set's parts as a staff, as SVG: `python server/tools/staves.py` draws the themes of *wayfarer*."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from affekt.arrange.manifest import Section
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.render.build import manifest_of

ROOT = Path(__file__).parents[2]
PICTURES = {
    "keeper": ("exploration", "theme", 1, 6),
    "keeper-complete": ("wonder", "theme_c", 17, 22),
    "wonder": ("wonder", "theme", 9, 14),
    "hunter": ("combat", "answer", 0, 0),
    "keeper-calm": ("calm", "theme", 3, 6),
    "keeper-combat": ("combat", "theme", 1, 4),
}
"""Name: section, track, first and last bar; bars 0 are the first two in which the track sounds."""

SPACE = 9.0
"""Between two lines of the staff, in pixels."""
_TOP = 58.0
_LEFT, _HEAD, _BAR = 16.0, 84.0, 150.0
_STACCATO = 480
"""A silence up to this behind a short note is written as a dot over it."""
_VALUES = ((3840, 0), (2880, 1), (1920, 0), (1440, 1), (960, 0), (720, 1), (480, 0), (360, 1), (240, 0), (120, 0))
"""Lengths that one sign writes, in ticks, with their dots."""
_STEPS = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
_CLEF = (
    "M.2,.65C-.8,.7-1.05-.85.25-.95C1.75-1 1.65,1.35 0,1.35C-2,1.35-2.2-.85-.7-2.2C.55-3.3.95-4.1.7-4.9"
    "C.45-5.6-.15-5.1-.3-4.2C-.45-3.2.6,1.2.75,2.6C.85,3.7-.65,3.8-.75,2.95"
)
"""A treble clef about its own line, in spaces."""


def staff(notes: Sequence[PartNote], section: Section, first: int, last: int, title: str) -> str:
    """Return the upper voice of bars `first` … `last` as an SVG document."""
    bar = section.time_signature.bar_ticks
    upper: dict[int, PartNote] = {}
    for note in notes:
        if (first - 1) * bar <= note.tick < last * bar and note.pitch >= upper.get(note.tick, note).pitch:
            upper[note.tick] = note
    width = _LEFT + _HEAD + _BAR * (last - first + 1) + 12
    height = _TOP + 4 * SPACE + 46
    drawn = [f'<text x="{_LEFT}" y="18" font-size="13" font-style="italic">{title}</text>']
    drawn += [_line(_LEFT, _TOP + i * SPACE, width - 12, _TOP + i * SPACE) for i in range(5)]
    drawn.append(
        f'<path d="{_CLEF}" transform="translate({_LEFT + 18},{_TOP + 3 * SPACE}) scale({SPACE})" fill="none"'
        ' stroke="currentColor" stroke-width=".28" stroke-linecap="round"/>'
    )
    metre = section.metre.split("/")
    drawn += [
        f'<text x="{_LEFT + 46}" y="{_TOP + (2 + 2 * i) * SPACE - 1}" font-size="21" font-weight="bold">{figure}</text>'
        for i, figure in enumerate(metre)
    ]
    for number in range(first, last + 1):
        x = _LEFT + _HEAD + (number - first) * _BAR
        drawn += _bar(sorted(upper.values()), (number - 1) * bar, bar, x + 7)
        drawn.append(_line(x + _BAR - 8, _TOP, x + _BAR - 8, _TOP + 4 * SPACE))
    body = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" font-family="serif" color="#222" fill="currentColor">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _bar(notes: Sequence[PartNote], begin: int, bar: int, x: float) -> Iterator[str]:
    """Yield one bar's signs: notes at their places in time, rests in between, ties over the bar line."""
    now, end = begin, begin + bar
    for index, note in enumerate(notes):
        following = notes[index + 1].tick if index + 1 < len(notes) else note.tick + note.ticks
        until = min(note.tick + note.ticks, max(following, note.tick + 1))
        short = 0 < following - until <= _STACCATO and note.ticks <= 480
        until = following if short else until
        if until <= begin or note.tick >= end:
            continue
        at = max(note.tick, begin)
        yield from _rests(now, at, begin, bar, x)
        now = min(until, end)
        parts = list(_values(now - at))
        for place, (ticks, dots) in enumerate(parts):
            where = x + (at - begin) / bar * (_BAR - 34)
            yield from _note(note.pitch, ticks, dots, where, short=short and not place)
            at += ticks
            if place + 1 < len(parts) or until > end:
                yield _tie(note.pitch, where, x + (at - begin) / bar * (_BAR - 34))
    yield from _rests(now, end, begin, bar, x)


def _values(ticks: int) -> Iterator[tuple[int, int]]:
    while ticks >= _VALUES[-1][0]:
        value, dots = next(v for v in _VALUES if v[0] <= ticks)
        yield value, dots
        ticks -= value


def _height(pitch: int) -> tuple[float, int, str]:
    """Return a note's height in pixels, its steps above the lowest line (E4), and its accidental."""
    name = _STEPS[pitch % 12]
    place, sign = (pitch // 12 - 1) * 7 + "CDEFGAB".index(name[0]) - 30, name[1:]
    return _TOP + 4 * SPACE - place * SPACE / 2, place, sign


def _note(pitch: int, ticks: int, dots: int, x: float, *, short: bool = False) -> Iterator[str]:
    y, place, sign = _height(pitch)
    hollow = ticks >= 1920
    fill = 'fill="#fff" stroke="currentColor" stroke-width="1.6"' if hollow else ""
    for ledger in [*range(-2, place - 1, -2), *range(10, place + 1, 2)]:
        height = _TOP + 4 * SPACE - ledger * SPACE / 2
        yield _line(x - 9, height, x + 9, height)
    yield f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="5.4" ry="3.9" transform="rotate(-18 {x:.1f} {y:.1f})" {fill}/>'
    if sign:
        yield f'<text x="{x - 17:.1f}" y="{y + 5:.1f}" font-size="15">{sign}</text>'
    if dots:
        yield f'<circle cx="{x + 9.5:.1f}" cy="{y - (2.5 if place % 2 == 0 else 0):.1f}" r="1.7"/>'
    if short:
        yield f'<circle cx="{x:.1f}" cy="{y + (SPACE if place < 4 else -SPACE):.1f}" r="1.6"/>'
    if ticks >= 3840:
        return
    up = place < 4
    stem = x + 4.8 if up else x - 4.8
    tip = y - 3.3 * SPACE if up else y + 3.3 * SPACE
    yield _line(stem, y, stem, tip, 1.3)
    for flag in range({480: 1, 720: 1, 240: 2, 360: 2, 120: 3}.get(ticks, 0)):
        root = tip + (7 * flag if up else -7 * flag)
        bend = 1 if up else -1
        yield (
            f'<path d="M{stem:.1f},{root:.1f}q1,{5 * bend} 6,{9 * bend}q3,{5 * bend} 0,{10 * bend}"'
            ' fill="none" stroke="currentColor" stroke-width="1.7"/>'
        )


def _tie(pitch: int, x: float, until: float) -> str:
    y, place, _ = _height(pitch)
    bend = 8 if place < 4 else -8
    return (
        f'<path d="M{x + 3:.1f},{y + bend:.1f}Q{(x + until) / 2:.1f},{y + 2 * bend:.1f} {until - 1:.1f},{y + bend:.1f}"'
        ' fill="none" stroke="currentColor"/>'
    )


def _rests(begin: int, end: int, bar_begin: int, bar: int, x: float) -> Iterator[str]:
    middle, now = _TOP + 2 * SPACE, begin
    for ticks, dots in _values(end - begin):
        where = x + (now - bar_begin) / bar * (_BAR - 34)
        if ticks >= 1920:
            top = middle - SPACE if ticks >= 3840 else middle - SPACE / 2
            yield f'<rect x="{where - 1:.1f}" y="{top:.1f}" width="11" height="{SPACE / 2:g}"/>'
        elif ticks >= 960:
            yield (
                f'<path d="M{where:.1f},{middle - 12:.1f}l6,8q-5,4 1,10q-8-2-3,6" fill="none" stroke="currentColor"'
                ' stroke-width="2"/>'
            )
        else:
            yield (
                f'<path d="M{where:.1f},{middle - 5:.1f}q4,3 8-2l-5,15" fill="none" stroke="currentColor"'
                ' stroke-width="1.5"/>'
                f'<circle cx="{where + 0.6:.1f}" cy="{middle - 5.5:.1f}" r="2.2"/>'
            )
        if dots:
            yield f'<circle cx="{where + 14:.1f}" cy="{middle - 4:.1f}" r="1.6"/>'
        now += ticks


def _line(x: float, y: float, to_x: float, to_y: float, width: float = 1.0) -> str:
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"'
    return f'<line {ends} stroke="currentColor" stroke-width="{width}"/>'


def draw(folder: Path) -> dict[str, str]:
    """Return each picture's SVG by name."""
    manifest = manifest_of(folder)
    pictures: dict[str, str] = {}
    for name, (section_name, track, first, last) in PICTURES.items():
        section = manifest.sections[section_name]
        notes = read_parts(folder / str(section.parts), section)[track]
        if not first:
            first = notes[0].tick // section.time_signature.bar_ticks + 1
            last = first + 1
        where = f"{section.title or section_name}, {track.partition('_')[0]}, bars {first}–{last}"
        pictures[name] = staff(notes, section, first, last, where)
    return pictures


def main() -> int:
    """Write the pictures where the score's document looks for them."""
    out = ROOT / "docs" / "images"
    for name, text in draw(ROOT / "stems" / "wayfarer").items():
        (out / f"wayfarer-{name}.svg").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
