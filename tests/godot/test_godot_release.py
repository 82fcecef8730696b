"""What a Godot user gets: the archive, the first five minutes with it, and the reference."""

import importlib.util
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from affekt.bench.engines import Godot
from affekt.bench.served import Served

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """\
config_version=5

[application]
config/name="Mine"
run/main_scene="res://main.tscn"

[editor_plugins]
enabled=PackedStringArray("res://addons/affekt/plugin.cfg")
"""
SCENE = """\
[gd_scene load_steps=4 format=3]

[ext_resource type="Script" path="res://main.gd" id="1"]
[ext_resource type="Script" path="res://addons/affekt/nodes/affekt_session.gd" id="2"]
[ext_resource type="Script" path="res://addons/affekt/audio/affekt_stream_player.gd" id="3"]
[ext_resource type="Script" path="res://addons/affekt/resources/affekt_connection.gd" id="4"]

[sub_resource type="Resource" id="5"]
script = ExtResource("4")
url = "http://{http}"

[node name="Main" type="Node"]
script = ExtResource("1")

[node name="AffektSession" type="Node" parent="."]
script = ExtResource("2")
connection = SubResource("5")

[node name="AffektStreamPlayer" type="AudioStreamPlayer" parent="." node_paths=PackedStringArray("session")]
script = ExtResource("3")
session = NodePath("../AffektSession")
"""
EAR = """
var heard := -1.0


func _physics_process(_delta: float) -> void:
	heard = maxf(heard, $AffektStreamPlayer.heard_frame())


func _exit_tree() -> void:
	print("HEARD ", heard)
"""


def tool(name: str) -> ModuleType:
    """Load a program of server/tools."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"server/tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packed: Path = tool("godot_zip").pack(tmp_path_factory.mktemp("dist"))
    return packed


def test_the_archive_is_laid_out_for_the_asset_library(archive: Path) -> None:
    names = zipfile.ZipFile(archive).namelist()
    assert all(name.startswith("addons/affekt/") for name in names)
    for needed in ("plugin.cfg", "plugin.gd", "LICENSE", "README.md", "nodes/affekt_session.gd"):
        assert f"addons/affekt/{needed}" in names
    assert [name for name in names if "/tests/" in name or name.endswith((".uid", ".import"))] == []
    assert sorted(names) == names


def test_the_same_files_make_the_same_archive(archive: Path, tmp_path: Path) -> None:
    assert tool("godot_zip").pack(tmp_path).read_bytes() == archive.read_bytes()


@pytest.mark.godot
@pytest.mark.system
@pytest.mark.slow
def test_the_first_five_minutes(godot: Godot, archive: Path, served: Served, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    page = (ROOT / "docs/godot.md").read_text("utf-8")
    script = page.partition("```gdscript\n")[2].partition("```")[0]
    (tmp_path / "project.godot").write_text(PROJECT, "utf-8")
    (tmp_path / "main.tscn").write_text(SCENE.format(http=served.doors["http"]), "utf-8")
    (tmp_path / "main.gd").write_text(script + EAR, "utf-8")
    assert godot.import_project(tmp_path).faults == []
    run = godot.run(tmp_path, ["--quit-after", "900"], seconds=60)
    assert "section exploration: " in run.out, run.out[-2000:]
    assert "beat 1:1" in run.out
    heard = float(run.out.partition("HEARD ")[2].split()[0])
    assert heard > 48_000, run.out[-2000:]
    assert run.faults == []


@pytest.mark.godot
@pytest.mark.slow
def test_the_reference_says_what_the_comments_say(godot: Godot, project: Path) -> None:
    api = tool("godot_api")
    made = api.page(api.documented(godot, project))
    assert made == (ROOT / "docs/godot-api.md").read_text("utf-8"), "python server/tools/godot_api.py generate"
