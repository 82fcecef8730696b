"""The build's exit tails: each is what its exit leaves, beside its take, told in set.json and missed where it lacks."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.check import judge
from affekt.arrange.load import load
from affekt.arrange.setjson import stale
from affekt.arrange.tails import JOIN, LEAD, slots
from affekt.arrange.timing import frame_in_body
from affekt.core.errors import AffektError
from affekt.render.build import build, manifest_of

SET = """\
format = 1
name = "walk"
start = "walk"
[instruments]
bell = { program = 14, builtin = true }
pad = { program = 89, builtin = true, doubled_by = "bell" }
[layers.bed]
role = "bed"
instrument = "pad"
[layers.theme]
role = "theme"
instrument = "bell"
[layers.answer]
role = "answer"
instrument = "bell"
[sections.walk]
bars = 4
phrase_bars = 4
tempo = 120
exit_every_bars = 1
exit_tail_s = 0.8
loudness_lufs = -24
parts = "walk.score"
[sections.walk.layers]
bed = { takes = [{ file = "bed.ogg" }] }
theme = { takes = [{ file = "theme.ogg" }] }
answer = { takes = [{ file = "answer.ogg" }] }
"""
SCORE = """\
metre 4/4
track bed
| [D4 A4]w | _w | [C4 G4]w | [E4 A4]w |
track theme
| D5h A5h | rw | v120 D5q D5q D5q D5q | D5w |
track answer
| rw | rw | rw | A4w |
"""
BAR = 96_000


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tails") / "walk"
    folder.mkdir()
    (folder / "set.toml").write_text(SET)
    (folder / "walk.score").write_text(SCORE)
    build(folder)
    return folder


def _slot(folder: Path, layer: str, index: int) -> np.ndarray:
    place = slots(manifest_of(folder).sections["walk"])
    assert place is not None
    audio, _ = soundfile.read(folder / f"{layer}.tails.ogg", always_2d=True)
    whole = np.pad(audio, ((0, len(place.exits) * place.frames), (0, 0)))
    return whole[index * place.frames :][: place.tail]


def _level(audio: np.ndarray) -> float:
    return 10 * np.log10((audio**2).mean() + 1e-12)


def test_a_tail_goes_on_where_its_take_is_left(walk: Path) -> None:
    for layer, index in (("bed", 0), ("bed", 1), ("theme", 0), ("theme", 2)):
        body, _ = soundfile.read(walk / f"{layer}.ogg", always_2d=True)
        exit = (index + 1) * BAR
        was = body[exit - LEAD + JOIN : exit - LEAD // 2]
        now = _slot(walk, layer, index)[JOIN : LEAD // 2]
        assert _level(now - was) < _level(was) - 10, (layer, index)


def test_nothing_of_what_follows_is_in_it(walk: Path) -> None:
    body, _ = soundfile.read(walk / "theme.ogg", always_2d=True)
    tail = _slot(walk, "theme", 1)[LEAD:]
    assert _level(tail[:9_600]) < _level(body[2 * BAR :][:9_600]) - 20  # the next bar's loud note is not there
    assert not _slot(walk, "answer", 2)[LEAD:].any()


def test_what_is_held_over_the_exit_is_let_go(walk: Path) -> None:
    tail, body = _slot(walk, "bed", 0)[LEAD:], soundfile.read(walk / "bed.ogg", always_2d=True)[0][BAR:]
    assert _level(tail[:1_200]) > _level(body[:1_200]) - 3
    assert _level(tail[20_000:24_000]) < _level(body[20_000:24_000]) - 3
    assert np.abs(tail[-200:]).max() < 1e-2


def test_set_json_tells_where_the_tails_stand(walk: Path) -> None:
    built = json.loads((walk / "set.json").read_text())["built"]
    exits = built["sections"]["walk"]["exits"]
    section = manifest_of(walk).sections["walk"]
    assert exits["body_frames"] == [frame_in_body(section, 3840 * k) for k in (1, 2, 3)]
    assert exits["slot_frames"] > exits["tail_frames"] == exits["lead_frames"] + 38_400
    assert built["files"]["bed.tails.ogg"]["frames"] <= 3 * exits["slot_frames"]
    assert not judge(walk)[1].found


def test_a_second_build_leaves_them_and_a_missing_one_is_made_again(walk: Path) -> None:
    path = walk / "theme.tails.ogg"
    was, when = path.read_bytes(), path.stat().st_mtime_ns
    build(walk)
    assert path.stat().st_mtime_ns == when
    hash = load(walk).sha256
    path.unlink()
    assert "not built yet" in str(judge(walk)[1].found)
    with pytest.raises(AffektError, match=r"theme\.tails\.ogg not built yet"):
        load(walk)
    build(walk)
    assert path.read_bytes() == was
    path.write_bytes((walk / "bed.tails.ogg").read_bytes())
    assert "theme.tails.ogg" in stale(walk, manifest_of(walk))
    assert load(walk).sha256 != hash
    path.write_bytes(was)


def test_without_the_word_there_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "set.toml").write_text(SET.replace("exit_tail_s = 0.8\n", ""))
    (folder / "walk.score").write_text(SCORE)
    build(folder)
    assert not list(folder.glob("*.tails.ogg"))
    assert "exits" not in json.loads((folder / "set.json").read_text())["built"]["sections"]["walk"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("exit_every_bars = 1\n", "", "does nothing without exits"),
        ('"answer.ogg" }]', '"answer.ogg" }], loop_bars = 4', "does nothing with unequal loops"),
    ],
)
def test_a_word_that_does_nothing_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "set.toml").write_text(SET.replace(old, new))
    (folder / "walk.score").write_text(SCORE)
    assert said in str(judge(folder)[1].found)


def test_tails_too_long_for_their_exits_are_an_error(walk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    for path in walk.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    soundfile.write(folder / "bed.tails.ogg", np.zeros((4 * 50_000, 2)), 48_000)
    assert "too many: 3 exits" in str(judge(folder)[1].errors)
