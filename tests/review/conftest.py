"""A small set to plant faults in: two sections of eight bars, written parts, no recordings needed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from affekt.render.build import manifest_of
from affekt.review.judge import declared, written
from affekt.review.piece import open_piece
from affekt.review.rows import Row

SET = """\
format = 1
name = "small"
start = "road"
[instruments]
pad = { program = 89, low = 36, high = 86 }
[layers.bed]
role = "bed"
instrument = "pad"
[layers.bass]
role = "bass"
instrument = "pad"
[layers.theme]
role = "theme"
instrument = "pad"
curve = { input = "energy", points = [[0.3, -96], [0.4, 0]] }
[sections.road]
bars = 8
tempo = 120
key = "D"
mode = "dorian"
target = { valence = 0.2, arousal = 0.35 }
progression = ["Dm", "G", "C", "Am", "F", "C", "G", "Am"]
exit_every_bars = 2
parts = "road.score"
[sections.road.layers]
bed = { takes = [{ file = "bed.wav" }] }
bass = { takes = [{ file = "bass.wav" }] }
theme = { takes = [{ file = "theme.wav" }] }
[themes]
walk = { degrees = [1, 2, 3, 5, 4], beats = [1, 1, 1, 2, 1], close_degrees = [3, 2, 1], close_beats = [1, 1, 2] }
"""
SCORE = """\
metre 4/4
track bed
| [D4 A4]w | [D4 G4]w | [C4 G4]w | [E4 A4]w | [C4 G4]w | [C4 G4]w | D4w | [E4 A4]w |
track bass
| D2w | G2w | C2w | A2w | F2w | C2w | G2w | A2w |
track theme
| D5q E5q F5q A5q | _q G5q F5q E5q | D5h rh | rw | rw | rw | rw | rw |
"""
Judged = Callable[..., dict[tuple[str, str], Row]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the set as it should be."""
    (tmp_path / "set.toml").write_text(SET)
    (tmp_path / "road.score").write_text(SCORE)
    return tmp_path


@pytest.fixture
def judged(place: Path) -> Judged:
    """Review the folder with words of its files replaced: rows by (id, section)."""

    def judge(*changes: tuple[str, str], words: Sequence[tuple[str, str]] = ()) -> dict[tuple[str, str], Row]:
        for name, many in (("road.score", changes), ("set.toml", words)):
            text = (place / name).read_text()
            for old, new in many:
                assert old in text, old
                text = text.replace(old, new)
            (place / name).write_text(text)
        manifest = manifest_of(place)
        return {(r.id, r.section): r for r in declared(written(open_piece(place, manifest)), manifest)}

    return judge
