"""A small set, built: the same sound every time, at the loudness it asks for, and whole across its loop."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from affekt.arrange.check import check
from affekt.arrange.notation import PartNote
from affekt.arrange.timing import body_frames
from affekt.core.errors import AffektError
from affekt.render import build_ogg
from affekt.render.build import build, manifest_of
from affekt.render.build_mix import looped
from affekt.render.build_play import Performance, perform, strokes_of
from affekt.render.build_synth import play
from affekt.render.loudness import as_stereo, integrated, true_peak

SET = """
format = 1
name = "{name}"
start = "walk"
[instruments.harp]
program = 46
[instruments.drum]
drums = true
[layers.theme]
role = "theme"
[layers.low_percussion]
role = "low_percussion"
pitched = false
[sections.walk]
bars = 2
tempo = 120
key = "D"
mode = "dorian"
tail_beats = 6
loudness_lufs = -24
parts = "walk.score"
[sections.walk.layers]
theme = {{ takes = [{{ file = "walk/theme.ogg" }}], instrument = "harp" }}
low_percussion = {{ takes = [{{ file = "walk/low.ogg" }}], instrument = "drum" }}
[stingers.hit]
takes = [{{ file = "stingers/hit.ogg" }}]
parts = "hit.score"
instrument = "drum"
"""
SCORE = """
track theme
mf | D5q. A4e D5q E5q | F5q. E5e D5h |
track low_percussion
hit O 41 90
| O..O ..O. | O.O. O.OO |
"""
HIT = "track hit\nhit O 41 110\n| O... .... .... .... |\n"


@pytest.fixture
def small(tmp_path: Path, synth: None) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "set.toml").write_text(SET.format(name=name))
        (folder / "walk.score").write_text(SCORE)
        (folder / "hit.score").write_text(HIT)
        return folder

    return make


def test_a_set_is_built_whole_and_a_second_build_changes_nothing(small: Callable[[str], Path]) -> None:
    folder, told = small("one"), list[tuple[str, float]]()
    build(folder, lambda what, done: told.append((what, done)))
    assert told[-1] == ("set.json", 1.0)
    assert [d for _, d in told] == sorted(d for _, d in told)
    assert not [f for f in check(folder) if f.severity == "error"]
    before = {p: p.read_bytes() for p in folder.rglob("*.*")}
    build(folder)
    assert {p: p.read_bytes() for p in folder.rglob("*.*")} == before
    build(folder, force=True)
    assert {p: p.read_bytes() for p in folder.rglob("*.*")} == before


def test_a_changed_part_is_built_again(small: Callable[[str], Path]) -> None:
    folder = small("two")
    build(folder)
    was = (folder / "walk" / "theme.ogg").read_bytes()
    (folder / "walk.score").write_text(SCORE.replace("F5q.", "G5q."))
    build(folder)
    assert (folder / "walk" / "theme.ogg").read_bytes() != was


def test_files_are_whole_frames_long_and_as_loud_as_asked(small: Callable[[str], Path]) -> None:
    folder = small("three")
    build(folder)
    section = manifest_of(folder).sections["walk"]
    stems = [build_ogg.read(folder / "walk" / n) for n in ("theme.ogg", "low.ogg")]
    assert [s.shape for s in stems] == [(192000 + 144000, 2), (192000 + 144000, 1)]
    mix = sum(as_stereo(looped(s, section)) for s in stems)
    assert integrated(mix) == pytest.approx(-24.0, abs=1.0)
    assert true_peak(mix) <= -1.5


def test_a_loop_played_twice_is_what_was_played_straight_through(synth: None, tmp_path: Path) -> None:
    """The seam: body and overhanging tail, against the same strokes performed over two passes without a stop."""
    (tmp_path / "set.toml").write_text(SET.format(name="seam"))
    manifest = manifest_of(tmp_path)
    section, body = manifest.sections["walk"], body_frames(manifest.sections["walk"])
    notes = tuple(PartNote(t, 900, p, 80) for t, p in ((0, 62), (1920, 69), (3840, 65), (7200, 62)))
    player = Performance("seam", manifest.instruments["harp"])
    strokes, patches = strokes_of(notes, section, player)
    once = perform(notes, section, player)
    again = [replace(s, frame=s.frame + body) for s in strokes]
    straight = play([*strokes, *again], patches, body + len(once))
    loop = np.zeros_like(straight)
    loop[: len(once)] += once
    loop[body:] += once
    rest = len(once) - body  # beyond it the first pass's file has ended
    assert 20 * np.log10(np.abs(loop - straight)[: 2 * body].max() + 1e-12) <= -60.0
    assert rest > 0

    build_ogg.write(tmp_path / "once.ogg", once * 4, 0.4, title="once")
    decoded = build_ogg.read(tmp_path / "once.ogg") / 4
    loop[:] = 0.0
    loop[: len(once)] += decoded
    loop[body:] += decoded
    error = (loop - straight) ** 2
    inside = error[body // 4 : 3 * body // 4].mean()
    seam = error[body - 4800 : body + 4800].mean()
    assert 10 * np.log10(inside / (straight**2).mean()) <= -20.0
    assert seam <= 8.0 * inside


def test_vorbis_keeps_length_and_seam(tmp_path: Path) -> None:
    rng = np.linspace(0, 1, 300_001)[:, None]
    audio = 0.4 * np.sin(2 * np.pi * 220 * rng * 6.25) * np.exp(-2 * rng)
    build_ogg.write(tmp_path / "a.ogg", audio, 0.4, title="a")
    build_ogg.write(tmp_path / "b.ogg", audio, 0.4, title="a")
    decoded = build_ogg.read(tmp_path / "a.ogg")
    assert decoded.shape == audio.shape
    assert np.sqrt(np.mean((decoded - audio) ** 2)) < 0.01
    assert (tmp_path / "a.ogg").read_bytes() == (tmp_path / "b.ogg").read_bytes()


def test_what_cannot_be_built_is_told_in_one_sentence(small: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(AffektError, match=r"set\.toml"):
        build(tmp_path / "nowhere")
    folder = small("four")
    (folder / "walk.score").write_text(SCORE.replace("track theme", "track tune"))
    with pytest.raises(AffektError, match="has no track theme; its tracks are tune, low_percussion"):
        build(folder)


def test_a_changed_name_or_pitch_is_another_source(small: Callable[[str], Path]) -> None:
    folder = small("five")
    build(folder)
    was = sources(folder)
    text = (folder / "set.toml").read_text()
    for old, new in (('name = "five"', 'name = "six"'), ("pitched = false", "pitched = true")):
        (folder / "set.toml").write_text(text.replace(old, new))
        build(folder)
        assert sources(folder) != was, new


def sources(folder: Path) -> dict[str, str]:
    built = json.loads((folder / "set.json").read_text())["built"]
    return {name: facts["source"] for name, facts in built["sections"].items()}


def test_a_set_of_builtin_sounds_alone_needs_no_soundfont(
    small: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small("seven")
    text = (folder / "set.toml").read_text()
    for old in ("program = 46", "drums = true"):
        text = text.replace(old, f"{old}\nbuiltin = true")
    (folder / "set.toml").write_text(text)
    monkeypatch.setenv("AFFEKT_BUILD_SOUNDFONT", str(folder / "none.sf2"))
    build(folder)
    assert "font" not in json.loads((folder / "set.json").read_text())["built"]
    (folder / "set.toml").write_text(text.replace("program = 46\nbuiltin = true", "program = 46"))
    with pytest.raises(AffektError, match=r"none\.sf2"):
        build(folder)
