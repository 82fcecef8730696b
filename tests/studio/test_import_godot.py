"""Godot's interactive music as sets; the two resources here were saved by Godot 4.6.3."""

from contextlib import suppress
from pathlib import Path

import pytest

from affekt.arrange.check import judge
from affekt.core.errors import AffektError
from affekt.studio.bring import bring
from affekt.studio.godot import read_godot
from affekt.studio.tres import Call, read_blocks

HERE = Path(__file__).parent
IMPORTED = '[remap]\n\nimporter="oggvorbisstr"\n\n[params]\n\nloop=true\nbpm=120.0\nbeat_count=8\nbar_beats=4\n'


@pytest.fixture
def project(tmp_path, band):
    folder = tmp_path / "game" / "music"
    band(120, 2).write(
        folder, {"calm_pad": "pad", "calm_lead": "lead", "fight_drums": "drums", "fight_lead": "lead"}, suffix=".ogg"
    )
    band(120, 1).write(folder, {"bridge": "bass"})
    (folder.parent / "project.godot").write_text("config_version=5\n")
    (folder / "calm_pad.ogg.import").write_text(IMPORTED)
    for name in ("score.tres", "list.tres"):
        (folder / name).write_text((HERE / name).read_text())
    return folder


def test_an_interactive_stream_becomes_sections_and_its_table_transitions(project, tmp_path):
    bring(read_godot(project / "score.tres"), None, tmp_path / "stems" / "score", "score", lambda what, done: None)
    manifest, findings = judge(tmp_path / "stems" / "score")
    assert findings.errors == []
    assert manifest.start == "calm"
    assert manifest.sections["calm"].title == "Calm woods"
    assert {n: (s.bars, s.tempo) for n, s in manifest.sections.items()} == {
        "calm": (2, 120), "combat": (2, 120), "bridge": (1, 120),
    }  # fmt: skip
    assert manifest.sections["calm"].layers["lead"].gain_db == -6.5
    assert manifest.sections["bridge"].once
    assert manifest.sections["bridge"].loops.then == "combat"
    ways = {(w.source, w.target): w for w in manifest.transitions}
    way = ways["calm", "combat"]
    assert (way.from_time, way.to_time, way.fade, way.fade_beats, way.filler) == (
        "next_bar",
        "start",
        "automatic",
        1,
        "bridge",
    )
    back = ways["combat", "calm"]
    assert (back.from_time, back.to_time, back.fade, back.hold_previous) == ("end", "same_position", "cross", True)
    assert ways["any", "combat"].from_time == "next_beat"


def test_a_playlist(project, tmp_path):
    bring(read_godot(project / "list.tres"), None, tmp_path / "stems" / "list", "list", lambda what, done: None)
    manifest, findings = judge(tmp_path / "stems" / "list")
    assert findings.errors == []
    listed = manifest.playlists[manifest.start]
    assert (listed.order, [i.section for i in listed.items]) == ("shuffle", ["part_1", "part_2"])


def test_recordings_that_are_not_there_or_lie_outside_the_project_are_refused(project):
    (project / "bridge.wav").unlink()
    with pytest.raises(AffektError, match=r"bridge\.wav"):
        read_godot(project / "score.tres")
    text = (project / "score.tres").read_text().replace("res://music/bridge.wav", "res://../secret.wav")
    (project.parent.parent / "secret.wav").write_bytes(b"")
    (project / "score.tres").write_text(text)
    with pytest.raises(AffektError, match=r"secret\.wav"):
        read_godot(project / "score.tres")


def test_values_as_godot_writes_them(tmp_path):
    (tmp_path / "x.tres").write_text(
        '[gd_resource type="X" format=3]\n; a comment\n[resource]\na = &"na\\"me"\nb = [1, -2.5, true, null]\n'
        'c = {\nVector2i(-1, 0): {\n"k": 1e-3\n}\n}\nd = Array[String](["x"])\ne/0/f = SubResource("i")\n'
    )
    head, body = read_blocks(tmp_path / "x.tres")[1:]
    assert head.head["type"] == "X"
    assert body.keys["a"] == 'na"me'
    assert body.keys["b"] == [1, -2.5, True, None]
    assert body.keys["c"] == {Call("Vector2i", (-1, 0)): {"k": 1e-3}}
    assert body.keys["e/0/f"] == Call("SubResource", ("i",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clip_count = 3", 'clip_count = "x"'),
        ("clip_count = 3", "clip_count = 999999999999"),
        ("stream_count = 2", "stream_count = [1]"),
        ("Vector2i(0, 1)", 'Vector2i("a", 0)'),
        ("Vector2i(0, 1)", "[1]"),
        ('"fade_beats": 0.5', "1 2"),
    ],
)
def test_a_resource_that_is_spoilt_is_refused_or_read_as_far_as_it_goes(project, old, new):
    text = (project / "score.tres").read_text()
    assert old in text
    (project / "score.tres").write_text(text.replace(old, new))
    with suppress(AffektError):
        read_godot(project / "score.tres")


@pytest.mark.parametrize(
    "text", ["[", "[a b=", "[resource]\na = ", "[resource]\na = (", "[resource]\na = {1:", "\x01", "[r]\na=" + "[" * 90]
)
def test_a_broken_resource_is_refused_with_its_line(tmp_path, text):
    (tmp_path / "x.tres").write_text(text)
    with pytest.raises(AffektError, match=r"x\.tres"):
        read_godot(tmp_path / "x.tres")
