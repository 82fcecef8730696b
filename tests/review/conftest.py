"""Small sets to plant faults in: one that is only written, and one that is only recorded."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.render.build import manifest_of
from affekt.review.judge import declared, written
from affekt.review.piece import open_piece
from affekt.review.recorded import recorded
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


RATE, BODY, TAIL = 48000, 16 * 24000, 4 * 24000
Stems = dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]
HEARD = """\
format = 1
name = "heard"
start = "calm"
[layers.bed]
role = "bed"
[layers.bass]
role = "bass"
[layers.theme]
role = "theme"
curve = { input = "energy", points = [[0.15, -96], [0.16, 0]], hysteresis = 0.01 }
[sections.calm]
bars = 4
tempo = 120
target = { valence = 0.2, arousal = 0.15 }
loudness_lufs = -28
[sections.calm.layers]
bed = { takes = [{ file = "bed.wav" }] }
bass = { takes = [{ file = "bass.wav" }] }
theme = { takes = [{ file = "theme.wav" }] }
"""


def noise(seed: int, low: float, high: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """One pass of noise that comes round without a seam, falling by 4.5 dB an octave."""
    rng = np.random.default_rng(seed)
    hertz = np.fft.rfftfreq(BODY, 1 / RATE)
    size = np.where((hertz >= low) & (hertz <= high), np.maximum(hertz, 1.0) ** -0.75, 0.0)
    turned = np.fft.irfft(size * np.exp(2j * np.pi * rng.random(len(hertz))), BODY)
    return turned / np.sqrt((turned**2).mean())


@pytest.fixture
def stems() -> Stems:
    """Three sound layers of four bars, (frames, channels): a wide pad, a mono bass, bells on every beat."""
    middle, side = noise(1, 150.0, 14000.0), noise(2, 300.0, 14000.0)
    bed = np.stack((middle + 0.5 * side, middle - 0.5 * side), axis=1) * 0.02
    t = np.arange(BODY) / RATE
    bass = (np.sin(2 * np.pi * 60.0 * t) * 0.03)[:, None]
    since = t % 0.5
    bells = (np.sin(2 * np.pi * 1500.0 * since) * np.exp(-since * 8.0) * np.minimum(since * 1000.0, 1.0) * 0.1)[:, None]
    return {"bed": bed, "bass": bass, "theme": bells}


@pytest.fixture
def heard(tmp_path: Path) -> Callable[[Stems], dict[str, Row]]:
    """Write recordings, review them, and return the rows by id."""

    def review(stems: Stems) -> dict[str, Row]:
        (tmp_path / "set.toml").write_text(HEARD)
        for name, body in stems.items():
            whole = body if len(body) > BODY else np.pad(body, ((0, TAIL), (0, 0)))
            soundfile.write(tmp_path / f"{name}.wav", whole, RATE, subtype="FLOAT")
        manifest = manifest_of(tmp_path)
        return {r.id: r for r in recorded(open_piece(tmp_path, manifest))}

    return review
