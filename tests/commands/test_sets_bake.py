"""`affekt sets bake`, as typed."""

import json

from affekt.commands import sets

TABLE = """format = 1
[events.boss]
arousal = 0.5
cue = { kind = "section", name = "combat" }
"""


def test_a_shipped_set_is_baked_and_what_it_leaves_is_told(terminal, tmp_path):
    out = tmp_path / "music"
    assert terminal.type(sets, "bake", "wayfarer", "--only-table", "--out", str(out)) == 0
    assert "voices are composed live and are not baked" in terminal.err
    table = json.loads((out / "baked.json").read_text())
    assert (table["baked"], table["set"]["name"], table["start"]) == (1, "wayfarer", "exploration")
    assert [p.name for p in out.iterdir()] == ["baked.json"]
    assert table["files"]["exploration/bed.ogg"] == [5_940_000, 2]


def test_the_recordings_come_with_it_and_the_game_s_own_words(terminal, tmp_path):
    (tmp_path / "game.toml").write_text(TABLE)
    out = tmp_path / "music"
    words = ("bake", "stillwater", "--table", str(tmp_path / "game.toml"), "--out", str(out), "--json")
    assert terminal.type(sets, *words) == 0
    assert terminal.answer["left_out"] == []
    table = json.loads((out / "baked.json").read_text())
    assert table["events"]["boss"]["cues"] == []  # stillwater has no combat
    assert all((out / name).is_file() for name in [*table["files"], "set.json", "LICENSE"])
    assert terminal.answer["bytes"] == sum(p.stat().st_size for p in out.rglob("*") if p.is_file())


def test_a_wrong_table_is_named_with_its_line(terminal, tmp_path):
    (tmp_path / "game.toml").write_text("format = 1\n[events.boss]\nloudness = 3\n")
    assert terminal.type(sets, "bake", "stillwater", "--table", str(tmp_path / "game.toml")) == 1
    assert "game.toml:3: events.boss.loudness: this word is not known here" in terminal.err
