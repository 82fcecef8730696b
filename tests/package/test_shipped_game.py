"""A game that brings its own server: exported, without Python, it starts the server, sounds, and ends it."""

import os
import shutil
from pathlib import Path

import pytest

from affekt.bench.engines import Godot

pytestmark = [pytest.mark.godot, pytest.mark.slow, pytest.mark.system, pytest.mark.timeout(400)]

ROOT = Path(__file__).resolve().parents[2]
PLAY = """\
extends Node

const LONGEST_MS := 60_000

var _sections: Array[String] = []


func _ready() -> void:
	AudioServer.add_bus()
	AudioServer.set_bus_name(1, &"Music")
	var session := AffektSession.new()
	session.auto_open = false
	session.connection = AffektConnection.new()
	session.section_changed.connect(func(section: String, _event: Dictionary) -> void: _sections.append(section))
	add_child(session)
	var player := AffektStreamPlayer.new()
	player.bus = &"Music"
	player.session = session
	add_child(player)
	var server := AffektServer.new()
	server.folder = OS.get_cmdline_user_args()[0]
	server.connection = session.connection
	server.session = session
	server.failed.connect(func(why: String) -> void: print("FAILED ", why))
	add_child(server)
	var until := Time.get_ticks_msec() + LONGEST_MS
	while (_sections.is_empty() or _loudness() < -50.0) and Time.get_ticks_msec() < until:
		await get_tree().process_frame
	session.event("thunder")
	while _sections[-1] != "storm" and Time.get_ticks_msec() < until:
		await get_tree().process_frame
	print("SECTIONS ", " ".join(_sections))
	print("LOUDNESS ", _loudness())
	get_tree().quit()


func _loudness() -> float:
	return AudioServer.get_bus_peak_volume_left_db(1, 0)
"""
PRESET = """\
[preset.0]
name="Linux"
platform="Linux"
runnable=true
export_filter="all_resources"
include_filter=""
exclude_filter="tests/*, samples/*"
export_path="game.pck"
script_export_mode=2

[preset.0.options]
binary_format/architecture="x86_64"
"""


def test_a_game_ships_its_server(godot: Godot, package: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    left = shutil.ignore_patterns(".godot", "*.uid", "*.import", "tests", "samples", "export_presets.cfg")
    shutil.copytree(ROOT / "clients/godot", project, ignore=left)
    (project / "play.gd").write_text(PLAY, "utf-8")
    (project / "main.tscn").write_text(
        '[gd_scene load_steps=2 format=3]\n[ext_resource type="Script" path="res://play.gd" id="1"]\n'
        '[node name="Main" type="Node"]\nscript = ExtResource("1")\n',
        "utf-8",
    )
    (project / "export_presets.cfg").write_text(PRESET, "utf-8")
    assert godot.import_project(project).faults == []
    exported = godot.run(project, ["--export-pack", "Linux", str(tmp_path / "game.pck")], seconds=60)
    assert (tmp_path / "game.pck").exists(), exported.out[-2000:]
    game = tmp_path / "game"
    game.mkdir()
    words = ["--main-pack", str(tmp_path / "game.pck"), "res://main.tscn", "--quit-after", "20000", "--", str(package)]
    tools = tmp_path / "tools"  # What the starter of the tests' own Godot needs, and nothing else.
    tools.mkdir()
    for name in ("readlink", "dirname"):
        (tools / name).symlink_to(shutil.which(name) or name)
    done = godot.run(game, words, seconds=120, env={"PATH": str(tools)})
    assert "SECTIONS calm storm" in done.out, done.out[-2000:]
    assert "FAILED" not in done.out
    assert [fault for fault in done.faults if "SCRIPT" in fault] == []
    assert not running(package)


def running(package: Path) -> list[str]:
    """The processes that were started from a package and have not ended."""
    found = []
    for one in Path("/proc").iterdir():
        try:
            words = (one / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(package) in words and one.name != str(os.getpid()) and "pytest" not in words:
            found.append(words)
    return found
