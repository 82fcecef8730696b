"""The VR sample opens without a headset, and its nodes find one another."""

from pathlib import Path

import pytest

from affekt.bench.engines import Godot

pytestmark = pytest.mark.godot

OPEN = """\
extends SceneTree


func _initialize() -> void:
	_open.call_deferred()


func _open() -> void:
	var rig: Node = (load("res://samples/vr/vr_rig.tscn") as PackedScene).instantiate()
	root.add_child(rig)
	for n in 10:
		await process_frame
	var senses: AffektXRSenses = rig.get_node("AffektXRSenses")
	var spatial: AffektSpatialLayers = rig.get_node("AffektSpatialLayers")
	var mixer: AffektMixer = rig.get_node("AffektMixer")
	print("WARNINGS %d" % (senses._get_configuration_warnings().size() + spatial._get_configuration_warnings().size()))
	print("WHOLE %s" % (mixer.source == senses.source and spatial.mixer == mixer and mixer.layer_buses))
	quit()
"""


def test_the_rig_opens_on_a_screen(godot: Godot, project: Path, tmp_path: Path) -> None:
    script = project / "open_vr.gd"
    script.write_text(OPEN, "utf-8")
    run = godot.run(project, ["-s", "res://open_vr.gd", "--quit-after", "2000"], seconds=60)
    assert "WARNINGS 0" in run.out
    assert "WHOLE true" in run.out
    assert [fault for fault in run.faults if "SCRIPT" in fault or "Parse" in fault] == []
